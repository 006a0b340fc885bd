"""The shipped catalogue is sound, and mistakes in one are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.model_files.catalogue import FileRole, Hub, HubFolder, load_catalogue


def test_every_role_has_one_reference() -> None:
    catalogue = load_catalogue()
    assert catalogue.reference(FileRole.GENERATION).id == "qwen2.5-coder-1.5b"
    assert catalogue.reference(FileRole.EMBEDDING).file == "all-minilm-l6-v2"
    assert catalogue.reference(FileRole.NER).file == "en_core_web_sm"


def test_hub_addresses_pin_a_revision() -> None:
    hubs = [s for e in load_catalogue().entry for s in e.sources if isinstance(s, Hub)]
    revisions = [hub.address.split("/resolve/")[1].split("/")[0] for hub in hubs]
    assert revisions
    assert all(len(revision) == 40 for revision in revisions)


def test_an_entry_that_was_never_run_says_so() -> None:
    catalogue = load_catalogue()
    assert catalogue.by_id("qwen3-4b-2507").untested
    assert not catalogue.reference(FileRole.GENERATION).untested


def test_an_unknown_id_lists_the_known_ones() -> None:
    with pytest.raises(BadInput, match=r"“gpt-9”.*qwen2\.5-coder-1\.5b"):
        load_catalogue().by_id("gpt-9")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('file = "en_core_web_sm"', 'file = "../en"', "plain name"),
        ("sha256 = ", "sha256 = 3 #", "sha256"),
        ('role = "ner"', 'role = "nose"', "nose"),
        ("https://", "http://", "https"),
        ('id = "en_core_web_sm"', 'id = "all-minilm-l6-v2"', "twice"),
        ("reference = true", "reference = false", "exactly one"),
        ("licence", "license", "license"),
        ("[[entry]]", "[[entry", "cannot be used"),
        ('languages = ["*"]', "", "what it was made for"),
        ('name = "config.json"', 'name = "../config.json"', "no plain name"),
        ("size = 655", "size = 656", "sum of its files"),
        ("69137736", "69137737", "listing of its files"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, before: str, after: str, says: str) -> None:
    shipped = Path(__file__).parents[2] / "models" / "catalogue.toml"
    text = shipped.read_text("utf-8")
    assert before in text
    path = tmp_path / "catalogue.toml"
    path.write_text(text.replace(before, after), "utf-8")
    with pytest.raises(BadInput, match=says):
        load_catalogue(path)


def test_a_missing_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load_catalogue(tmp_path / "none.toml")


def test_what_is_for_search_says_its_languages_and_prefixes() -> None:
    catalogue = load_catalogue()
    e5, bge = (catalogue.by_id(name) for name in ("multilingual-e5-small", "bge-small-en-v1.5"))
    assert (e5.languages, e5.query_prefix, e5.passage_prefix) == (("*",), "query: ", "passage: ")
    assert bge.query_prefix == "Represent this sentence for searching relevant passages: "
    assert catalogue.reference(FileRole.EMBEDDING).languages == ("en",)
    assert catalogue.by_id("ms-marco-minilm-l6-v2").role is FileRole.RERANKER


def test_folders_from_a_hub_pin_a_revision_and_hold_no_pickles() -> None:
    folders = [s for e in load_catalogue().entry for s in e.sources if isinstance(s, HubFolder)]
    assert len(folders) == 3
    for folder in folders:
        assert len(folder.address.split("/resolve/")[1].rstrip("/")) == 40
        names = {file.name for file in folder.files}
        assert names >= {"model.safetensors", "config.json", "tokenizer.json"}
        assert not [name for name in names if name.endswith((".bin", ".py", ".pt"))]

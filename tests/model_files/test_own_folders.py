"""A person's own folder is recognised, remembered by its sha256, and refused when it changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from copilot.errors import BadInput, ModelFileError
from copilot.model_files import own_folders
from copilot.model_files.catalogue import Catalogue, FileRole, load_catalogue
from copilot.model_files.choice import (
    choose_folder,
    chosen_embedding,
    chosen_names,
    chosen_reranker,
    embeddings_here,
    role_of,
)
from copilot.model_files.digest import sha256_of
from copilot.model_files.own_folders import look_into
from tests.generation.reference import model_path
from tests.model_files.search_folders import embedding_folder, reranker_folder
from tests.redaction.names_network import write_network


@pytest.fixture
def models(tmp_path: Path) -> Path:
    made = tmp_path / "models"
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_the_role_is_read_from_the_files(tmp_path: Path, catalogue: Catalogue) -> None:
    embedding = embedding_folder(tmp_path / "e")
    reranker = reranker_folder(tmp_path / "r")
    assert role_of(str(embedding), catalogue) is FileRole.EMBEDDING
    assert role_of(str(reranker), catalogue) is FileRole.RERANKER
    assert role_of("/nowhere/x.gguf", catalogue) is FileRole.GENERATION
    assert role_of("ms-marco-minilm-l6-v2", catalogue) is FileRole.RERANKER


def test_a_chosen_folder_is_known_by_its_sha256(
    tmp_path: Path, models: Path, catalogue: Catalogue
) -> None:
    path = embedding_folder(tmp_path / "mine")
    choice = choose_folder(str(path), catalogue, models)
    chosen = chosen_embedding(choice, catalogue, models)
    assert (chosen.title, chosen.folder, chosen.sha256) == ("mine", path, sha256_of(path))
    assert (chosen.query_prefix, chosen.passage_prefix) == ("query: ", "passage: ")
    assert chosen.languages == ("en",)


def test_a_large_vocabulary_is_taken_for_many_languages(tmp_path: Path) -> None:
    assert look_into(embedding_folder(tmp_path / "e", words=250_037)).languages == ("*",)


def test_a_reranker_is_chosen_or_none(tmp_path: Path, models: Path, catalogue: Catalogue) -> None:
    assert chosen_reranker("", catalogue, models) is None
    choice = choose_folder(str(reranker_folder(tmp_path / "r")), catalogue, models)
    chosen = chosen_reranker(choice, catalogue, models)
    assert chosen is not None
    assert (chosen.folder, chosen.languages) == (tmp_path / "r", ("*",))
    with pytest.raises(BadInput, match="is for reranker, not for embedding"):
        chosen_embedding(choice, catalogue, models)


def test_files_for_names_are_chosen_or_none(
    tmp_path: Path, models: Path, catalogue: Catalogue
) -> None:
    assert chosen_names("", catalogue, models) is None
    folder = write_network(tmp_path / "n", ("O", "B-PER"))
    choice = choose_folder(str(folder), catalogue, models)
    chosen = chosen_names(choice, catalogue, models)
    assert chosen is not None
    assert chosen.folder == folder
    with pytest.raises(BadInput, match="is for names, not for reranker"):
        chosen_reranker(choice, catalogue, models)


def test_one_changed_byte_is_found_at_the_next_start(
    tmp_path: Path, models: Path, catalogue: Catalogue
) -> None:
    path = embedding_folder(tmp_path / "mine")
    choice = choose_folder(str(path), catalogue, models)
    weights = path / "model.safetensors"
    stat = weights.stat()
    weights.write_bytes(b"W" + weights.read_bytes()[1:])
    os.utime(weights, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    with pytest.raises(ModelFileError, match="not those that were chosen"):
        chosen_embedding(choice, catalogue, models)
    with pytest.raises(ModelFileError, match="not those that were chosen"):
        embeddings_here(choice, catalogue, models)
    assert choose_folder(str(path), catalogue, models) == choice  # chosen again, it is new
    assert chosen_embedding(choice, catalogue, models).sha256 == sha256_of(path)


def test_a_folder_that_only_looks_changed_is_read_again_and_kept(
    tmp_path: Path, models: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = embedding_folder(tmp_path / "mine")
    choice = choose_folder(str(path), catalogue, models)
    (path / "config.json").touch()
    first = chosen_embedding(choice, catalogue, models)
    monkeypatch.setattr(own_folders, "sha256_of", lambda *_: pytest.fail("read again"))
    assert chosen_embedding(choice, catalogue, models) == first


def test_a_path_that_was_never_chosen_is_not_used(
    tmp_path: Path, models: Path, catalogue: Catalogue
) -> None:
    path = embedding_folder(tmp_path / "mine")
    with pytest.raises(ModelFileError, match="models use"):
        chosen_embedding(str(path), catalogue, models)
    with pytest.raises(ModelFileError, match="not on this machine"):
        chosen_reranker("/nowhere", catalogue, models)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda p: (p / "model.safetensors").unlink(), r"no model\.safetensors"),
        (lambda p: (p / "modules.json").unlink(), r"no modules\.json"),
        (lambda p: (p / "config.json").unlink(), r"config\.json cannot be read"),
        (lambda p: (p / "config.json").write_text("{"), r"config\.json is damaged"),
        (lambda p: (p / "modules.json").write_text('[{"type": "os.system"}]'), "code of its own"),
    ],
    ids=["pickled weights", "no modules", "no config", "damaged", "foreign code"],
)
def test_what_cannot_be_loaded_safely_is_refused(
    tmp_path: Path, models: Path, catalogue: Catalogue, spoil: object, says: str
) -> None:
    path = embedding_folder(tmp_path / "mine")
    spoil(path)
    with pytest.raises(ModelFileError, match=says):
        choose_folder(str(path), catalogue, models)
    assert list(models.iterdir()) == []


def test_vectors_of_another_size_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="vectors of 768 numbers; search keeps 384"):
        look_into(embedding_folder(tmp_path / "e", width=768))


def test_the_files_of_an_earlier_index_stay_usable(
    tmp_path: Path, models: Path, catalogue: Catalogue
) -> None:
    first, second, gone = (
        choose_folder(str(embedding_folder(tmp_path / name)), catalogue, models)
        for name in ("first", "second", "gone")
    )
    Path(gone).rename(tmp_path / "elsewhere")
    choose_folder(str(reranker_folder(tmp_path / "reranker")), catalogue, models)
    found = embeddings_here(second, catalogue, models)
    assert [each.title for each in found] == ["second", "first"]
    (Path(first) / "model.safetensors").write_bytes(b"other")
    assert [each.title for each in embeddings_here(second, catalogue, models)] == ["second"]
    assert embeddings_here(gone, catalogue, models) == ()
    assert embeddings_here("", catalogue, models) == ()


@pytest.mark.model
def test_the_real_files_as_reference_and_as_ones_own(tmp_path: Path, catalogue: Catalogue) -> None:
    import shutil

    real = model_path("all-minilm-l6-v2")
    reference = chosen_embedding("", catalogue, real.parent)
    assert reference.folder == real
    assert reference.languages == ("en",)
    copy = shutil.copytree(real, tmp_path / "copy")
    choice = choose_folder(str(copy), catalogue, tmp_path)
    assert chosen_embedding(choice, catalogue, tmp_path).sha256 == reference.sha256

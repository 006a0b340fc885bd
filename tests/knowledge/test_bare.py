"""What numpy computes beside what the libraries around torch do, on real networks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copilot.errors import Cancelled, ModelFileError
from copilot.knowledge.bare import load_bare_embedder, load_bare_reranker
from copilot.knowledge.embedder import DIMENSIONS, load_embedder
from copilot.knowledge.reranker import LONGEST_PAIR, load_reranker
from copilot.knowledge.vectors import cosine
from tests.generation.reference import model_path
from tests.knowledge.small_folders import cross_encoder, embedding_folder

TEXTS = (
    "When do I get my refund?",
    "",
    "   ",
    "the tent leaks " * 200,
    "naïve café – “quotes” 中文 😀 <b>x</b>",
    "[[CUSTOMER_1]] has order A-88213 [MASK] [SEP]",
    "Ὀδυσσεύς 日本語 العربية",
)


def nothing() -> None:
    """A pause in which nobody waits."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return embedding_folder(tmp_path_factory.mktemp("small") / "bert", prompts=True)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cross_encoder(tmp_path_factory.mktemp("small") / "cross-encoder")


@pytest.mark.model
def test_the_reference_files_make_the_same_vectors() -> None:
    folder = model_path("all-minilm-l6-v2")
    bare = load_bare_embedder(folder, DIMENSIONS)(TEXTS, nothing)
    for text, here, there in zip(TEXTS, bare, load_embedder(folder)(TEXTS, nothing), strict=True):
        assert cosine(here, there) == pytest.approx(1.0, abs=1e-5), text


def test_small_files_make_the_same_vectors(small: Path) -> None:
    bare = load_bare_embedder(small, DIMENSIONS)(TEXTS, nothing)
    for text, here, there in zip(TEXTS, bare, load_embedder(small)(TEXTS, nothing), strict=True):
        assert cosine(here, there) == pytest.approx(1.0, abs=1e-5), text


def test_the_first_token_serves_where_the_folder_says_so(small: Path, tmp_path: Path) -> None:
    first = _copied(small, tmp_path / "first")
    pooling = first / "1_Pooling" / "config.json"
    settings = json.loads(pooling.read_text())
    pooling.write_text(json.dumps(settings | {"pooling_mode": "cls"}))
    bare = load_bare_embedder(first, DIMENSIONS)(TEXTS, nothing)
    mean = load_bare_embedder(small, DIMENSIONS)(TEXTS, nothing)
    for here, there in zip(bare, load_embedder(first)(TEXTS, nothing), strict=True):
        assert cosine(here, there) == pytest.approx(1.0, abs=1e-5)
    assert cosine(bare[0], mean[0]) < 0.999


def test_a_text_has_the_vector_it_has_alone(small: Path) -> None:
    embed = load_bare_embedder(small, DIMENSIONS)
    together = embed(TEXTS, nothing)
    for text, vector in zip(TEXTS, together, strict=True):
        assert cosine(vector, embed([text], nothing)[0]) == pytest.approx(1.0, abs=1e-6)
    assert embed([], nothing) == []


def test_pairs_have_the_scores_of_the_library(pairs: Path) -> None:
    bare = load_bare_reranker(pairs, LONGEST_PAIR)("my tent leaks", TEXTS, nothing)
    assert bare == pytest.approx(load_reranker(pairs)("my tent leaks", TEXTS, nothing), abs=1e-5)
    assert len({round(score, 6) for score in bare}) > 1


def test_between_two_slices_it_can_be_ended(small: Path) -> None:
    pauses: list[int] = []

    def pause() -> None:
        pauses.append(1)
        if len(pauses) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        load_bare_embedder(small, DIMENSIONS)(["long " * 400] * 10, pause)


def test_other_networks_are_refused_in_words(small: Path, tmp_path: Path) -> None:
    other = _copied(small, tmp_path / "other")
    config = json.loads((other / "config.json").read_text())
    (other / "config.json").write_text(json.dumps(config | {"model_type": "mpnet"}))
    with pytest.raises(ModelFileError, match="kind “mpnet”"):
        load_bare_embedder(other, DIMENSIONS)


@pytest.mark.parametrize(
    "name", ["config.json", "model.safetensors", "tokenizer.json", "modules.json"]
)
def test_damaged_files_are_refused_in_words(name: str, small: Path, tmp_path: Path) -> None:
    broken = _copied(small, tmp_path / "broken")
    (broken / name).write_bytes(b"cut")
    with pytest.raises(ModelFileError, match="cannot be used"):
        load_bare_embedder(broken, DIMENSIONS)


def test_files_for_something_else_are_refused_in_words(pairs: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="another size than 384"):
        load_bare_embedder(embedding_folder(tmp_path / "narrow", dimensions=32), DIMENSIONS)
    with pytest.raises(ModelFileError, match="they give 2 scores, not one"):
        load_bare_reranker(cross_encoder(tmp_path / "two", scores=2), LONGEST_PAIR)
    with pytest.raises(ModelFileError, match=r"without 'bert\.pooler"):
        load_bare_reranker(embedding_folder(tmp_path / "vectors"), LONGEST_PAIR)


def _copied(folder: Path, to: Path) -> Path:
    for file in folder.rglob("*"):
        if file.is_file():
            place = to / file.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
    return to

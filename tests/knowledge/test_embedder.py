"""The real embedding files, and small ones with random weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import Cancelled, ModelFileError
from copilot.knowledge.embedder import load_embedder
from copilot.knowledge.vectors import cosine
from tests.generation.reference import model_path
from tests.knowledge.small_folders import embedding_folder


def nothing() -> None:
    """A pause in which nobody waits."""


@pytest.mark.model
def test_texts_that_mean_the_same_are_close() -> None:
    refund, money, tent = load_embedder(model_path("all-minilm-l6-v2"))(
        ["When do I get my refund?", "When is my money returned?", "The tent pole broke."], nothing
    )
    assert len(refund) == 384 * 4
    assert cosine(refund, refund) == pytest.approx(1.0, abs=1e-5)
    assert cosine(refund, money) > cosine(refund, tent) + 0.3


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose own settings would mark every text as a question."""
    return embedding_folder(tmp_path_factory.mktemp("small") / "marked", prompts=True)


def test_vectors_are_those_of_the_texts_as_they_come(small: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["tent", "the tent leaks " * 30, "", "refund"]
    plain = SentenceTransformer(str(small), device="cpu", local_files_only=True)
    wanted = plain.encode(texts, prompt="", normalize_embeddings=True, show_progress_bar=False)
    for vector, row in zip(load_embedder(small)(texts, nothing), wanted, strict=True):
        assert cosine(vector, row.astype("<f4").tobytes()) == pytest.approx(1.0, abs=1e-5)


def test_between_two_slices_it_can_be_ended(small: Path) -> None:
    embed, pauses = load_embedder(small), list[int]()

    def pause() -> None:
        pauses.append(1)
        if len(pauses) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        embed(["long " * 400] * 10, pause)
    assert embed([], nothing) == []


def test_files_of_another_size_are_refused(tmp_path: Path) -> None:
    other = embedding_folder(tmp_path / "other", dimensions=32)
    with pytest.raises(ModelFileError, match="another size than 384"):
        load_embedder(other)


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="missing or not complete"):
        load_embedder(tmp_path)

"""A real cross-encoder, small and with random weights, through the adapter."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import Cancelled, ModelFileError
from copilot.knowledge.reranker import Rerank, load_reranker
from tests.knowledge.small_folders import cross_encoder

TEXTS = ("the tent leaks", "refund", "a much longer text about a tent " * 20, "", "tent")


def nothing() -> None:
    """A pause in which nobody waits."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cross_encoder(tmp_path_factory.mktemp("small") / "cross-encoder")


@pytest.fixture(scope="module")
def rerank(folder: Path) -> Rerank:
    return load_reranker(folder)


def test_each_text_has_the_score_it_has_alone_between_0_and_1(rerank: Rerank) -> None:
    scores = rerank("my tent leaks", TEXTS, nothing)
    assert len(set(scores)) > 1
    assert all(0 < score < 1 for score in scores)
    alone = [rerank("my tent leaks", [text], nothing)[0] for text in TEXTS]
    assert scores == pytest.approx(alone, abs=1e-5)  # the order of the slices is not seen


def test_the_score_is_that_of_the_library(rerank: Rerank, folder: Path) -> None:
    from sentence_transformers import CrossEncoder

    plain = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    wanted = plain.predict([("my tent leaks", text) for text in TEXTS], show_progress_bar=False)
    assert rerank("my tent leaks", TEXTS, nothing) == pytest.approx(list(wanted), abs=1e-5)


def test_no_texts_have_no_scores(rerank: Rerank) -> None:
    assert rerank("my tent leaks", [], nothing) == []


def test_between_two_slices_it_can_be_ended(rerank: Rerank) -> None:
    pauses: list[int] = []

    def pause() -> None:
        pauses.append(1)
        if len(pauses) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        rerank("tent", ["long " * 400] * 10, pause)


def test_a_folder_that_is_no_cross_encoder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="missing or not complete"):
        load_reranker(tmp_path)
    two = cross_encoder(tmp_path / "two", scores=2)
    with pytest.raises(ModelFileError, match="they give 2 scores, not one"):
        load_reranker(two)
    (two / "model.safetensors").write_bytes(b"cut")
    with pytest.raises(ModelFileError, match="cannot be used"):
        load_reranker(two)

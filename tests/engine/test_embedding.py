"""Embedding and ranking jobs in a real child: which files, which prefix, who goes first."""

from __future__ import annotations

import threading

import pytest

from copilot.engine import EngineFiles, Priority
from copilot.engine.client import EngineClient
from copilot.errors import Cancelled, ModelFileError
from copilot.records import RestoreMap
from tests.engine.callers import Caller
from tests.engine.conftest import SCRIPTED, until


def until_stopped(engine: EngineClient, stop: threading.Event) -> object:
    """An indexing batch of slices without end."""
    return engine.embed(
        ["until stopped"], embedder="minilm", stop=stop, priority=Priority.PREPARED_AHEAD
    )


def test_the_first_files_are_the_chosen_ones(engine: EngineClient) -> None:
    assert engine.embed(["a"]) == engine.embed(["a"], embedder="e5")


@pytest.mark.parametrize(
    ("embedder", "query", "passage"),
    [
        ("e5", b"query: refund", b"passage: refund"),
        ("bge", b"Represent: refund", b"refund"),
        ("minilm", b"refund", b"refund"),
    ],
)
def test_questions_and_passages_are_marked_as_the_files_want_it(
    engine: EngineClient, embedder: str, query: bytes, passage: bytes
) -> None:
    assert engine.embed(["refund"], embedder=embedder, query=True) == [query]
    assert engine.embed(["refund"], embedder=embedder) == [passage]


def test_two_embedders_stay_loaded_and_the_third_takes_the_place_of_the_older(
    engine: EngineClient,
) -> None:
    def loads_after(embedder: str) -> int:
        engine.embed(["x"], embedder=embedder)
        return int(engine.embed(["loaded"], embedder="minilm")[0])

    assert [loads_after(name) for name in ("minilm", "bge", "minilm", "bge")] == [1, 2, 2, 2]
    engine.embed(["x"], embedder="e5")  # minilm was used last, so bge goes
    assert [loads_after(name) for name in ("minilm", "bge")] == [3, 4]


def test_files_that_are_not_here_are_told_in_words(engine: EngineClient) -> None:
    with pytest.raises(ModelFileError, match=r"sha256 0123456789ab….*models use"):
        engine.embed(["x"], embedder="0123456789abcdef")


def test_without_embedding_files_the_command_is_named(files: EngineFiles) -> None:
    client = EngineClient(EngineFiles(), child=SCRIPTED)
    with pytest.raises(ModelFileError, match=r"no search file.*models fetch"):
        client.embed(["x"])
    with pytest.raises(ModelFileError, match="no reranking file"):
        client.rerank("x", ["x"])
    assert client.child.connection is None


def test_a_text_gets_the_score_of_its_place(engine: EngineClient) -> None:
    assert engine.rerank("b", ["a", "b", "abc"]) == [0.0, 1.0, 1.0]


def test_an_open_ticket_goes_between_two_slices_of_an_index(engine: EngineClient) -> None:
    stop = threading.Event()
    indexing = Caller(lambda: until_stopped(engine, stop))
    until(lambda: engine.child.connection and engine.child.connection.under_way)
    assert engine.embed(["a"], embedder="minilm") == [b"a"]
    assert engine.rerank("a", ["a"]) == [1.0]
    assert engine.redact(["a"], known=(), restore=RestoreMap()).redactions[0].text == "A"
    assert indexing.is_alive()
    stop.set()
    assert isinstance(indexing.end().error, Cancelled)


def test_what_is_prepared_ahead_waits_for_its_turn(engine: EngineClient) -> None:
    stop = threading.Event()
    first = Caller(lambda: until_stopped(engine, stop))
    until(lambda: engine.child.connection and engine.child.connection.under_way)
    second = Caller(
        lambda: engine.embed(["b"], embedder="minilm", priority=Priority.PREPARED_AHEAD)
    )
    until(lambda: engine.status().waiting == 1)
    engine.embed(["a"])  # it goes first; the second could have gone by now
    assert second.is_alive()
    stop.set()
    assert isinstance(first.end().error, Cancelled)
    assert second.end().result == [b"b"]

"""A client whose child is a real process with scripted parts, and a look at what it leaves."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from copilot.engine import EmbeddingFile, EngineFiles
from copilot.engine.client import EngineClient
from copilot.records import Prompt, RedactedText

SCRIPTED = (sys.executable, "-m", "tests.engine.scripted_child")


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    """Waits for a condition, and fails when it does not come."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    pytest.fail("the condition did not come")


def ask(text: str) -> Prompt:
    return Prompt("test", "1", "", RedactedText(text), max_tokens=8)


def child_of(client: EngineClient) -> int:
    """The process id of the running child."""
    assert client.child.connection is not None
    return client.child.connection.process.pid


def is_gone(pid: int) -> bool:
    """Ended and reaped: not even a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def files(tmp_path: Path) -> EngineFiles:
    (tmp_path / "model.gguf").touch()
    return EngineFiles(
        tmp_path / "model.gguf",
        "Scripted",
        "abc123",
        embeddings=(
            EmbeddingFile("e5", tmp_path, "query: ", "passage: "),
            EmbeddingFile("minilm", tmp_path),
            EmbeddingFile("bge", tmp_path, "Represent: "),
        ),
        reranker=tmp_path,
        ner=tmp_path,
    )


@pytest.fixture
def engine(files: EngineFiles) -> Iterator[EngineClient]:
    client = EngineClient(files, child=SCRIPTED)
    yield client
    connections = (client.child.connection, client.reader.child.connection)
    client.close()
    assert all(each is None or is_gone(each.process.pid) for each in connections)
    assert [t.name for t in threading.enumerate() if t.name.startswith("engine-")] == []

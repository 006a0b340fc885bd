"""The real parts in the real child: reference model, no network, cancelling, dying."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.engine import EmbeddingFile, EngineFiles
from copilot.engine.client import EngineClient
from copilot.errors import Cancelled, EngineFailed, ModelFileError, PromptTooLong
from copilot.records import EngineState, KnownIdentity, Prompt, RedactedText, RestoreMap
from tests.engine.conftest import child_of, until
from tests.generation.reference import SHA256, model_path

pytestmark = pytest.mark.model


def ask(user: str, max_tokens: int = 24) -> Prompt:
    return Prompt("test", "1", "You are a helpful assistant.", RedactedText(user), max_tokens)


@pytest.fixture
def real(reference_file: Path) -> Iterator[EngineClient]:
    client = EngineClient(EngineFiles(reference_file, "Reference", SHA256))
    yield client
    client.close()


def test_an_answer_is_streamed(real: EngineClient) -> None:
    pieces: list[str] = []
    answer = real.generate(ask("Name five colours."), on_text=pieces.append)
    assert "".join(pieces) == answer.text
    assert len(pieces) > 5
    assert answer.model_sha256 == SHA256
    assert real.status().tokens_per_second > 0
    assert real.status().state is EngineState.READY


def test_a_long_prompt_is_left_between_two_chunks(real: EngineClient) -> None:
    real.generate(ask("Hello.", max_tokens=1))
    sentence, stop = "The tent leaks and the customer wants money back. ", threading.Event()
    watcher = threading.Thread(
        target=lambda: (until(lambda: real.status().state is EngineState.BUSY), stop.set())
    )
    watcher.start()
    with pytest.raises(Cancelled):
        real.generate(ask(sentence * 400), stop=stop)
    watcher.join()
    # All of this prompt but its end is the beginning of the one that was left.
    answer = real.generate(ask(sentence * 50, max_tokens=1))
    assert answer.kept_tokens < 0.6 * answer.prompt_tokens


def test_an_answer_is_left_between_two_tokens(real: EngineClient) -> None:
    pieces: list[str] = []
    stop = threading.Event()

    def on_text(text: str) -> None:
        pieces.append(text)
        if len(pieces) == 5:
            stop.set()

    with pytest.raises(Cancelled):
        real.generate(ask("Write a long story.", max_tokens=400), on_text=on_text, stop=stop)
    assert len(pieces) == 5
    assert real.generate(ask("Name a colour.", max_tokens=4)).text


def test_a_kill_in_the_answer_and_asking_again(real: EngineClient) -> None:
    def kill(text: str) -> None:
        os.kill(child_of(real), signal.SIGKILL)

    with pytest.raises(EngineFailed, match="ask again"):
        real.generate(ask("Write a long story.", max_tokens=400), on_text=kill)
    assert real.generate(ask("Name a colour.", max_tokens=4)).text


def test_a_prompt_longer_than_the_context(real: EngineClient) -> None:
    with pytest.raises(PromptTooLong, match="ask with fewer messages"):
        real.generate(ask("tent " * 9000))


def test_a_damaged_file_is_named(tmp_path: Path, reference_file: Path) -> None:
    damaged = tmp_path / "damaged.gguf"
    with reference_file.open("rb") as file:
        damaged.write_bytes(file.read(5_000_000))
    client = EngineClient(EngineFiles(damaged))
    with pytest.raises(ModelFileError, match=r"damaged\.gguf cannot be loaded"):
        client.generate(ask("Hello."))
    client.close()


def test_redaction_and_search_work_without_a_network(reference_file: Path) -> None:
    pytest.importorskip("copilot.redaction.analyzer")
    pytest.importorskip("copilot.knowledge.embedder")
    embedder, ner = (model_path(name) for name in ("all-minilm-l6-v2", "en_core_web_sm"))
    client = EngineClient(EngineFiles(embeddings=(EmbeddingFile("minilm", embedder),), ner=ner))
    client.start()
    batch = client.redact(
        ["Dana Whitfield writes from dana@example.org"],
        known=[KnownIdentity("CUSTOMER", "Dana Whitfield")],
        restore=RestoreMap(),
    )
    vectors = client.embed(["the tent leaks", "my tent is not watertight", "a red bicycle"])
    client.close()
    assert "Dana" not in batch.redactions[0].text
    assert "example.org" not in batch.redactions[0].text
    assert [len(v) for v in vectors] == [384 * 4] * 3

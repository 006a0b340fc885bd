"""The real parts in the real child: reference model, no network, cancelling, dying."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.engine import EmbeddingFile, EngineFiles, Priority
from copilot.engine.client import EngineClient
from copilot.errors import Cancelled, EngineFailed, ModelFileError, PromptTooLong
from copilot.knowledge.vectors import cosine
from copilot.records import EngineState, KnownIdentity, Prompt, RedactedText, RestoreMap
from tests.engine.conftest import child_of, until
from tests.generation.reference import SHA256, model_path
from tests.knowledge.small_folders import cross_encoder, embedding_folder
from tests.redaction.names_network import write_network

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


def test_files_for_names_find_what_nothing_else_knows(tmp_path: Path) -> None:
    ner = model_path("en_core_web_sm")
    text = "the parcel went to zork on friday"
    for names in (None, write_network(tmp_path / "names", ("O", "B-PER"))):
        client = EngineClient(EngineFiles(ner=ner, names=names))
        batch = client.redact([text], known=(), restore=RestoreMap(), language="en")
        client.close()
        assert ("zork" in batch.redactions[0].text) is (names is None)


def test_search_with_several_real_folders(tmp_path: Path) -> None:
    """A query, a passage and a ranking, each by files of its own, in one child without network."""
    minilm = model_path("all-minilm-l6-v2")
    marked = embedding_folder(tmp_path / "marked")
    files = EngineFiles(
        embeddings=(
            EmbeddingFile("minilm", minilm),
            EmbeddingFile("marked", marked, "query: ", "passage: "),
        ),
        reranker=cross_encoder(tmp_path / "ranking"),
    )
    client = EngineClient(files)
    tent, bicycle, question = client.embed(["my tent leaks", "a bicycle", "is my tent tight?"])
    assert cosine(question, tent) > cosine(question, bicycle)
    as_query = client.embed(["tent"], embedder="marked", query=True)
    assert as_query != client.embed(["tent"], embedder="marked")
    scores = client.rerank("tent", ["my tent leaks", "refund"])
    assert len(set(scores)) == 2
    assert all(0 < score < 1 for score in scores)
    client.close()


def test_an_open_ticket_does_not_wait_for_an_index() -> None:
    """Its query comes back while a batch of long passages is embedded, not after it."""
    client = EngineClient(
        EngineFiles(embeddings=(EmbeddingFile("m", model_path("all-minilm-l6-v2")),))
    )
    client.embed(["warm"])
    ended: list[str] = []

    def index() -> None:
        client.embed(["a long passage about tents " * 60] * 48, priority=Priority.PREPARED_AHEAD)
        ended.append("index")

    thread = threading.Thread(target=index)
    thread.start()
    until(lambda: client.child.connection and client.child.connection.under_way)
    for _ in range(3):
        client.embed(["is my tent tight?"], query=True)
        ended.append("query")
    thread.join()
    client.close()
    assert ended == ["query", "query", "query", "index"]

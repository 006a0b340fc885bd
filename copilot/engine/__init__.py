"""The engine process: a child that hosts redaction, embedding and generation. This is its seam.

It gets text and files and gives text; it holds no credentials, cannot reach a network, and is
started again when it dies. A second one of its kind reads files. `client.EngineClient` is the real
Engine of the window process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from threading import Event
from typing import Protocol

from copilot.records import (
    Answer,
    EngineStatus,
    Extracted,
    KnownIdentity,
    Prompt,
    RedactedBatch,
    RestoreMap,
)


class Priority(IntEnum):
    """Which job goes first in its lane; the smaller number does."""

    OPEN_TICKET = 0  # somebody is looking at it
    PREPARED_AHEAD = 1


@dataclass(frozen=True, slots=True)
class EmbeddingFile:
    """A verified sentence-transformers folder, and what its makers put before each text."""

    sha256: str
    folder: Path
    query_prefix: str = ""
    passage_prefix: str = ""


@dataclass(frozen=True, slots=True)
class EngineFiles:
    """The verified files of the engine; None where there is none yet."""

    generation: Path | None = None  # a GGUF file
    generation_title: str = ""
    generation_sha256: str = ""
    embeddings: tuple[EmbeddingFile, ...] = ()  # the chosen one first
    reranker: Path | None = None  # a cross-encoder folder
    ner: Path | None = None  # a spaCy pipeline folder
    names: Path | None = None  # a token classification folder, a second opinion about names
    fault: str = ""  # why there is no generation file, for people


class Engine(Protocol):
    """What redacts, embeds, ranks, reads files and answers.

    Every method may be called from any thread. Jobs raise EngineFailed when the engine stopped
    (they can be asked for again) and ModelFileError when their file is missing or damaged.
    """

    def redact(
        self,
        texts: Sequence[str],
        *,
        known: Sequence[KnownIdentity],
        restore: RestoreMap,
        language: str | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> RedactedBatch: ...

    def embed(
        self,
        texts: Sequence[str],
        *,
        embedder: str = "",
        query: bool = False,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> list[bytes]:
        """A normalised vector for each text: float32, little-endian.

        `embedder` is the sha256 of one of the embedding files, "" for the chosen one; `query` tells
        questions from passages, which some files want marked. `stop`: raises Cancelled.
        """
        ...

    def rerank(
        self, query: str, texts: Sequence[str], *, priority: Priority = Priority.OPEN_TICKET
    ) -> list[float]:
        """How well each text answers the query, 0 to 1, from the two read together."""
        ...

    def extract(
        self,
        name: str,
        data: bytes,
        *,
        stop: Event | None = None,
        priority: Priority = Priority.PREPARED_AHEAD,
    ) -> Extracted:
        """What a file of this name says. Raises Unreadable with the reason.

        EngineFailed when the reading died with it: this file, asked for again, may do so again.
        `stop`: raises Cancelled.
        """
        ...

    def generate(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] | None = None,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> Answer:
        """`on_text` gets the pieces in order, in the caller's thread. `stop`: raises Cancelled.

        What is prepared ahead gives way to an open ticket within a token, and begins again after
        it, its pieces too.
        """
        ...

    def forget(self) -> None:
        """Empties the model's memory of earlier prompts."""
        ...

    def status(self) -> EngineStatus: ...
    def start(self) -> None: ...
    def close(self) -> None: ...

"""The messages between the window process and the engine process, checked on both sides.

MessagePack and closed sets of typed messages: nothing that arrives can name code to run.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from copilot.engine import Priority
from copilot.engine.frames import FrameError
from copilot.records import (
    Answer,
    Attempt,
    Extracted,
    KnownIdentity,
    Prompt,
    RedactedBatch,
    RestoreMap,
)


class Part(StrEnum):
    """What of the engine process takes seconds to load."""

    GENERATION = "generation"
    EMBEDDING = "embedding"
    RERANKING = "reranking"
    REDACTION = "redaction"


class Targets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where attempts to leak go: to listeners of who asked for them, and to a test address."""

    port: int  # on loopback: TCP over IPv4 and IPv6, and UDP
    unix_name: str  # a unix socket in the abstract namespace
    folder: str  # where a file might be left for others
    far: str = "192.0.2.1"  # nobody has it (RFC 5737)


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every message; its tag is the class name."""


# --- to the child ---------------------------------------------------------------------------------


class Begin(Message, frozen=True, tag=True):
    """The first message: paths of the verified files, "" where there is none."""

    generation: str
    generation_sha256: str
    embeddings: tuple[tuple[str, str], ...]  # sha256 and folder, the chosen one first
    reranker: str
    ner: str
    names: str = ""
    memory: int = 0  # bytes that the process may take; 0: as many as there are


class Generate(Message, frozen=True, tag=True):
    id: int
    priority: Priority
    prompt: Prompt


class Embed(Message, frozen=True, tag=True):
    id: int
    priority: Priority
    embedder: str  # sha256 of its files
    texts: tuple[str, ...]


class Rerank(Message, frozen=True, tag=True):
    id: int
    priority: Priority
    query: str
    texts: tuple[str, ...]


class Extract(Message, frozen=True, tag=True):
    id: int
    priority: Priority
    name: str
    data: bytes


class Redact(Message, frozen=True, tag=True):
    id: int
    priority: Priority
    texts: tuple[str, ...]
    known: tuple[KnownIdentity, ...]
    restore: RestoreMap
    language: str | None


class Forget(Message, frozen=True, tag=True):
    id: int
    priority: Priority = Priority.OPEN_TICKET


class Probe(Message, frozen=True, tag=True):
    """Tries to leak in every way."""

    id: int
    to: Targets
    priority: Priority = Priority.OPEN_TICKET


class Load(Message, frozen=True, tag=True):
    """Loads a part ahead of its first job."""

    id: int
    part: Part
    priority: Priority = Priority.PREPARED_AHEAD


class Cancel(Message, frozen=True, tag=True):
    """Drops the job if it waits, stops it at the next chunk, token or slice if it is under way."""

    id: int


# --- from the child -------------------------------------------------------------------------------


class Ready(Message, frozen=True, tag=True):
    """The child cannot reach a network any more and takes jobs."""

    wall: str  # what keeps it from there: "seccomp", "sandbox" or "python"


class Refused(Message, frozen=True, tag=True):
    """The child will not work; the text is for people."""

    text: str


class Alive(Message, frozen=True, tag=True):
    """Sent every second."""


class Piece(Message, frozen=True, tag=True):
    id: int
    text: str


class Answered(Message, frozen=True, tag=True):
    id: int
    answer: Answer


class Embedded(Message, frozen=True, tag=True):
    id: int
    vectors: tuple[bytes, ...]


class Reranked(Message, frozen=True, tag=True):
    id: int
    scores: tuple[float, ...]


class Read(Message, frozen=True, tag=True):
    id: int
    extracted: Extracted


class Redacted(Message, frozen=True, tag=True):
    id: int
    batch: RedactedBatch


class Forgot(Message, frozen=True, tag=True):
    id: int


class Loaded(Message, frozen=True, tag=True):
    id: int


class Probed(Message, frozen=True, tag=True):
    id: int
    attempts: tuple[Attempt, ...]


class Stopped(Message, frozen=True, tag=True):
    """The job was cancelled."""

    id: int


class Failed(Message, frozen=True, tag=True):
    """The job failed; error names a class of copilot.errors, the text is for people."""

    id: int
    error: str
    text: str


Job = Generate | Embed | Rerank | Extract | Redact | Forget | Load | Probe
ToChild = Begin | Job | Cancel
Result = (
    Answered | Embedded | Reranked | Read | Redacted | Forgot | Loaded | Probed | Stopped | Failed
)
FromChild = Ready | Refused | Alive | Piece | Result

_to_child: msgspec.msgpack.Decoder[ToChild] = msgspec.msgpack.Decoder(ToChild)
_from_child: msgspec.msgpack.Decoder[FromChild] = msgspec.msgpack.Decoder(FromChild)


def encode(message: Message) -> bytes:
    """The body of one frame."""
    return msgspec.msgpack.encode(message)


def decode_to_child(body: bytes) -> ToChild:
    """A checked message. Raises FrameError, never with any of the content."""
    try:
        return _to_child.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise FrameError("no message for the engine process") from None


def decode_from_child(body: bytes) -> FromChild:
    """A checked message. Raises FrameError, never with any of the content."""
    try:
        return _from_child.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise FrameError("no message of the engine process") from None

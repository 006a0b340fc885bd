"""Frames and messages: what is whole comes through, everything else is one clean error."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.engine import Priority, frames
from copilot.engine.frames import CutOff, FrameError, read_frame, write_frame
from copilot.engine.protocol import (
    Alive,
    Begin,
    Cancel,
    Embed,
    Extract,
    Generate,
    Piece,
    Probe,
    Probed,
    Read,
    Ready,
    Redact,
    Redacted,
    Rerank,
    Reranked,
    Targets,
    decode_from_child,
    decode_to_child,
    encode,
)
from copilot.records import (
    Attempt,
    Extracted,
    KnownIdentity,
    PersonalSpan,
    Prompt,
    RedactedBatch,
    RedactedText,
    Redaction,
    RestoreMap,
)
from tests.engine.conftest import SCRIPTED

RESTORE = RestoreMap((("[[CUSTOMER_1]]", "Dana"),))
PROMPT = Prompt("summary", "3", "Be brief.", RedactedText("Größe 😀"), 8, "{}", ("\n",))
TO_CHILD = [
    Begin("/m.gguf", "ab", (("cd", "/e5"),), "", ""),
    Generate(1, Priority.PREPARED_AHEAD, PROMPT),
    Embed(2, Priority.OPEN_TICKET, "cd", ("a", "b")),
    Rerank(4, Priority.OPEN_TICKET, "q", ("a", "b")),
    Extract(5, Priority.PREPARED_AHEAD, "a.pdf", b"\x00\xff"),
    Redact(3, Priority.OPEN_TICKET, ("a",), (KnownIdentity("A", "b"),), RESTORE, None),
    Probe(6, Targets(80, "name", "/folder")),
    Cancel(1),
]
SPAN = PersonalSpan(0, 4, "CUSTOMER", "[[CUSTOMER_1]]", 0.5)
FROM_CHILD = [
    Alive(),
    Piece(1, "Größe 😀"),
    Reranked(4, (0.5, 1.0)),
    Read(5, Extracted("Größe", "# 😀", "de", ("white text (3 places)",))),
    Redacted(3, RedactedBatch((Redaction(RedactedText("x"), (SPAN,)),), RESTORE, "de")),
    Probed(6, (Attempt("TCP", refused=True, said="Größe"),)),
]


def framed(*bodies: bytes) -> io.BytesIO:
    pipe = io.BytesIO()
    for body in bodies:
        write_frame(pipe, body)
    pipe.seek(0)
    return pipe


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_frames_come_back_one_by_one(bodies: list[bytes]) -> None:
    pipe = framed(*bodies)
    assert [read_frame(pipe) for _ in bodies] == bodies
    assert read_frame(pipe) is None


@pytest.mark.parametrize("length", [1, 3, 4, 6])
def test_a_frame_that_is_cut_off(length: int) -> None:
    with pytest.raises(CutOff):
        read_frame(io.BytesIO(framed(b"abc").getvalue()[:length]))


def test_garbage_is_not_waited_for() -> None:
    with pytest.raises(FrameError, match="longer than"):
        read_frame(io.BytesIO(b"Loading weights: 100%"))


def test_a_frame_that_is_too_long_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MAX_BYTES", 10)
    pipe = io.BytesIO()
    with pytest.raises(FrameError):
        write_frame(pipe, b"x" * 11)
    assert pipe.getvalue() == b""


@pytest.mark.parametrize("message", TO_CHILD, ids=lambda m: type(m).__name__)
def test_messages_to_the_child_come_through(message: Generate) -> None:
    assert decode_to_child(encode(message)) == message


@pytest.mark.parametrize("message", FROM_CHILD, ids=lambda m: type(m).__name__)
def test_messages_from_the_child_come_through(message: Piece) -> None:
    assert decode_from_child(encode(message)) == message


BAD = {
    "no MessagePack": b"\xc1",
    "cut off": encode(TO_CHILD[0])[:-1],
    "unknown tag": msgspec.msgpack.encode({"type": "Run", "id": 1}),
    "wrong type": msgspec.msgpack.encode({"type": "Cancel", "id": "one"}),
    "missing field": msgspec.msgpack.encode({"type": "Cancel"}),
    "unknown field": msgspec.msgpack.encode({"type": "Cancel", "id": 1, "secret": "Dana"}),
    "unknown priority": msgspec.msgpack.encode(
        {"type": "Embed", "id": 1, "priority": 9, "embedder": "", "texts": []}
    ),
    "no UTF-8": encode(Piece(1, "abc")).replace(b"abc", b"\xff\xff\xff"),
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("decode", [decode_to_child, decode_from_child])
def test_what_is_no_message_is_one_error_without_content(decode: object, body: bytes) -> None:
    with pytest.raises(FrameError, match=r"^no message (for|of) the engine process$"):
        decode(body)


@given(st.binary(max_size=200))
def test_random_bytes_never_raise_anything_else(body: bytes) -> None:
    for decode in (decode_to_child, decode_from_child):
        with suppress(FrameError):
            assert decode(body) is not None


@pytest.mark.parametrize(
    "sent",
    [
        framed(encode(Cancel(1))),
        framed(encode(TO_CHILD[0]), encode(TO_CHILD[0])),
        framed(encode(TO_CHILD[0]), encode(Alive())),
        framed(encode(TO_CHILD[0]), b"garbage"),
        io.BytesIO(b"garbage"),
    ],
    ids=["no Begin", "two Begins", "a message of the child", "no message", "no frame"],
)
def test_a_child_that_is_told_nonsense_ends(sent: io.BytesIO) -> None:
    assert subprocess.run(SCRIPTED, input=sent.getvalue(), capture_output=True).returncode == 2


def test_a_child_whose_parent_is_gone_ends() -> None:
    sent = framed(encode(TO_CHILD[0])).getvalue()
    ran = subprocess.run(SCRIPTED, input=sent, capture_output=True, check=True)
    walls = {"linux": "seccomp", "win32": "python"}
    ready = decode_from_child(read_frame(io.BytesIO(ran.stdout)) or b"")
    assert ready == Ready(walls.get(sys.platform, "sandbox"))

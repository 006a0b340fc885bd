"""Frames on a pipe: a length of four bytes, big-endian, then that many bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO, Protocol

MAX_BYTES = 64 * 1024 * 1024  # a ticket with hundreds of messages is below 1 MB
LENGTH = struct.Struct(">I")


class FrameError(Exception):
    """The other side sent no frame: garbage, too long or cut off."""


class CutOff(FrameError):
    """The pipe ended within a frame: the other side died."""


class Writable(Protocol):
    """Where frames go to."""

    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...


def read_frame(pipe: BinaryIO) -> bytes | None:
    """The next frame; None at a clean end. Raises FrameError."""
    head = pipe.read(LENGTH.size)
    if not head:
        return None
    if len(head) < LENGTH.size:
        raise CutOff("cut off within the length of a frame")
    (length,) = LENGTH.unpack(head)
    if length > MAX_BYTES:
        raise FrameError(f"a frame of {length} bytes is longer than {MAX_BYTES}")
    body = pipe.read(length)
    if len(body) < length:
        raise CutOff("cut off within a frame")
    return body


def write_frame(pipe: Writable, body: bytes) -> None:
    """Writes one frame whole. Not for several threads at once. Raises FrameError when too long."""
    if len(body) > MAX_BYTES:
        raise FrameError(f"a frame of {len(body)} bytes is longer than {MAX_BYTES}")
    pipe.write(LENGTH.pack(len(body)) + body)
    pipe.flush()

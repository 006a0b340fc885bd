"""Temporary files in memory: where no file may be written, libraries still unpack into one."""

from __future__ import annotations

import os
import tempfile
from typing import IO, Any


def keep_in_memory() -> None:
    """tempfile.TemporaryFile needs no folder any more; what needs a name stays refused."""
    tempfile.tempdir = tempfile.tempdir or "/tmp"  # noqa: S108 - said to who asks, not written to
    tempfile.TemporaryFile = _in_memory  # type: ignore[assignment]


def _in_memory(
    mode: str = "w+b",
    buffering: int = -1,
    encoding: str | None = None,
    newline: str | None = None,
    suffix: str | None = None,
    prefix: str | None = None,
    dir: str | None = None,
    *,
    errors: str | None = None,
) -> IO[Any]:
    return os.fdopen(os.memfd_create("temporary"), mode, buffering, encoding, errors, newline)

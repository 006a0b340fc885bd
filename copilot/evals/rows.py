"""Reads the lines of a JSONL file as records of one shape."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from copilot.errors import BadInput

T = TypeVar("T")


def read_rows(path: Path, shape: type[T], limit: int | None = None) -> tuple[T, ...]:
    """The lines that are not empty, the first `limit`. Raises BadInput naming file and line."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    found: list[T] = []
    for number, line in enumerate(lines, start=1):
        if limit is not None and len(found) >= limit:
            break
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=shape))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise BadInput(f"{path}, line {number}: {str(error).rstrip('.')}.") from error
    if not found:
        raise BadInput(f"{path} holds no lines.")
    return tuple(found)

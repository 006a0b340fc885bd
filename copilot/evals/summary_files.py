"""Reads dialogues with summaries by people from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from copilot.errors import BadInput

_Text = Annotated[str, msgspec.Meta(max_length=100_000)]


class Turn(msgspec.Struct, frozen=True):
    """What one of the two said."""

    role: Literal["customer", "agent"]
    text: _Text


class Dialogue(msgspec.Struct, frozen=True):
    """One dialogue and what people made of it."""

    id: str | int
    turns: Annotated[tuple[Turn, ...], msgspec.Meta(min_length=1)]
    references: Annotated[tuple[_Text, ...], msgspec.Meta(min_length=1)] = msgspec.field(
        name="abstractive_summaries"
    )


def read(path: Path, limit: int | None = None) -> tuple[Dialogue, ...]:
    """The dialogues of a JSONL file, the first `limit`. Raises BadInput naming file and line."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    found: list[Dialogue] = []
    for number, line in enumerate(lines, start=1):
        if limit is not None and len(found) >= limit:
            break
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Dialogue))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise BadInput(f"{path}, line {number}: {str(error).rstrip('.')}.") from error
    if not found:
        raise BadInput(f"{path} holds no dialogues.")
    return tuple(found)

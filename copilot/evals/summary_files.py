"""Reads dialogues with summaries by people from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from copilot.evals.rows import read_rows

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
    return read_rows(path, Dialogue, limit)

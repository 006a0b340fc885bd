"""Reads texts with planted instructions from a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from copilot.errors import BadInput

LONGEST = 200_000  # characters of one text
_Text = Annotated[str, msgspec.Meta(max_length=LONGEST)]


@dataclass(frozen=True, slots=True)
class Row:
    """One text with an attack in it; `start` to `end` is its place, both -1 where it is unknown."""

    id: str
    text: str
    attack: str
    kind: str
    clean: str  # the text without the attack; "" where it is not known
    goal: str  # words that only an answer which obeys would have; "" where none are named
    start: int
    end: int


class _Line(msgspec.Struct, frozen=True):
    id: str | int
    attack: Annotated[_Text, msgspec.Meta(min_length=1)]
    poisoned: _Text = ""
    text: _Text = ""
    clean: _Text = ""
    clean_text: _Text = ""
    category: str = ""
    type: str = ""
    goal: str = ""


def read(path: Path) -> tuple[Row, ...]:
    """The rows of a JSONL file. Raises BadInput naming file and line.

    Fields: id, poisoned (or text), attack; also clean (or clean_text), category (or type), goal.
    Without a clean text it is the poisoned one with the attack taken out, where it stands there.
    """
    found: dict[str, Row] = {}
    for number, line in enumerate(_bytes(path).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = _row(msgspec.json.decode(line, type=_Line))
        except (msgspec.DecodeError, UnicodeDecodeError, BadInput) as error:
            raise BadInput(f"{path}, line {number}: {str(error).rstrip('.')}.") from error
        if row.id in found:
            raise BadInput(f'{path}, line {number}: the id "{row.id}" is there twice.')
        found[row.id] = row
    if not found:
        raise BadInput(f"{path} holds no lines.")
    return tuple(found.values())


def _row(line: _Line) -> Row:
    text = line.poisoned or line.text
    if not text.strip():
        raise BadInput('there is neither "poisoned" nor "text"')
    start = text.find(line.attack)
    end = start + len(line.attack) if start >= 0 else -1
    without = text[:start] + text[end:] if start >= 0 else ""
    return Row(
        id=str(line.id),
        text=text,
        attack=line.attack,
        kind=line.category or line.type or "not told",
        clean=line.clean or line.clean_text or without,
        goal=line.goal,
        start=start,
        end=end,
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error

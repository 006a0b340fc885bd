"""Reads texts with marked personal data from a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from copilot.errors import BadInput
from copilot.records import KnownIdentity

LONGEST = 16 * 1024 * 1024  # characters of one text
ReadRecord = Callable[[bytes], tuple[KnownIdentity, ...]]  # raises BadInput


class Marked(msgspec.Struct, frozen=True):
    """text[start:end] is what the label says; `text` repeats it where a set does so."""

    start: int
    end: int
    label: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One text, what is marked in it, and what the ticket's record names.

    Rows of one `group` (a template) are not independent: intervals draw whole groups.
    """

    id: str
    text: str
    spans: tuple[Marked, ...]
    language: str | None = None
    known: tuple[KnownIdentity, ...] = ()
    group: str = ""


class _Line(msgspec.Struct, frozen=True):
    id: str | int
    text: Annotated[str, msgspec.Meta(max_length=LONGEST)]
    spans: tuple[Marked, ...]
    lang: Annotated[str, msgspec.Meta(pattern="^[a-z]{2,3}$")] | None = None
    record: msgspec.Raw = msgspec.Raw(b"null")
    template_id: str | int | float | None = None


def read(path: Path, read_record: ReadRecord) -> tuple[Row, ...]:
    """The rows of a JSONL file. Raises BadInput naming file and line."""
    found: dict[str, Row] = {}
    for number, line in enumerate(_bytes(path).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = _row(msgspec.json.decode(line, type=_Line), read_record)
        except (msgspec.DecodeError, UnicodeDecodeError, BadInput) as error:
            raise BadInput(f"{path}, line {number}: {str(error).rstrip('.')}.") from error
        if row.id in found:
            raise BadInput(f'{path}, line {number}: the id "{row.id}" is there twice.')
        found[row.id] = row
    if not found:
        raise BadInput(f"{path} holds no lines.")
    return tuple(found.values())


def _row(line: _Line, read_record: ReadRecord) -> Row:
    for span in line.spans:
        _check(span, line.text)
    group = str(line.id) if line.template_id is None else f"template {line.template_id}"
    record = bytes(line.record)
    known = () if record == b"null" else read_record(record)
    return Row(str(line.id), line.text, line.spans, line.lang, known, group)


def _check(span: Marked, text: str) -> None:
    where = f"the span {span.start} to {span.end} ({span.label})"
    if not 0 <= span.start < span.end <= len(text):
        raise BadInput(f"{where} is not within the {len(text)} characters of the text")
    if not span.label.strip():
        raise BadInput(f"{where} has no label")
    if span.text is not None and span.text != text[span.start : span.end]:
        raise BadInput(f"{where} is not where its own text is; places are counted in characters")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error

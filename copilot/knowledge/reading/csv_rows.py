"""Reads CSV: a section for each question with its answer, else a table."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copilot.knowledge.reading.listing import Unreadable

_TITLE_NAMES = "title question subject name titel frage betreff título pregunta asunto titre objet"
_TEXT_NAMES = (
    "answer text body content description antwort inhalt beschreibung respuesta texto contenido "
    "réponse texte contenu"
)
_TITLES, _TEXTS = frozenset(_TITLE_NAMES.split()), frozenset(_TEXT_NAMES.split())
_OF_THE_FILE = ("scope", "team", "language", "changed", "valid_from", "valid_until")
_ROWS_LOOKED_AT = 20
_WORDS_OF_A_TABLE = 120  # with its header it fits into one passage
_BREAKS = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Rows:
    """What a CSV file says: Markdown, and what its rows say of the whole file."""

    text: str
    values: dict[str, str]  # as of front matter


def read_rows(text: str) -> Rows:
    """Raises Unreadable for a file without a header and rows below it."""
    rows = _rows(text)
    if len(rows) < 2:
        raise Unreadable("has no rows below its header; write the names of the columns on top")
    header, *below = rows
    names = [name.lower() for name in header]
    title, body = _place(names, _TITLES), _place(names, _TEXTS)
    own = [at for at, name in enumerate(names) if name not in _OF_THE_FILE]
    if title is None or body is None:
        written = _tables(_picked(header, own), [_picked(row, own) for row in below])
    else:
        others = [(header[at], at) for at in own if at not in (title, body)]
        written = (_section(row, title, body, others) for row in below)
    return Rows("\n".join(written), _values(names, below))


def _rows(text: str) -> list[list[str]]:
    """Rows of equal length that hold something, cut at the delimiter that makes them most alike."""
    first = text.split("\n", 1)[0]
    delimiters = [mark for mark in ",;\t|" if mark in first] or [","]
    try:
        delimiter = max(delimiters, key=lambda mark: _alike(_parsed(text[:50_000], mark)))
        rows = _parsed(text, delimiter)
    except csv.Error as problem:
        raise Unreadable("is no CSV that can be read; save it anew as CSV UTF-8") from problem
    columns = len(rows[0]) if rows else 0
    return [(row + [""] * columns)[:columns] if len(row) < columns else row for row in rows]


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _alike(rows: list[list[str]]) -> tuple[int, int]:
    lengths = Counter(len(row) for row in rows[:_ROWS_LOOKED_AT])
    length, times = lengths.most_common(1)[0] if lengths else (0, 0)
    return (times if length > 1 else 0), length


def _place(names: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((at for at, name in enumerate(names) if name in wanted), None)


def _picked(row: Sequence[str], places: Sequence[int]) -> list[str]:
    return [row[at] for at in places]


def _section(row: list[str], title: int, body: int, others: list[tuple[str, int]]) -> str:
    notes = [f"{name}: {row[at]}" for name, at in others if row[at] and name]
    parts = (f"## {_BREAKS.sub(' ', row[title])}" if row[title] else "", row[body], *notes)
    return "\n\n".join(part for part in parts if part) + "\n"


def _tables(header: list[str], rows: list[list[str]]) -> Iterator[str]:
    """The header stands over each stretch of rows, so that no passage lacks it."""
    head = [_line(header), "|" + " --- |" * len(header)]
    lines: list[str] = []
    words = 0
    for row in rows:
        line = _line(row)
        if lines and words + len(line.split()) > _WORDS_OF_A_TABLE:
            yield "\n".join([*head, *lines, ""])
            lines, words = [], 0
        lines.append(line)
        words += len(line.split())
    yield "\n".join([*head, *lines, ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_BREAKS.sub(' ', cell).replace('|', '/') for cell in cells)} |"


def _values(names: Sequence[str], rows: list[list[str]]) -> dict[str, str]:
    """What all rows say alike; the stricter scope, and the last change, where they differ."""
    found: dict[str, str] = {}
    for name in _OF_THE_FILE:
        if name not in names:
            continue
        said = {row[names.index(name)] for row in rows}
        if name == "scope":
            # One word that is no scope is kept, and makes the file unreadable.
            found[name] = max(said - {""}, key=lambda scope: scope.lower() != "public", default="")
        elif name == "changed":
            found[name] = max(said)
        elif name == "team" and len(said) > 1:
            raise Unreadable("has rows of several teams; write one file for each team")
        elif len(said) == 1:
            found[name] = said.pop()
        elif name != "language":
            raise Unreadable(f"has rows that differ in {name}; write one file for each")
    return found

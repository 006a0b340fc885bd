"""Finds tables among the lines of a printed page: cells that stand below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from copilot.knowledge.reading.printed_line import BULLET, LEADERS, NUMBER, Cell, Line

_ROW = 4.0  # sizes of the font: the next row is not further below
_SAME_ROW = 1.6  # sizes of the font: lines of one row are not further apart
_ALIGNED = 3.0  # points
_LONGEST = 2_000  # lines of a table


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length, the first of which is taken for the header."""

    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        lines = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in self.rows]
        lines.insert(1, "|" + " --- |" * len(self.rows[0]))
        return "\n".join(lines)


@dataclass(slots=True)
class _Row:
    """A row as it grows line by line: a cell may be written over several."""

    top: float
    bottom: float
    end: int  # of its lines
    cells: dict[int, list[Cell]] = field(default_factory=dict)

    def take(self, line: Line, places: Sequence[int], end: int) -> None:
        self.top, self.bottom = max(self.top, line.y), min(self.bottom, line.y)
        self.end = end
        for place, cell in zip(places, _cells(line), strict=True):
            self.cells.setdefault(place, []).append(cell)

    def texts(self, columns: int) -> tuple[str, ...]:
        return tuple(
            " ".join(cell.text for cell in self.cells.get(place, ())) for place in range(columns)
        )


def with_tables(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """The lines in their order, those of a table as one."""
    at = 0
    while at < len(lines):
        columns = max(lines[at].cells, lines[at + 1].cells if at + 1 < len(lines) else (), key=len)
        rows = _rows(lines, at, columns) if len(lines[at].cells) > 1 else []
        if len(rows) > 1 and all(_is_aligned(rows, place) for place in range(1, len(columns))):
            header, *below = (row.texts(len(columns)) for row in rows)
            yield Table((header, *(row for row in below if row != header)))
            at = rows[-1].end
        else:
            yield lines[at]
            at += 1


def _rows(lines: Sequence[Line], start: int, columns: Sequence[Cell]) -> list[_Row]:
    """What may be the rows of a table that begins here, each with two cells at least."""
    rows: list[_Row] = []
    for at in range(start, min(start + _LONGEST, len(lines))):
        line = lines[at]
        places = None if _is_other(line) else _places(_cells(line), columns)
        if places is None:
            break
        if not rows or 0 in places:
            if rows and not _is_below(line, rows):
                break
            rows.append(_Row(line.y, line.y, at))
        elif not _belongs(line, rows[-1]):
            break
        rows[-1].take(line, places, at + 1)
    whole = next((at for at, row in enumerate(rows) if len(row.cells) < 2), len(rows))
    return rows[:whole]


def _is_other(line: Line) -> bool:
    """Whether it is an item of a list or of a table of contents."""
    return any(mark.search(line.text) for mark in (BULLET, NUMBER, LEADERS))


def _is_below(line: Line, rows: Sequence[_Row]) -> bool:
    """Whether it begins the next row; the first one of another page does."""
    return line.y > rows[0].top or 0 < rows[-1].bottom - line.y <= _ROW * line.size


def _belongs(line: Line, row: _Row) -> bool:
    near = _SAME_ROW * line.size
    return row.bottom - near <= line.y <= row.top + near


def _cells(line: Line) -> tuple[Cell, ...]:
    return line.cells or (Cell(line.text, line.left, line.right),)


def _places(cells: Sequence[Cell], columns: Sequence[Cell]) -> list[int] | None:
    """The column of each cell: the one it stands below; None where they do not fit."""
    places = []
    for cell in cells:
        shared = [min(cell.right, one.right) - max(cell.left, one.left) for one in columns]
        if len(cells) == 1 and sum(width > 0 for width in shared) != 1:
            return None  # a paragraph
        begun = sum(one.left <= cell.left for one in columns) - 1
        places.append(shared.index(max(shared)) if max(shared) > 0 else begun)
    if -1 not in places and all(one <= other for one, other in pairwise(places)):
        return places
    return list(range(len(columns))) if len(cells) == len(columns) else None


def _is_aligned(rows: Sequence[_Row], place: int) -> bool:
    """Whether two cells of a column stand exactly below each other."""
    below = [row.cells[place][0] for row in rows if place in row.cells]
    return any(_near(one, other) for one, other in pairwise(below))


def _near(one: Cell, other: Cell) -> bool:
    gaps = (
        one.left - other.left,
        one.right - other.right,
        (one.left + one.right - other.left - other.right) / 2,
    )
    return min(map(abs, gaps)) <= _ALIGNED

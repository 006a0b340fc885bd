"""Evidence as one line of plain text: Markdown taken off, a table row with its column names."""

from __future__ import annotations

import re

from copilot.records import FoundSentence

_LINK = re.compile(r"!?\[([^\]\[]+)\]\((?:<)?([^)\s>]+)[^)]*\)")
_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s*>\s?", re.MULTILINE)
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")


def as_told(found: FoundSentence) -> str:
    """The found sentence in plain text; a cell of a table row follows the name of its column."""
    text = found.passage.text
    row = text[found.start : found.end]
    names = _column_names(text, found.start) if row.lstrip().startswith("|") else []
    cells = _cells(row)
    if len(names) != len(cells):
        return plain(row)
    named = [f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=True)]
    return "; ".join(plain(one) for one in named) + "."


def _column_names(text: str, start: int) -> list[str]:
    """The header of the table that the row at `start` is in; empty where there is none."""
    above = text[:start].rstrip().splitlines()
    for at in range(len(above) - 1, 0, -1):
        if not above[at].lstrip().startswith("|"):
            break
        if _RULE.match(above[at]):
            return _cells(above[at - 1])
    return []


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def plain(text: str) -> str:
    """A sentence of Markdown as one line of plain text; a link keeps its address."""
    linked = _LINK.sub(_link, text)
    cells = " – ".join(cell.strip() for cell in linked.strip().strip("|").split("|"))
    return " ".join(_MARKS.sub("", cells).split())


def _link(found: re.Match[str]) -> str:
    words, target = found[1], found[2]
    return f"{words} ({target})" if target.startswith(("http", "mailto:")) else words

"""Evidence as one line of plain text: Markdown taken off, a table row with its column names."""

from __future__ import annotations

import re

from copilot.records import FoundSentence

_LINK = re.compile(r"!?\[([^\]\[]+)\]\((?:<)?([^)\s>]+)[^)]*\)")
_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s*>\s?", re.MULTILINE)
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
# Headings without which the sentence below says something else: "Not covered", "If it smells".
_TURNS = re.compile(
    r"^(?:if|when|without|until|unless|only|not|never|no|what we (?:cannot|can't|do not)|"
    r"wenn|falls|ohne|nicht|nie|kein\w*|nur|si|sin|nunca|no|solo|sans|jamais|non|pas)\b|"
    r"\b(?:not|cannot|never|nicht|nunca|jamais)\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"\s*(\d{1,2})[.)]\s+$")
_ITEM = re.compile(r"\s*[-*+]\s+$")
_PRODUCT = re.compile(r"^([A-Z]\w+) (\d{1,4})$")


def is_row(found: FoundSentence) -> bool:
    """Whether it is a row of a table."""
    return found.passage.text[found.start : found.end].lstrip().startswith("|")


def step_of(found: FoundSentence) -> str:
    """The number of the step that begins with it; "" where none does."""
    step = _STEP.match(_before(found))
    return step[1] if step else ""


def begins_item(found: FoundSentence) -> bool:
    """Whether it begins an item of a list without numbers."""
    return bool(_ITEM.match(_before(found)))


def as_told(found: FoundSentence, about: str = "") -> str:
    """The found sentence in plain text; a cell of a table row follows the name of its column.

    A column of another product of the family that `about` names is left out.
    """
    text = found.passage.text
    row = text[found.start : found.end]
    if not is_row(found):
        return plain(row)
    names, cells = _column_names(text, found.start), _cells(row)
    if len(names) != len(cells):
        return plain(row)
    kept = [pair for pair in zip(names, cells, strict=True) if not _is_sibling(pair[0], about)]
    named = [f"{name}: {cell}" if name else cell for name, cell in kept if cell]
    return "; ".join(plain(one) for one in named) + "."


def row_told(found: FoundSentence) -> str:
    """A row as an item of a list: its first cell, and what the others say of it."""
    names = _column_names(found.passage.text, found.start)
    cells = _cells(found.passage.text[found.start : found.end])
    if len(cells) < 2 or len(names) != len(cells):
        return as_told(found)
    pairs = list(zip(names, cells, strict=True))[1:]
    rest = [cell if len(pairs) == 1 else f"{name} {cell}" for name, cell in pairs if cell]
    return f"{plain(cells[0])}: {plain('; '.join(rest))}."


def turning_heading(found: FoundSentence) -> str:
    """The heading above it in the passage where it turns or limits what is said; else ""."""
    headings = _HEADING.findall(found.passage.text[: found.start])
    nearest = headings[-1] if headings else found.passage.heading.rpartition(" › ")[2]
    turns = _TURNS.search(nearest) and not any(map(str.isdigit, nearest))
    return plain(nearest).rstrip(":?") if turns else ""


def _is_sibling(name: str, about: str) -> bool:
    product = _PRODUCT.match(plain(name))
    if product is None:
        return False
    named = set(re.findall(rf"\b{re.escape(product[1])} (\d{{1,4}})\b", about))
    return bool(named) and product[2] not in named


def _before(found: FoundSentence) -> str:
    """What stands in its line before it."""
    text = found.passage.text
    return text[text.rfind("\n", 0, found.start) + 1 : found.start]


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

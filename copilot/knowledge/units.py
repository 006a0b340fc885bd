"""What of a passage is taken whole as evidence: a paragraph, a list of steps, an item, a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from copilot.knowledge.alternatives import are_alternatives, label_of
from copilot.knowledge.splitting import sentence_spans

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_STEP = re.compile(r"\s*\d+[.)]\s")
_ITEM = re.compile(r"\s*[-*+]\s")
_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")
_MOST_ROWS = 6
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

Span = tuple[int, int]


class UnitKind(StrEnum):
    PARAGRAPH = "paragraph"
    STEPS = "steps"
    ITEM = "item"
    ROW = "row"
    TABLE = "table"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Unit:
    """text[start:end] of each sentence of one unit, in order, and the heading it stands under."""

    kind: UnitKind
    spans: tuple[Span, ...]
    heading: str  # "" where none stands above it in the passage


def units_of(text: str) -> tuple[Unit, ...]:
    """The units of a passage in order; the header of a table is none, and headings are none."""
    headings = [(found.end(), found[1]) for found in _HEADING.finditer(text)]
    groups: list[tuple[UnitKind, str, list[Span]]] = []
    end = 0
    for span in sentence_spans(text):
        kind = _kind(text, span)
        if kind is None:
            end = span[1]
            continue
        heading = next((name for place, name in reversed(headings) if place <= span[0]), "")
        if groups and _goes_on(text, groups[-1], kind, heading, text[end : span[0]]):
            groups[-1][2].append(span)
        else:
            groups.append((kind, heading, [span]))
        end = span[1]
    return tuple(Unit(kind, tuple(spans), heading) for kind, heading, spans in groups)


def _goes_on(
    text: str, group: tuple[UnitKind, str, list[Span]], kind: UnitKind, heading: str, between: str
) -> bool:
    """Whether a sentence belongs to the unit before it."""
    before, above, _ = group
    if kind is not before or heading != above or kind is UnitKind.ROW:
        return False
    if kind is UnitKind.STEPS:
        return True
    return not _BLANK_LINE.search(between) and not _ITEM.search(between)


def _kind(text: str, span: Span) -> UnitKind | None:
    """None for the names of a table's columns."""
    line = text[text.rfind("\n", 0, span[0]) + 1 : span[1]]
    if line.lstrip().startswith("|"):
        after = text[span[1] :].lstrip("\n").partition("\n")[0]
        return None if "-" in after and _RULE.match(after) else UnitKind.ROW
    if _STEP.match(line):
        return UnitKind.STEPS
    return UnitKind.ITEM if _ITEM.match(line) else UnitKind.PARAGRAPH


def with_tables(units: Sequence[Unit], named: frozenset[Span]) -> tuple[Unit, ...]:
    """The rows that are named, alone; of a table without one, all rows together, or none.

    One row of many that is taken for no reason is a wrong answer; a long table is no answer.
    """
    kept: list[Unit] = []
    for is_row, group in groupby(units, key=lambda one: one.kind is UnitKind.ROW):
        own = list(group)
        rows = [one for one in own if one.spans[0] in named]
        if not is_row or rows:
            kept += rows if is_row else own
        elif len(own) <= _MOST_ROWS:
            spans = tuple(span for one in own for span in one.spans)
            kept.append(Unit(UnitKind.TABLE, spans, own[0].heading))
    return tuple(kept)


def with_lists(
    units: Sequence[Unit],
    text: str,
    *,
    in_ask: Callable[[str], bool],
    in_thread: Callable[[str], bool],
) -> list[Unit]:
    """Items that are each for another case are one unit where none of their labels is named.

    "Germany: free", "United Kingdom: £3.95": one of them taken for no reason is a wrong answer.
    Where the ask names one they stay apart; where only the thread does, its own are left.
    """
    kept: list[Unit] = []
    for (is_item, _), group in groupby(units, lambda one: (one.kind is UnitKind.ITEM, one.heading)):
        own = list(group)
        items = [text[one.spans[0][0] : one.spans[-1][1]] for one in own] if is_item else []
        if 1 < len(items) <= _MOST_ROWS and are_alternatives(items):
            kept += _decided(own, [label_of(item) for item in items], in_ask, in_thread)
        else:
            kept += own
    return kept


def _decided(
    items: Sequence[Unit],
    labels: Sequence[str],
    in_ask: Callable[[str], bool],
    in_thread: Callable[[str], bool],
) -> Sequence[Unit]:
    if any(label and in_ask(label) for label in labels):
        return items
    pairs = zip(items, labels, strict=True)
    if named := [one for one, label in pairs if label and in_thread(label)]:
        return named
    spans = tuple(span for one in items for span in one.spans)
    return [Unit(UnitKind.LIST, spans, items[0].heading)]

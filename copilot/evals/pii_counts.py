"""What was hidden in one text against what is marked in it, in characters and in spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from copilot.evals.pii_files import Row
from copilot.evals.pii_labels import asked_type, hidden_type

ALL = ""  # the key of all types together


class Hidden(Protocol):
    """What the redactor says it hid: text[start:end]."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def type(self) -> str: ...


class Counts(NamedTuple):
    """Recall is found/asked, precision right/hidden; add them up over texts."""

    asked: int = 0
    found: int = 0
    hidden: int = 0
    right: int = 0


@dataclass(slots=True)
class Text:
    """The counts of one text by type, ALL for every type together."""

    characters: dict[str, Counts] = field(default_factory=dict)
    spans: dict[str, Counts] = field(default_factory=dict)
    false_alarms: int = 0  # hidden spans that touch nothing marked


def count(row: Row, hidden: Sequence[Hidden]) -> Text:
    """White space is not counted. A marked span counts as found when all of it is hidden, by
    whatever type; a hidden one counts as right when it touches one that is asked for. What lies on
    neutral labels alone is not counted at all."""
    masks = _Masks(row, hidden)
    counted = Text()
    for kind in {ALL, *masks.asked_by, *masks.hidden_by}:
        asked = masks.asked if kind == ALL else masks.asked_by.get(kind, 0)
        said = masks.hidden if kind == ALL else masks.hidden_by.get(kind, 0)
        said &= ~masks.neutral
        counted.characters[kind] = Counts(
            asked.bit_count(),
            (asked & masks.hidden).bit_count(),
            said.bit_count(),
            (said & masks.asked).bit_count(),
        )
    _count_spans(row, hidden, masks, counted)
    return counted


def add(all_of_them: Iterable[Counts]) -> Counts:
    """The sums."""
    return Counts(*(sum(each) for each in zip(*all_of_them, strict=True)))


class _Masks:
    """Sets of characters as whole numbers: bit i is the character i; white space is in none."""

    def __init__(self, row: Row, hidden: Sequence[Hidden]) -> None:
        self.solid = _bits(not char.isspace() for char in row.text)
        self.asked_by: dict[str, int] = {}
        self.hidden_by: dict[str, int] = {}
        self.marked = 0
        for span in row.spans:
            kind, at = asked_type(span.label), self.within(span.start, span.end)
            self.marked |= at
            if kind is not None:
                self.asked_by[kind] = self.asked_by.get(kind, 0) | at
        for one in hidden:
            kind, at = hidden_type(one.type), self.within(one.start, one.end)
            self.hidden_by[kind] = self.hidden_by.get(kind, 0) | at
        self.asked, self.hidden = _union(self.asked_by), _union(self.hidden_by)
        self.neutral = self.marked & ~self.asked

    def within(self, start: int, end: int) -> int:
        return self.solid & (((1 << (end - start)) - 1) << start)


def _count_spans(row: Row, hidden: Sequence[Hidden], masks: _Masks, counted: Text) -> None:
    for span in row.spans:
        kind, at = asked_type(span.label), masks.within(span.start, span.end)
        if kind is not None and at:
            _note(counted, kind, Counts(1, int(at & masks.hidden == at)))
    for one in hidden:
        at = masks.within(one.start, one.end)
        if not at or (at & masks.marked and not at & masks.asked):
            continue
        right = int(bool(at & masks.asked))
        _note(counted, hidden_type(one.type), Counts(0, 0, 1, right))
        counted.false_alarms += 1 - right


def _note(counted: Text, kind: str, more: Counts) -> None:
    for each in (ALL, kind):
        counted.spans[each] = add([counted.spans.get(each, Counts()), more])


def _bits(flags: Iterable[bool]) -> int:
    digits = "".join("1" if flag else "0" for flag in flags)
    return int(digits[::-1], 2) if digits else 0


def _union(by_type: dict[str, int]) -> int:
    whole = 0
    for at in by_type.values():
        whole |= at
    return whole

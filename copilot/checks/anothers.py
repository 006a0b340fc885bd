"""Names and numbers in a draft that the record of another customer names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from copilot.checks.desk import Desk, public_passages
from copilot.checks.forms import LONGEST, Word, plain_text, words, written
from copilot.checks.tracing import Known
from copilot.records import Finding, Severity

_TITLE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Sra?|Srta|Señora?|Mme|Mlle|Monsieur|Madame)\b\.?)\s$"
)
_MID_SENTENCE = re.compile(r"[^\W\d_]{1,20},?[ ]$")
_BEFORE = 24  # characters in front of a name that are looked at
_PIECES = 4  # of a number, such as "A 882 13"


def named_of_others(desk: Desk) -> Iterator[Finding]:
    found, openly = words(desk.text), _Openly(desk)
    yield from _full_names(desk, found, openly)
    yield from _numbers(desk, found, openly)
    yield from _single_names(desk, found, openly)


class _Openly:
    """What this ticket says openly, the requester's record, and public knowledge."""

    def __init__(self, desk: Desk) -> None:
        public = [
            f"{one.passage.title}\n{one.passage.text}" for one in public_passages(desk.sources)
        ]
        self.texts = (desk.said.openly, desk.tracing.record, *public)

    @cached_property
    def _words(self) -> str:
        return plain_text("\n".join(self.texts))

    def has_number(self, text: str) -> bool:
        return any(written(text).search(one) for one in self.texts)

    def has_name(self, pieces: list[str]) -> bool:
        first = pieces[:-1]
        return any(f" {' '.join([*first, last])} " in self._words for last in _endings(pieces[-1]))


def _numbers(desk: Desk, found: list[Word], openly: _Openly) -> Iterator[Finding]:
    amounts = {(value.start, value.end) for value in desk.values if value.unit}
    for start, end, known in _known_numbers(desk, found):
        text = desk.text[start:end]
        is_amount = any(a <= start and end <= b for a, b in amounts)
        if not is_amount and not openly.has_number(text):
            yield _another(start, end, f"“{text}” is the {known.title} of another customer.")


def _known_numbers(desk: Desk, found: list[Word]) -> Iterator[tuple[int, int, Known]]:
    """At each word, the longest number that begins with it and is another customer's."""
    numbers = desk.tracing.customers.numbers
    for at, (_, start, _) in enumerate(found):
        joined, longest = "", None
        for word, _, end in found[at : at + _PIECES]:
            joined += word
            known = numbers.get(joined)
            if known is not None and _is_strange(desk, known):
                longest = (start, end, known)
        if longest is not None:
            yield longest


def _full_names(desk: Desk, found: list[Word], openly: _Openly) -> Iterator[Finding]:
    for at, (word, start, _) in enumerate(found):
        if word not in desk.tracing.customers.begins:
            continue
        for most in range(min(LONGEST, len(found) - at), 1, -1):
            pieces, end = [each[0] for each in found[at : at + most]], found[at + most - 1][2]
            text = desk.text[start:end]
            if _is_strange(desk, _full_name(desk, text, pieces)) and not openly.has_name(pieces):
                yield _another(start, end, f"“{text}” is another customer.")


def _full_name(desk: Desk, text: str, pieces: list[str]) -> Known | None:
    customers = desk.tracing.customers
    for last in _endings(pieces[-1]):
        form = " ".join([*pieces[:-1], last])
        if form in customers.names:
            return customers.names[form]
        # "A long" is no name; "A. Long" may be one.
        if form in customers.initials and text[0].isupper() and text.split()[-1][0].isupper():
            return customers.initials[form]
    return None


def _single_names(desk: Desk, found: list[Word], openly: _Openly) -> Iterator[Finding]:
    """Behind a title it is somebody; alone it may be a word, so a person decides.

    In German, where every noun has a capital, only behind a title.
    """
    for word, start, end in found:
        text, before = desk.text[start:end], desk.text[max(0, start - _BEFORE) : start]
        if not text[0].isupper() or not _is_strange(desk, _single_name(desk, word)):
            continue
        titled = _TITLE.search(before)
        likely = desk.language != "de" and _MID_SENTENCE.search(before)
        if not (titled or likely) or openly.has_name([word]):
            continue
        if titled:
            yield _another(start, end, f"“{text}” is the name of another customer.")
        else:
            said = f"“{text}” is also the name of another customer."
            advice = "Strike it, or accept it if nobody of that name is meant."
            yield Finding("other customer", Severity.ACCEPT, start, end, said, advice)


def _single_name(desk: Desk, word: str) -> Known | None:
    customers = desk.tracing.customers
    if word in customers.colleagues:
        return None
    return next((customers.single[e] for e in _endings(word) if e in customers.single), None)


def _endings(word: str) -> tuple[str, ...]:
    """A name, and without the "s" of a genitive."""
    return (word, word[:-1]) if len(word) > 3 and word.endswith("s") else (word,)


def _is_strange(desk: Desk, known: Known | None) -> bool:
    return known is not None and desk.tracing.owner not in known.owners


def _another(start: int, end: int, text: str) -> Finding:
    advice = "Strike it or correct it."
    return Finding("other customer", Severity.BLOCK, start, end, text, advice)

"""Stretches of time that a text counts, such as "2 to 3 working days", in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMBER_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            "two zwei dos deux",
            "three drei tres trois",
            "four vier cuatro quatre",
            "five fünf cinco cinq",
            "six sechs seis six",
            "seven sieben siete sept",
            "eight acht ocho huit",
            "nine neun nueve neuf",
            "ten zehn diez dix",
        ),
        start=2,
    )
    for word in words.split()
}
_ONE = ("one", "an", "a", "einem", "einer", "ein", "un", "una", "une")
_NUMBERS = dict.fromkeys(_ONE, 1) | {word: int(one) for word, one in NUMBER_WORDS.items()}
_UNITS = {
    "hour": "hours?|stunden?|horas?|heures?",
    "day": "days?|tag(?:e|en)?|días?|jours?",
    "week": "weeks?|wochen?|semanas?|semaines?",
}
_DAYS = {"day": 1, "week": 7}
_WORD = r"\d{1,3}|[a-zäöüéñ]+"
_SPAN = re.compile(
    rf"\b(?:(?:{_WORD})(?:\s?[–-]\s?|\s(?:to|bis|a|à|or|oder|o|ou)\s))?(?P<number>{_WORD})\s"
    r"(?P<before>(?:working|business)\s|work|week|werk|(?:bank)?arbeits|geschäfts)?"
    rf"(?:{'|'.join(f'(?P<{unit}>{words})' for unit, words in _UNITS.items())})"
    r"(?P<behind>\s(?:laborables?|h[áa]bil(?:es)?|ouvrée?s?|ouvrables?))?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A count of hours, days or weeks, of a range its end; text[start:end] from its number on."""

    number: int
    unit: str  # "hour", "day" or "week"
    working: bool  # only days on which people work count
    start: int
    end: int

    @property
    def days(self) -> int:
        """Of the calendar; hours that begin a day are one."""
        return self.number * _DAYS[self.unit] if self.unit in _DAYS else -(-self.number // 24)


def spans(text: str) -> Iterator[Span]:
    """Those of a text, in order."""
    for found in _SPAN.finditer(text):
        number = _number(found["number"])
        if number is not None:
            unit = next(one for one in _UNITS if found[one])
            working = bool(found["before"] or found["behind"])
            yield Span(number, unit, working, found.start("number"), found.end())


def _number(word: str) -> int | None:
    """Of figures or a number word; None for another word."""
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower())

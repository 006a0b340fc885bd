"""What evidence is looked for, and which sort of answer an ask wants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from copilot.knowledge.naming import Names

_COUNT = re.compile(r"\b(?:how many|wie ?viele|cuánt[oa]s|combien d[e'’])\s", re.IGNORECASE)
_COST = re.compile(
    r"\b(?:how much|what (?:does|do|did|will|would|is) .{1,60}\b(?:cost|price)|(?:cost|price) of|"
    r"was kostet|wie ?viel kostet|cuánto (?:cuesta|vale)|combien (?:coûte|ça coûte))\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\b(?:weigh|wieg|pesa|pèse|long|far|often|soon)", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:when|how (?:long|often|soon)|until when|what time|wann|wie (?:lange|oft)|bis wann|"
    r"cuándo|cuánto tiempo|cuánto tarda|hasta cuándo|quand|combien de temps)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
# Numbers that only name something: "EmberLite 2", "RK-19", "E4".
_NAMES = re.compile(r"\b[A-Z][a-z]+[A-Za-z]* \d{1,4}\b(?![.,]?\d)|\b[A-Za-z]+-?\d[\w-]*")
_MONEY = re.compile(
    r"[€£$]|\b(?:EUR|USD|GBP|CHF|free|gratis|kostenlos|gratuit\w*|nothing|charged?|no charge)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\d|\b(?:today|same day|day|days|week|month|hour|minute|at once|immediately|always|never|"
    r"once|twice|Tag|Woche|Monat|sofort|día|semana|mes|jour|semaine|mois)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{4,}")
_STEM = 5  # letters
_EMPTY = "many there have been does your with that this will what"
_ASKING = frozenset(_EMPTY.split())


@dataclass(frozen=True, slots=True)
class Words:
    """An ask with what was said before it, alone, and what its whole ticket is about."""

    context: str
    alone: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What evidence is looked for."""

    own: Words  # in the customer's language
    english: Words  # the same where the customer writes English
    names: Names = field(default_factory=dict)  # which model or code it is about
    language: str = "en"  # of the customer; evidence in it is preferred

    def texts(self) -> tuple[str, ...]:
        """What is embedded of it: three texts in the customer's language, three in English."""
        return (
            self.own.context,
            self.own.alone,
            self.own.thread or self.own.context,
            self.english.context,
            self.english.alone,
            self.english.thread or self.english.context,
        )


def has_sort(ask: str, told: str) -> bool:
    """Whether a sentence has what the question word asks for: a figure, an amount, a time."""
    if _TIME.search(ask):
        return bool(_TIMES.search(told))
    if _COST.search(ask) and not _MEASURED.search(ask):
        return bool(_MONEY.search(told))
    return bool(_COUNT.search(ask)) and _counts(ask, told)


def is_no_answer(ask: str, told: Sequence[str]) -> bool:
    """Whether an ask for a figure or a price ("How many ...?") finds none in any sentence."""
    wants = _COUNT.search(ask) or (_COST.search(ask) and not _MEASURED.search(ask))
    return bool(wants) and not any(has_sort(ask, one) for one in told)


def _counts(ask: str, told: str) -> bool:
    """Whether a sentence has a figure, and a word of what is to be counted."""
    asked = {word.lower()[:_STEM] for word in _WORD.findall(ask)} - _ASKING
    said = {word.lower()[:_STEM] for word in _WORD.findall(told)}
    return bool(_FIGURE.search(_NAMES.sub(" ", told))) and bool(asked & said)

"""What evidence is looked for, and which sort of answer an ask wants."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from copilot.knowledge.naming import Names

_COUNT = re.compile(
    r"\b(?:how (?:many|much)|wie ?viele?|cuánt[oa]s?|combien|what (?:does|do|did|will|would) .{1,40} "
    r"(?:cost|weigh)|(?:cost|price|weight|amount|number) (?:of|is)|was kostet)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:when|how (?:long|often|soon)|until when|what time|wann|wie (?:lange|oft)|bis wann|"
    r"cuándo|cuánto tiempo|cuánto tarda|hasta cuándo|quand|combien de temps)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_TIMES = re.compile(
    r"\d|\b(?:today|same day|day|days|week|month|hour|minute|at once|immediately|always|never|"
    r"once|twice|Tag|Woche|Monat|sofort|día|semana|mes|jour|semaine|mois)\b",
    re.IGNORECASE,
)


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


def wants_count(ask: str) -> bool:
    """Whether only a figure answers: "How many ...?"."""
    return bool(_COUNT.search(ask)) and not _TIME.search(ask)


def has_sort(ask: str, told: str) -> bool:
    """Whether `told` has what the question word asks for: a figure, a time."""
    if _TIME.search(ask):
        return bool(_TIMES.search(told))
    return bool(_FIGURE.search(told)) if wants_count(ask) else False

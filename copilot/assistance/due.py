"""The day by which something was promised, read from a sentence in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from copilot.assistance.spans import spans

WEEKDAYS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        "monday|montag|lunes|lundi",
        "tuesday|dienstag|martes|mardi",
        "wednesday|mittwoch|miércoles|mercredi",
        "thursday|donnerstag|jueves|jeudi",
        "friday|freitag|viernes|vendredi",
        "saturday|samstag|sábado|samedi",
        "sunday|sonntag|domingo|dimanche",
    )
)
_MONTHS = tuple(
    re.compile(rf"{words}", re.IGNORECASE)
    for words in (
        r"jan|ene",
        r"feb|fév",
        r"mar(?!di|tes)|mär",
        r"apr|abr|avr",
        r"may|mai",
        r"jun|juin",
        r"jul|juil",
        r"aug|ago|aoû",
        r"sep",
        r"o[ck]t",
        r"nov",
        r"de[cz]|dic|déc",
    )
)
_NAMED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|\.)?\s(?:of\s|"
    r"de\s)?([a-zäöüéû]{3,10})\b\.?(?:\s(?:de\s)?(\d{4}))?"
    r"|\b((?:" + "|".join(one.pattern for one in _MONTHS) + r")[a-z]{0,7})\s(\d{1,2})(?:st|nd|rd|"
    r"th)?\b"
    r"(?:,?\s(\d{4}))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b|\b(\d{1,2})\.\s?(\d{1,2})\.(\d{4})?")
_ORDINAL = re.compile(
    r"\b(?:by|before|until|on|from) the (\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE
)
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|heute|hoy|aujourd['’]hui|ce soir)\b",
    re.I,
)
_TOMORROW = re.compile(r"\b(?:tomorrow|morgen|mañana|demain)\b", re.IGNORECASE)
_WEEK_END = re.compile(
    r"\b(?:this week|end of (?:the|this) week|diese[rn]? woche|ende der woche|esta semana|"
    r"cette semaine|fin de (?:la )?semaine)\b",
    re.IGNORECASE,
)
_NEXT_WEEK = re.compile(
    r"\b(?:next week|nächste[rn]? woche|(?:la )?próxima semana|semana que viene|"
    r"semaine prochaine)\b",
    re.IGNORECASE,
)


def due_of(sentence: str, said: date) -> date | None:
    """The last day that keeps the word of a sentence of `said`; None when it names none."""
    exact = _named(sentence, said) or _numeric(sentence) or _ordinal(sentence, said)
    if exact is not None:
        return exact
    if span := _span(sentence, said):
        return span
    if _TOMORROW.search(sentence):
        return said + timedelta(days=1)
    for at, pattern in enumerate(WEEKDAYS):
        if pattern.search(sentence):
            return said + timedelta(days=(at - said.weekday()) % 7 or 7)
    if _NEXT_WEEK.search(sentence):
        return said + timedelta(days=11 - said.weekday())
    if _WEEK_END.search(sentence):
        return said + timedelta(days=max(0, 4 - said.weekday()))
    return said if _TODAY.search(sentence) else None


def _span(sentence: str, said: date) -> date | None:
    span = next(spans(sentence), None)
    if span is None:
        return None
    if span.working and span.unit == "day":
        return _working(said, span.number)
    return said + timedelta(days=span.days)


def _working(said: date, days: int) -> date:
    """Saturdays and Sundays do not count; public holidays are not known."""
    at = said
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < 5
    return at


def _named(sentence: str, said: date) -> date | None:
    for _, year, month, day in named_days(sentence):
        if due := _date(year, month, day, said):
            return due
    return None


def named_days(sentence: str) -> Iterator[tuple[int, int, int, int]]:
    """Days with the name of their month: their place, year (0 where none is given), month, day."""
    for found in _NAMED.finditer(sentence):
        day, name, year = (
            (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        )
        month = next((at for at, one in enumerate(_MONTHS, 1) if one.match(name)), 0)
        if month:
            yield found.start(), int(year or 0), month, int(day)


def _numeric(sentence: str) -> date | None:
    found = _NUMERIC.search(sentence)
    return _of_figures(found) if found else None


def figure_days(sentence: str) -> Iterator[tuple[int, date]]:
    """Days in figures with their year, with their place: "2026-11-02", "2.11.2026"."""
    for found in _NUMERIC.finditer(sentence):
        if day := _of_figures(found):
            yield found.start(), day


def _of_figures(found: re.Match[str]) -> date | None:
    if not (found[1] or found[6]):
        return None
    parts = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    return valid_day(*map(int, parts))


def _ordinal(sentence: str, said: date) -> date | None:
    found = _ORDINAL.search(sentence)
    if found is None:
        return None
    due = valid_day(said.year, said.month, int(found[1]))
    if due is not None and due >= said:
        return due
    return valid_day(said.year + said.month // 12, said.month % 12 + 1, int(found[1]))


def _date(year: int, month: int, day: int, said: date) -> date | None:
    """Without a year the next such day; one that is long gone is no day to come."""
    if year:
        return valid_day(year, month, day)
    due = valid_day(said.year, month, day)
    if due is not None and due < said and said.month - month > 6:
        return valid_day(said.year + 1, month, day)
    return due if due is not None and due >= said else None


def valid_day(year: int, month: int, day: int) -> date | None:
    """None for a 31 June."""
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""The day before a line of what happened: of the event where one is named, else of its telling."""

from __future__ import annotations

import re
from datetime import date

from copilot.assistance.asking import asks_something
from copilot.assistance.past_days import past_days
from copilot.assistance.promises import promises_something
from copilot.assistance.sentences import sentences
from copilot.assistance.values import values_of
from copilot.records import RedactedMessage, Role

_WORD = re.compile(r"\w{4,}")
_STEM = 5  # letters
# What a message itself does, as notes about it say it.
_DOES = re.compile(
    r"\b(?:ask|want|need|request|demand|promis|offer|apologi[sz]|repl|answer|respond|refus|declin|"
    r"reject|confirm|complain|threaten|thank|inform|sa(?:ys|id)|state|report|mention|explain|agree|"
    r"suggest|advis|remind|expect|wonder|question|claim|describ|insist|wish|express|inquir|enquir|"
    r"provid|instruct|announc)(?:e?s|e?d|ies|ied|ing|ises?|es)?\b|"
    r"\b(?:would like|is asking|will|is (?:frustrated|upset|angry|unhappy|worried))\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:cannot|can['’]t|won['’]t|will not|unable to|not able to|"
    r"(?:können|kann|dürfen) .{0,60}nicht|leider (?:nicht|kein\w*)|"
    r"no (?:podemos|puedo|es posible)|ne (?:pouvons|peux|peut))\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"n['’]t\b|\b(?:not|never|no|nothing|nobody|without|still|yet|waiting|awaits?)\b", re.IGNORECASE
)


def day_of_note(note: str, message: RedactedMessage, language: str) -> str:
    """ "2 Nov" of what happened then or what the message itself does, else "Told 19 Nov".

    The days are those of the note, or of the sentence of the message that it rests on.
    """
    said = message.created.date()
    if _DOES.search(note):
        return _day(said)
    days = past_days(note, said)
    if not days and not _NOT_YET.search(note):
        days = past_days(_rested_on(note, message), said, language)
    return _days(days, said) if days else f"Told {_day(said)}"


def day_of_sentence(sentence: str, message: RedactedMessage, language: str) -> str:
    """Of a message's own words: "2 Nov (told 19 Nov)", "19 Nov" of an act, else "Told 19 Nov"."""
    said = message.created.date()
    if _is_act(sentence, agents=message.author is Role.AGENT):
        return _day(said)
    days = past_days(sentence, said, language)
    if not days:
        return f"Told {_day(said)}"
    return _day(said) if days == (said,) else f"{_days(days, said)} (told {_day(said)})"


def turns_a_promise(note: str, message: RedactedMessage) -> bool:
    """Whether a note tells as done what an agent's sentence only promises."""
    if message.author is not Role.AGENT or _DOES.search(note) or promises_something(note):
        return False
    return promises_something(_rested_on(note, message))


def _is_act(sentence: str, *, agents: bool) -> bool:
    """Whether it asks, promises or, from the team, refuses."""
    if asks_something(sentence, ("",)) or promises_something(sentence):
        return True
    return agents and bool(_REFUSES.search(sentence))


def _rested_on(note: str, message: RedactedMessage) -> str:
    """The sentence that shares most words and values with the note; "" where none does."""
    words = _words(note)
    told = [one for one in sentences(message.text) if not one.startswith(">")]
    best = max(told, key=lambda one: len(words & _words(one)), default="")
    return best if words & _words(best) else ""


def _words(text: str) -> frozenset[str]:
    return values_of(text) | {word.lower()[:_STEM] for word in _WORD.findall(text)}


def _days(days: tuple[date, ...], said: date) -> str:
    if len(days) > 2:
        return f"{_day(days[0], said)} to {_day(days[-1], said)}"
    return " and ".join(_day(day, said) for day in days)


def _day(day: date, said: date | None = None) -> str:
    """ "2 Nov", with its year where that is another one than when it was said."""
    year = f" {day.year}" if said is not None and day.year != said.year else ""
    return f"{day.day} {day:%b}{year}"

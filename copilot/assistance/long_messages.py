"""Very long messages are read in parts: how they begin and end, and what matters between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from copilot.assistance.asking import asks_something
from copilot.assistance.sentences import sentences
from copilot.assistance.values import values_of
from copilot.records import RedactedMessage, RedactedText, RedactedTicket

READ_IN_PARTS = (
    "Long message: read in parts. Its beginning, its end, and sentences between them that ask "
    "something or hold figures were read; look through the rest yourself."
)
_LONGEST, _SHORTEST = 12_000, 2_400  # characters of a message; fewer where they are many
_ALL = 60_000  # characters of all messages, about
_LEFT_OUT = "\n[…]\n"
_SENTENCE = 400  # characters of one between
_BREAK = re.compile(r"[.!?…]\s|\n")


def is_long(ticket: RedactedTicket) -> bool:
    """Whether some message is read in parts."""
    return any(len(message.text) > _room(ticket) for message in ticket.messages)


def in_parts(ticket: RedactedTicket) -> RedactedTicket:
    """With the parts of long messages; what reads a ticket takes time with its length."""
    if not is_long(ticket):
        return ticket
    room = _room(ticket)
    return replace(ticket, messages=tuple(_shortened(m, room) for m in ticket.messages))


def _room(ticket: RedactedTicket) -> int:
    """Characters of one message that are read."""
    return max(_SHORTEST, min(_LONGEST, _ALL // max(1, len(ticket.messages))))


def _shortened(message: RedactedMessage, room: int) -> RedactedMessage:
    text, part = message.text, room // 3
    if len(text) <= room:
        return message
    start = _last_break(text, part)
    end = _first_break(text, len(text) - part)
    between = "\n".join(_telling(text[start:end], part))
    pieces = (text[:start].rstrip(), between, text[end:].lstrip())
    return replace(message, text=RedactedText(_LEFT_OUT.join(filter(None, pieces))))


def _telling(text: str, room: int) -> Iterator[str]:
    """Sentences that ask, and then those with values, in the order of the text, within `room`."""
    said = list(dict.fromkeys(one for one in sentences(text) if len(one) <= _SENTENCE))
    asking = [one for one in said if asks_something(one, ())]
    others = [one for one in said if values_of(one)]
    chosen: set[str] = set()
    for one in dict.fromkeys((*asking, *others)):
        if len(one) < room:
            chosen.add(one)
            room -= len(one) + 1
    yield from (one for one in said if one in chosen)


def _last_break(text: str, at: int) -> int:
    """Behind the last sentence or line up to `at`; `at` where none ends in the half before."""
    found = [one.end() for one in _BREAK.finditer(text, at // 2, at)]
    return found[-1] if found else at


def _first_break(text: str, at: int) -> int:
    found = _BREAK.search(text, at, at + (len(text) - at) // 2)
    return found.end() if found else at

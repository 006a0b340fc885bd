"""Hiding personal data on the screen when somebody looks over the shoulder."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copilot.records import OpenedTicket, PersonalSpan, Role

BLOT = "••••••"
_LIKELY = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\+?\d[\d\s/-]{3,}\d|\b[A-Z]+-?\d{3,}\b")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a message; type is the kind of personal data, "" for ordinary text."""

    text: str
    type: str = ""


def segments(text: str, spans: tuple[PersonalSpan, ...], *, hidden: bool) -> tuple[Segment, ...]:
    """Cut a text at its personal data; of overlapping spans the first is kept."""
    cut: list[Segment] = []
    at = 0
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start < at or span.end > len(text):
            continue
        cut.append(Segment(text[at : span.start]))
        cut.append(Segment(BLOT if hidden else text[span.start : span.end], span.type))
        at = span.end
    cut.append(Segment(text[at:]))
    return tuple(one for one in cut if one.text)


def personal_words(opened: OpenedTicket) -> tuple[str, ...]:
    """Every piece of personal data that is known on a ticket, longest first."""
    requester = opened.ticket.requester
    words = {requester.email}
    names = {requester.name, *(message.author_name for message in opened.ticket.messages)}
    words |= names | {part for name in names for part in name.split()}
    for message in opened.ticket.messages:
        words.add(message.author_email)
        for span in opened.spans.get(message.id, ()):
            words.add(message.text[span.start : span.end])
    return tuple(sorted((word for word in words if len(word) > 1), key=len, reverse=True))


def personal_types(opened: OpenedTicket) -> dict[str, str]:
    """Each known piece of personal data with its kind; what a span says wins."""
    requester = opened.ticket.requester
    known = {requester.name: "CUSTOMER", requester.email: "EMAIL"}
    known |= dict.fromkeys(requester.name.split(), "CUSTOMER")
    for message in opened.ticket.messages:
        if message.author is Role.AGENT:
            known |= dict.fromkeys((message.author_name, *message.author_name.split()), "AGENT")
        for span in opened.spans.get(message.id, ()):
            known[message.text[span.start : span.end]] = span.type
    return {text: kind for text, kind in known.items() if len(text) > 1}


def personal_places(text: str, types: dict[str, str]) -> tuple[tuple[int, int, str], ...]:
    """Where known personal data stands in a text: (start, end, kind) in characters, in order."""
    if not types:
        return ()
    kinds = {one.casefold(): kind for one, kind in types.items()}
    words = tuple(sorted(types, key=len, reverse=True))
    found = _known(words).finditer(text)
    return tuple((one.start(), one.end(), kinds[one.group().casefold()]) for one in found)


def masked(text: str, words: tuple[str, ...]) -> str:
    """The text with each known word blotted out, and what looks like an address or a number."""
    text = _LIKELY.sub(BLOT, text)
    return _known(words).sub(BLOT, text) if words else text


def places(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where `masked` would blot: (start, end) in characters, in order."""
    found = {match.span() for match in _LIKELY.finditer(text)}
    if words:
        found |= {match.span() for match in _known(words).finditer(text)}
    return tuple(sorted(found))


def _known(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words), re.IGNORECASE)

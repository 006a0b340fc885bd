"""Reads a ticket in one run of the model: its summary and the customer's asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

from copilot.assistance.asks import Ask, asks_of
from copilot.assistance.facts import facts_of
from copilot.assistance.injection import without_planted
from copilot.assistance.mood import mood_of, urgency_of
from copilot.assistance.sentences import sentences
from copilot.assistance.values import invents
from copilot.records import (
    Answer,
    Prompt,
    RedactedTicket,
    Role,
    Summary,
    SummaryLine,
    Visibility,
)

Generate = Callable[[Prompt], Answer]
MakePrompt = Callable[[RedactedTicket, str], Prompt]  # (ticket, what was wrong before; "" at first)
_Short = Annotated[str, msgspec.Meta(max_length=400)]
_WORD = re.compile(r"\[\[\w+\]\]|\w{4,}")
_MOST_WORDS = 0.5
_NEARLY_ALL_WORDS = (
    0.75  # at 0.5, three of three steps of the reference model that stayed were wrong
)
# Beginnings of the words that notes about tickets use of themselves.
_NOTES = (
    "customer agent asked said told wrote wants answered about that they their have with been "
    "this contact answer reply provide inform"
)
_OF_NOTES = frozenset(word[:5] for word in _NOTES.split())


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the model has to write; resources/prompts/read.schema.json says the same."""

    wants: Annotated[str, msgspec.Meta(min_length=4, max_length=400)]
    happened: Annotated[list[_Short], msgspec.Meta(max_length=6)]
    next_step: _Short
    mood: Literal["calm", "worried", "annoyed", "angry"]
    mood_words: _Short
    urgency: Literal["low", "normal", "high"]


@dataclass(frozen=True, slots=True)
class TicketReading:
    """A summary and the asks; `by_rules` when the model gave nothing that could be read."""

    summary: Summary
    asks: tuple[Ask, ...]
    by_rules: bool = False


def read_ticket(
    ticket: RedactedTicket, *, generate: Generate, make_prompt: MakePrompt
) -> TicketReading:
    """Summary and asks of a ticket; planted instructions never reach the model.

    An answer that does not fit is asked for once more with the parser's message; after that, code
    picks sentences from the ticket itself.
    """
    clean = without_planted(ticket)
    trouble = ""
    for _ in range(2):
        answer = generate(make_prompt(clean, trouble))
        try:
            written = msgspec.json.decode(answer.text, type=Written)
        except msgspec.DecodeError as problem:
            trouble = str(problem)
            continue
        return _reading(written, clean)
    return _by_rules(clean)


def _reading(written: Written, ticket: RedactedTicket) -> TicketReading:
    asks = asks_of(ticket, written.wants)
    mood, mood_words = mood_of(ticket, written.mood, written.mood_words)
    summary = Summary(
        wants=_linked(written.wants, ticket),
        happened=_grounded(written.happened[:3], ticket) or _first_sentences(ticket),
        open=tuple(SummaryLine(ask.text, (ask.message_id,)) for ask in asks),
        next_step=_next_step(written.next_step, ticket, asks),
        mood=mood,
        mood_words=mood_words,
        urgency=urgency_of(ticket, written.urgency),
        facts=facts_of(ticket),
    )
    return TicketReading(summary, asks)


def _by_rules(ticket: RedactedTicket) -> TicketReading:
    asks = asks_of(ticket, "")
    mood, mood_words = mood_of(ticket, "calm", "")
    wants = (
        SummaryLine(asks[-1].text, (asks[-1].message_id,)) if asks else SummaryLine(ticket.subject)
    )
    summary = Summary(
        wants=wants,
        happened=_first_sentences(ticket),
        open=tuple(SummaryLine(ask.text, (ask.message_id,)) for ask in asks),
        next_step=_next_step("", ticket, asks),
        mood=mood,
        mood_words=mood_words,
        urgency=urgency_of(ticket, "normal"),
        facts=facts_of(ticket),
    )
    return TicketReading(summary, asks, by_rules=True)


def _first_sentences(ticket: RedactedTicket) -> tuple[SummaryLine, ...]:
    """What the messages begin with, greetings left out; three lines at most."""
    told = [
        (m.id, next((s for s in sentences(m.text) if len(s.split()) > 3), ""))
        for m in ticket.messages
    ]
    return tuple(SummaryLine(text[:160], (id,)) for id, text in told if text)[:3]


def _grounded(lines: list[str], ticket: RedactedTicket) -> tuple[SummaryLine, ...]:
    """The lines most of whose words and all of whose values stand in the messages they rest on.

    The notes are English: on a ticket in another language only the values can be compared.
    """
    linked = [_linked(line, ticket) for line in lines if line.strip()]
    return tuple(line for line in linked if _stands(line, ticket))


def _stands(line: SummaryLine, ticket: RedactedTicket) -> bool:
    told = "\n".join(m.text for m in ticket.messages if m.id in line.messages)
    if invents(line.text, ticket.subject, told):
        return False
    if ticket.language not in ("", "en"):
        return True
    return _share(line.text, f"{ticket.subject} {told}") >= _MOST_WORDS


def _next_step(said: str, ticket: RedactedTicket, asks: Sequence[Ask]) -> SummaryLine:
    """What the model says where its words are the ticket's; else what the state asks for."""
    line = " ".join(said.split())
    wished = " ".join(ask.own for ask in asks)
    if line and not invents(line, wished) and _share(line, wished) >= _NEARLY_ALL_WORDS:
        return _linked(line, ticket)
    public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC]
    if public and public[-1].author is Role.AGENT:
        return SummaryLine("Wait for the customer's answer.", (public[-1].id,))
    if asks:
        return SummaryLine(f"Answer: {asks[0].text}", (asks[0].message_id,))
    return SummaryLine("Read the last message and answer it.")


def _share(line: str, told: str) -> float:
    """Which share of the line's longer words stands in `told`, by their beginnings."""
    words = {word.lower()[:5] for word in _WORD.findall(line)} - _OF_NOTES
    held = {word.lower()[:5] for word in _WORD.findall(told)}
    return len(words & held) / max(1, len(words))


def _linked(text: str, ticket: RedactedTicket) -> SummaryLine:
    """The line with the messages whose words it shares, at most the two closest, oldest first."""
    line = " ".join(text.split())
    words = {word.lower() for word in _WORD.findall(line)}
    shared = {
        m.id: len(words & {word.lower() for word in _WORD.findall(m.text)})
        for m in ticket.messages
        if m.visibility is Visibility.PUBLIC or m.author is Role.AGENT
    }
    best = max(shared.values(), default=0)
    close = [id for id, count in shared.items() if count and count >= max(1, best * 0.7)]
    return SummaryLine(line, tuple(close[:2]))

"""Reads a ticket in one run of the model: its summary and the customer's asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

from copilot.assistance.asks import Ask, asks_of
from copilot.assistance.facts import facts_of
from copilot.assistance.injection import without_planted
from copilot.assistance.mood import mood_of, urgency_of
from copilot.assistance.sentences import sentences
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
        happened=tuple(_linked(line, ticket) for line in written.happened[:3] if line.strip()),
        open=tuple(SummaryLine(ask.text, (ask.message_id,)) for ask in asks),
        next_step=_linked(written.next_step, ticket),
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
    told = [(m.id, said[0]) for m in ticket.messages if (said := sentences(m.text))]
    summary = Summary(
        wants=wants,
        happened=tuple(SummaryLine(text[:160], (id,)) for id, text in told[:3]),
        open=tuple(SummaryLine(ask.text, (ask.message_id,)) for ask in asks),
        next_step=SummaryLine("Answer the open questions."),
        mood=mood,
        mood_words=mood_words,
        urgency=urgency_of(ticket, "normal"),
        facts=facts_of(ticket),
    )
    return TicketReading(summary, asks, by_rules=True)


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

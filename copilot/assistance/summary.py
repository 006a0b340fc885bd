"""Reads a ticket in one run of the model: its summary and the customer's asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

import msgspec

from copilot.assistance.asks import HELP, Ask, asks_of
from copilot.assistance.clauses import capital, uncut
from copilot.assistance.facts import facts_of
from copilot.assistance.grounding import linked, stands
from copilot.assistance.happened import happened_on, key_sentence, without_secrets
from copilot.assistance.injection import REMOVED, without_planted
from copilot.assistance.mood import mood_of, urgency_of
from copilot.assistance.next_step import next_step
from copilot.assistance.parts import without_lead_in
from copilot.assistance.promises import promises_of
from copilot.records import (
    Answer,
    Prompt,
    RedactedTicket,
    Role,
    Summary,
    SummaryLine,
)

Generate = Callable[[Prompt], Answer]
MakePrompt = Callable[[RedactedTicket, str], Prompt]  # (ticket, what was wrong before; "" at first)
_Short = Annotated[str, msgspec.Meta(max_length=400)]
_LONGEST_WISH = 240  # characters
_LONGEST_WANTS = 160  # characters that the model may write; resources/prompts/read.schema.json
_MOST_OPEN = 12
_WHOLE_WISH = 8  # words
_WORD = re.compile(r"\w{3,}")
# Forms of what is wrong rather than of what is wanted.
_TROUBLE = re.compile(
    r"n['’]t\b|\b(?:never|not|no|still|broken?|breaks?|leak\w*|fail\w*|torn?|wrong|missing|stuck|"
    r"dead|lost|damaged|twice|nicht|nie|kein\w*|kaputt|defekt|nunca|rot[oa]|jamais|pas|cassée?)\b",
    re.IGNORECASE,
)
_FEWEST_LEANT_ON = 5  # words
_FEWEST = 3  # words; two are a topic, no wish


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
    return read_by_rules(clean)


def _reading(written: Written, ticket: RedactedTicket) -> TicketReading:
    asks = asks_of(ticket, written.wants)
    return TicketReading(_summary(ticket, asks, written), asks)


def read_by_rules(ticket: RedactedTicket) -> TicketReading:
    """What is shown when the model gave nothing that could be read: the ticket's own words."""
    asks = asks_of(ticket, "")
    return TicketReading(_summary(ticket, asks, None), asks, by_rules=True)


def _summary(ticket: RedactedTicket, asks: tuple[Ask, ...], written: Written | None) -> Summary:
    """Each line is the model's only where it stands; where not, the ticket speaks for itself."""
    mood, mood_words = mood_of(
        ticket, written.mood if written else "calm", written.mood_words if written else ""
    )
    urgency, urgency_words = urgency_of(ticket, written.urgency if written else "normal")
    return Summary(
        wants=_wants(written.wants if written else "", ticket, asks),
        happened=happened_on(ticket, written.happened if written else ()),
        open=_open(asks),
        next_step=next_step(written.next_step if written else "", ticket, asks),
        mood=mood,
        mood_words=mood_words,
        urgency=urgency,
        facts=facts_of(ticket),
        promised=tuple(
            SummaryLine(one.told, (one.message_id,)) for one in promises_of(ticket.messages)
        ),
        urgency_words=urgency_words,
        language=ticket.language,
    )


def _wants(said: str, ticket: RedactedTicket, asks: Sequence[Ask]) -> SummaryLine:
    """What the model says where it stands, else the asks in the customer's words."""
    line = linked(capital(uncut(said, _LONGEST_WANTS)), ticket)
    if len(line.text.split()) >= _FEWEST and stands(line, ticket):
        return replace(line, text=_as_wish(line.text, ticket.subject))
    if not asks:
        return _first_words(ticket)
    wish = ""
    for told in dict.fromkeys(ask.told for ask in asks):
        longer = f"{wish} {told}".strip()
        wish = longer if not wish or len(longer) <= _LONGEST_WISH else wish
    if len(wish.split()) < _WHOLE_WISH:  # "Fix?" says nothing without what it is about
        wish = _with_support(wish, asks) or (
            f"{ticket.subject}: {wish}" if _says(ticket.subject) else wish
        )
    return SummaryLine(without_secrets(wish), tuple(dict.fromkeys(one.message_id for one in asks)))


def _as_wish(line: str, subject: str) -> str:
    """A line that only repeats the trouble of the subject is told as what help is wanted with."""
    words = {word.lower() for word in _WORD.findall(line)}
    repeats = words <= {word.lower() for word in _WORD.findall(subject)}
    return f"{HELP}{line}" if repeats and _TROUBLE.search(line) and "?" not in line else line


def _with_support(wish: str, asks: Sequence[Ask]) -> str:
    """A short ask with the sentence it leans on; "" where it leans on none, or on a long one."""
    told = asks[0].alone if len(asks) == 1 else ""
    leans_on = told.endswith(asks[0].text) and len(told) > len(asks[0].text)
    if not leans_on or len(told) > _LONGEST_WISH:
        return ""
    before = without_lead_in(told.removesuffix(asks[0].text).strip())
    if len(before.split()) < _FEWEST_LEANT_ON:
        return ""
    return f"{capital(before)} {wish}"


def _open(asks: Sequence[Ask]) -> tuple[SummaryLine, ...]:
    """The asks; where they are very many, the newest, and how many there are before them."""
    first = {ask.told: ask.message_id for ask in reversed(asks)}
    told = dict.fromkeys(ask.told for ask in asks)
    lines = [SummaryLine(without_secrets(one), (first[one],)) for one in told]
    newest = lines[-_MOST_OPEN:]
    if before := lines[:-_MOST_OPEN]:
        ids = tuple(dict.fromkeys(line.messages[0] for line in before))
        newest.insert(0, SummaryLine(f"{len(before)} more questions before these", ids[:2]))
    return tuple(newest)


def _says(subject: str) -> bool:
    return bool(subject) and REMOVED not in subject


def _first_words(ticket: RedactedTicket) -> SummaryLine:
    """What the customer began with, where nothing is asked that is still open."""
    for message in ticket.messages:
        if message.author is Role.CUSTOMER and (said := key_sentence(message)):
            return SummaryLine(said, (message.id,))
    return SummaryLine(
        ticket.subject or "Nothing that can be read.", tuple(m.id for m in ticket.messages[:1])
    )

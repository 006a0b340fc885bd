"""Reasons to escalate a ticket, with the customer's words or the data that show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from copilot.assistance.escalation_rules import rules
from copilot.assistance.sentences import sentence_spans
from copilot.records import Escalation, EscalationKind, Message, Role, Ticket, Visibility

UNANSWERED = 3  # customer messages in a row, with a night between the first and the last
TICKETS = 3  # of one requester within LATELY, this one among them
LATELY = timedelta(days=30)
_LONGEST = 140  # characters of a quote
_VIP = re.compile(r"\b(?:vip|key account|platinum|enterprise|strategic)\b", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^\W*(?:-{3,}.*(?:forwarded|weitergeleitete|reenviado|transféré)|begin forwarded message)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """text[start:end] shows a reason to escalate."""

    kind: EscalationKind
    start: int
    end: int
    quote: str  # the whole sentence, cut


def shown_in(text: str) -> Iterator[Shown]:
    """Each kind once, where a text first shows it; quoted and forwarded mail is not read."""
    forwarded = _FORWARDED.search(text)
    own = text[: forwarded.start()] if forwarded else text
    found: set[EscalationKind] = set()
    for start, end in sentence_spans(own):
        sentence = own[start:end]
        if sentence.lstrip().startswith(">"):
            continue
        for kind, pattern in rules():
            words = None if kind in found else pattern.search(sentence)
            if words is not None:
                found.add(kind)
                yield Shown(kind, start + words.start(), start + words.end(), _quote(sentence))


def escalations_of(ticket: Ticket, others: Sequence[Ticket] = ()) -> tuple[Escalation, ...]:
    """What the customer says, newest message first, and what the data says; each kind once.

    `others` are the tickets of the same requester.
    """
    found: dict[EscalationKind, Escalation] = {}
    for message in reversed(ticket.messages):
        if message.author is Role.CUSTOMER:
            for one in shown_in(message.text):
                escalation = Escalation(one.kind, one.quote, message.id, one.start, one.end)
                found.setdefault(one.kind, escalation)
    for one in shown_in(ticket.subject):
        found.setdefault(one.kind, Escalation(one.kind, f"Subject: {one.quote}"))
    for kind, reason in _by_data(ticket, others):
        found.setdefault(kind, Escalation(kind, reason))
    order = [kind for kind, _ in rules()]
    return tuple(sorted(found.values(), key=lambda one: order.index(one.kind)))


def _by_data(ticket: Ticket, others: Sequence[Ticket]) -> Iterator[tuple[EscalationKind, str]]:
    marked = next((tag for tag in ticket.tags if _VIP.search(tag)), "")
    named = next((f"{n}: {v}" for n, v in ticket.fields if _VIP.search(f"{n} {v}")), "")
    if marked or named:
        yield EscalationKind.VIP, f"Tag {marked}" if marked else named
    waiting = _unanswered(ticket)
    if len(waiting) >= UNANSWERED and waiting[-1].created.date() > waiting[0].created.date():
        since = waiting[0].created
        said = f"{len(waiting)} messages without an answer since {since.day} {since:%B}"
        yield EscalationKind.REPEATED, said
    late = [one for one in others if abs(ticket.created - one.created) <= LATELY]
    if len(late) + 1 >= TICKETS:
        numbers = ", ".join(f"#{one.key.id}" for one in late[:3])
        yield EscalationKind.REPEATED, f"{len(late) + 1} tickets within 30 days: also {numbers}"


def _unanswered(ticket: Ticket) -> list[Message]:
    waiting: list[Message] = []
    for message in ticket.messages:
        if message.visibility is Visibility.PUBLIC:
            waiting = [] if message.author is Role.AGENT else [*waiting, message]
    return waiting


def _quote(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"

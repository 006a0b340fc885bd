"""What the agent should do now, from the state of a ticket."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.assistance.asks import Ask
from copilot.assistance.escalations import shown_in
from copilot.assistance.grounding import linked, share
from copilot.assistance.happened import without_secrets
from copilot.assistance.promises import promises_of
from copilot.assistance.values import invents
from copilot.records import (
    EscalationKind,
    RedactedMessage,
    RedactedTicket,
    Role,
    SummaryLine,
    Visibility,
)

# At 0.5, three of three steps of the reference model that stayed were wrong.
_NEARLY_ALL_WORDS = 0.75
_LONGEST = 110  # characters of one ask
_FIRST = (
    EscalationKind.SELF_HARM,
    EscalationKind.SAFETY,
    EscalationKind.LEGAL,
    EscalationKind.BREACH,
    EscalationKind.PRESS,
)
_QUESTION = re.compile(r"\?\W*$")


def next_step(said: str, ticket: RedactedTicket, asks: Sequence[Ask]) -> SummaryLine:
    """What the state asks for, or what the model says where nearly all its words are the asks'."""
    public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC]
    if public and public[-1].author is Role.AGENT:
        return _after_us(public[-1])
    first = _escalated(ticket.subject, public)
    line = " ".join(said.split())
    wished = " ".join(ask.own for ask in asks)
    may_be_told = first is None and len(asks) < 2 and line and not invents(line, wished)
    if may_be_told and share(line, wished) >= _NEARLY_ALL_WORDS:
        return linked(line, ticket)
    if not asks:
        return first or SummaryLine("Read the last message and answer it.", _ids(public[-1:]))
    answer = _answering(asks)
    if first is None:
        return answer
    then = f"{first.text}; then {answer.text[0].lower()}{answer.text[1:]}"
    return SummaryLine(then, tuple(dict.fromkeys((*first.messages, *answer.messages))))


def _after_us(last: RedactedMessage) -> SummaryLine:
    """We wrote last: there is a promise to keep, or only to wait."""
    for promise in promises_of([last]):
        by = f" by {promise.due.day} {promise.due:%b}" if promise.due else ""
        return SummaryLine(f"Keep the promise{by}: “{promise.words}”", (last.id,))
    return SummaryLine("Wait for the customer's answer.", (last.id,))


def _escalated(subject: str, public: Sequence[RedactedMessage]) -> SummaryLine | None:
    """The first thing to do where the unanswered messages or the subject show why."""
    kinds: dict[EscalationKind, SummaryLine] = {}
    told = [(str(m.text), m.id) for m in reversed(_unanswered(public))]
    if public and all(m.author is Role.CUSTOMER for m in public):
        told.append((subject, public[0].id))
    for text, id in told:
        for one in shown_in(text):
            line = SummaryLine(f"Escalate, {one.kind}: “{_cut(one.quote)}”", (id,))
            kinds.setdefault(one.kind, line)
    return next((kinds[kind] for kind in _FIRST if kind in kinds), None)


def _unanswered(public: Sequence[RedactedMessage]) -> Sequence[RedactedMessage]:
    ours = [at for at, m in enumerate(public) if m.author is Role.AGENT]
    return public[ours[-1] + 1 :] if ours else public


def _answering(asks: Sequence[Ask]) -> SummaryLine:
    ids = tuple(dict.fromkeys(ask.message_id for ask in asks if ask.message_id))
    told = list(dict.fromkeys(ask.told for ask in asks))
    wishes = [one for one in told if not _QUESTION.search(one)]
    questions = [one for one in told if _QUESTION.search(one)]
    parts = [f"decide on “{_cut(wishes[0])}”"] if wishes else []
    if questions:
        parts.append(f"answer “{_cut(questions[0])}”")
    more = len(told) - len(parts)
    text = " and ".join(parts) + (", and more" if more else "")
    return SummaryLine(text[0].upper() + text[1:], ids)


def _ids(messages: Sequence[RedactedMessage]) -> tuple[str, ...]:
    return tuple(m.id for m in messages)


def _cut(text: str) -> str:
    text = without_secrets(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"

"""What is suggested for a ticket: category, urgency, escalation, queue, tags, duplicates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copilot.assistance.categories import Category, Meaning, category_of
from copilot.assistance.duplicates import Filed, duplicates_of
from copilot.assistance.escalations import escalations_of
from copilot.assistance.likeness import Likeness
from copilot.assistance.topics import topic_counts
from copilot.assistance.urgency import easy_words, pressing_words
from copilot.records import (
    Duplicate,
    Escalation,
    EscalationKind,
    Role,
    Status,
    Suggestion,
    Ticket,
    TicketKey,
    Triage,
    Visibility,
)

NEIGHBOURS = 7
ALIKE = 0.13  # below it two tickets only share common words
QUEUE_SHARE, TAG_SHARE = 0.4, 0.35  # of the neighbours' likeness
TAGS = 3
OTHERS = 3
_CAN_WAIT = (EscalationKind.VIP, EscalationKind.REPEATED)
# How teams tag what is escalated.
_TAGS_OF = {
    EscalationKind.LEGAL: ("legal",),
    EscalationKind.SAFETY: ("safety",),
    EscalationKind.BREACH: ("privacy", "security", "breach"),
    EscalationKind.CHARGEBACK: ("chargeback",),
    EscalationKind.PRESS: ("press",),
    EscalationKind.VIP: ("vip",),
}
# How teams call the queues of what is escalated, the closest name first.
_QUEUES_OF = {
    EscalationKind.LEGAL: ("legal", "escalat"),
    EscalationKind.SAFETY: ("safety", "escalat"),
    EscalationKind.BREACH: ("privacy", "security"),
    EscalationKind.CHARGEBACK: ("payment", "billing"),
    EscalationKind.PRESS: ("press", "escalat"),
    EscalationKind.SELF_HARM: ("escalat",),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """All tickets of the store as triage compares them."""

    filed: Mapping[TicketKey, Filed]
    likeness: Likeness[TicketKey]


def triage_of(
    ticket: Ticket,
    desk: Desk,
    *,
    others: Sequence[Ticket],
    categories: Sequence[Category],
    meaning: Meaning | None = None,
) -> Triage:
    """Suggestions only, each with its reason; `others` are the requester's other tickets."""
    escalations = escalations_of(ticket, others)
    if _is_answered(ticket):
        escalations = tuple(one for one in escalations if one.kind not in _CAN_WAIT)
    mine = Filed.of(ticket)
    near = _solved_like(mine, desk)
    duplicates = duplicates_of(mine, desk.filed, desk.likeness)
    return Triage(
        category=category_of(
            categories, subject=ticket.subject, text=asked_text(ticket), meaning=meaning
        ),
        urgency=_urgency(ticket, escalations),
        queue=_queue(near, desk, mine, escalations),
        tags=_tags(ticket, near, desk, escalations),
        escalations=escalations,
        duplicates=duplicates,
        others=_others(others, {one.key for one in duplicates}),
    )


def _others(others: Sequence[Ticket], told: set[TicketKey]) -> tuple[Duplicate, ...]:
    fresh = [one for one in others if one.key not in told][:OTHERS]
    return tuple(
        Duplicate(one.key, one.subject, f"{one.status}, {one.updated.day} {one.updated:%b %Y}")
        for one in fresh
    )


def asked_text(ticket: Ticket) -> str:
    """The customer's first and last message: what a ticket is about."""
    said = [m.text for m in ticket.messages if m.author is Role.CUSTOMER]
    return "\n".join(dict.fromkeys([*said[:1], *said[-1:]]))


def _is_answered(ticket: Ticket) -> bool:
    """The team wrote last: until the customer does, only what a person must still do presses."""
    public = [one for one in ticket.messages if one.visibility is Visibility.PUBLIC]
    return bool(public) and public[-1].author is Role.AGENT


def _urgency(ticket: Ticket, escalations: Sequence[Escalation]) -> Suggestion:
    for one in escalations:
        if one.kind not in _CAN_WAIT:
            return Suggestion("high", f"{one.kind}: {one.reason}")
    if _is_answered(ticket):
        return Suggestion("normal", "the team wrote last")
    said = [m.text for m in ticket.messages if m.author is Role.CUSTOMER]
    newest = said[-1] if said else ""
    if words := pressing_words(newest):
        return Suggestion("high", f"“{words}”")
    if words := easy_words(newest):
        return Suggestion("low", f"“{words}”")
    return Suggestion("normal", "no words that press")


def _solved_like(mine: Filed, desk: Desk) -> list[tuple[TicketKey, float]]:
    open_ones = [key for key, one in desk.filed.items() if one.status is not Status.SOLVED]
    found = desk.likeness.nearest(mine.terms, without=[*open_ones, mine.key])
    return [(key, score) for key, score in found[:NEIGHBOURS] if score >= ALIKE]


def _queue(
    near: Sequence[tuple[TicketKey, float]],
    desk: Desk,
    mine: Filed,
    escalations: Sequence[Escalation],
) -> Suggestion | None:
    names = {one.queue for one in desk.filed.values() if one.queue}
    for one in escalations:
        for word in _QUEUES_OF.get(one.kind, ()):
            if found := sorted(name for name in names if word in name.casefold()):
                return Suggestion(found[0], f"{one.kind}: {one.reason}")
    votes = _votes([(one, score, (desk.filed[one].queue,)) for one, score in near])
    if not votes:
        return None
    name, share = max(votes.items(), key=lambda one: one[1])
    if share < QUEUE_SHARE:
        return None
    like = [key for key, _ in near if desk.filed[key].queue == name]
    numbers = ", ".join(f"#{key.id}" for key in like[:3])
    words = desk.likeness.shared(mine.terms, like[0])[:3]
    return Suggestion(name, f"like {numbers}: {', '.join(mine.whole(words))}")


def _tags(
    ticket: Ticket,
    near: Sequence[tuple[TicketKey, float]],
    desk: Desk,
    escalations: Sequence[Escalation],
) -> tuple[Suggestion, ...]:
    """Only tags that the team uses already, and the ticket does not have."""
    known = {tag for one in desk.filed.values() for tag in one.tags}
    found: dict[str, str] = {}
    for one in escalations:
        for tag in known.intersection(_TAGS_OF.get(one.kind, ())):
            found.setdefault(tag, one.reason)
    for topic, (_, words) in topic_counts(f"{ticket.subject}\n{asked_text(ticket)}").items():
        for tag in known & {topic, f"{topic}s"}:
            if len(words) > 1:
                found.setdefault(tag, f"words: {', '.join(words[:3])}")
    votes = _votes([(key, score, desk.filed[key].tags) for key, score in near])
    for tag, share in sorted(votes.items(), key=lambda one: -one[1]):
        if share >= TAG_SHARE:
            like = [key for key, _ in near if tag in desk.filed[key].tags]
            found.setdefault(tag, f"like {', '.join(f'#{key.id}' for key in like[:3])}")
    fresh = [Suggestion(tag, why) for tag, why in found.items() if tag not in ticket.tags]
    return tuple(fresh[:TAGS])


def _votes(
    ballots: Sequence[tuple[TicketKey, float, Sequence[str]]],
) -> dict[str, float]:
    """For each value its share of all likeness."""
    whole = sum(score for _, score, _ in ballots)
    votes: dict[str, float] = {}
    for _, score, values in ballots:
        for value in values:
            if value:
                votes[value] = votes.get(value, 0.0) + score / whole
    return votes

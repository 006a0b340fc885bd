"""What triage suggests, as a pure function of its record and the ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from copilot.records import (
    Escalation,
    FieldChange,
    Suggestion,
    Ticket,
    TicketKey,
    Triage,
)
from ui.shared.citations import message_numbers


@dataclass(frozen=True, slots=True)
class EscalationProps:
    """One reason not to leave the ticket in the queue."""

    kind: str
    reason: str
    message: str  # "m2"; "" where data shows it
    message_id: str
    words: str  # what is marked in the message


@dataclass(frozen=True, slots=True)
class SuggestionProps:
    """A value for a field of the helpdesk, to copy or to set."""

    name: str
    value: str
    reason: str
    change: FieldChange | None = None  # None where it cannot be set from here


@dataclass(frozen=True, slots=True)
class DuplicateProps:
    """Another ticket: an open one about the same, or one of the same requester."""

    name: str  # "Same as", "Also"
    text: str
    reason: str
    key: TicketKey


@dataclass(frozen=True, slots=True)
class TriageProps:
    """The whole section; it is hidden when there is nothing to tell."""

    escalations: tuple[EscalationProps, ...] = ()
    suggestions: tuple[SuggestionProps, ...] = ()
    duplicates: tuple[DuplicateProps, ...] = ()


def triage_props(
    triage: Triage | None,
    ticket: Ticket,
    seen: Callable[[str], str],
    *,
    urgency: str = "",
    fields: tuple[str, ...] = (),
) -> TriageProps:
    """What differs from the ticket as it is and the summary's `urgency`.

    `seen` blots out what is personal; `fields` are those that can be set from here.
    """
    if triage is None:
        return TriageProps()
    numbers = message_numbers(ticket)
    texts = {one.id: one.text for one in ticket.messages}
    named = [
        ("Category", triage.category),
        ("Urgency", None if triage.urgency.value in ("normal", urgency) else triage.urgency),
        ("Queue", triage.queue if triage.queue and triage.queue.value != ticket.queue else None),
        *(("Tag", tag) for tag in triage.tags),
    ]
    return TriageProps(
        tuple(_escalation(one, numbers, texts, seen) for one in triage.escalations),
        tuple(
            _suggestion(name, one, seen, _change(name, one.value, ticket, fields))
            for name, one in named
            if one is not None
        ),
        tuple(
            DuplicateProps(name, seen(f"#{one.key.id} {one.subject}"), seen(one.reason), one.key)
            for name, group in (("Same as", triage.duplicates), ("Also", triage.others))
            for one in group
        ),
    )


def _escalation(
    one: Escalation, numbers: dict[str, str], texts: dict[str, str], seen: Callable[[str], str]
) -> EscalationProps:
    words = texts.get(one.message_id, "")[one.start : one.end]
    reason = f"“{one.reason}”" if words else one.reason
    return EscalationProps(
        one.kind.value, seen(reason), numbers.get(one.message_id, ""), one.message_id, words
    )


def _suggestion(
    name: str, one: Suggestion, seen: Callable[[str], str], change: FieldChange | None
) -> SuggestionProps:
    return SuggestionProps(name, seen(one.value), seen(one.reason), change)


def _change(name: str, value: str, ticket: Ticket, fields: tuple[str, ...]) -> FieldChange | None:
    """Helpdesks differ in what a category is; a tag is what they all have."""
    field = {"Queue": "queue", "Category": "tag", "Tag": "tag"}.get(name, "")
    if field not in fields or value in ticket.tags:
        return None
    return FieldChange(field, ticket.queue if field == "queue" else "", value)

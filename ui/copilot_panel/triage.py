"""What triage suggests, as a pure function of its record and the ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from copilot.records import Escalation, Suggestion, Ticket, TicketKey, Triage
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
    """A value for a field of the helpdesk, to copy."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class DuplicateProps:
    """An open ticket about the same."""

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
    triage: Triage | None, ticket: Ticket, seen: Callable[[str], str], *, urgency: str = ""
) -> TriageProps:
    """What differs from the ticket as it is and the summary's `urgency`.

    `seen` blots out what is personal.
    """
    if triage is None:
        return TriageProps()
    numbers = message_numbers(ticket)
    texts = {one.id: one.text for one in ticket.messages}
    fields = [
        ("Category", triage.category),
        ("Urgency", None if triage.urgency.value in ("normal", urgency) else triage.urgency),
        ("Queue", triage.queue if triage.queue and triage.queue.value != ticket.queue else None),
        *(("Tag", tag) for tag in triage.tags),
    ]
    return TriageProps(
        tuple(_escalation(one, numbers, texts, seen) for one in triage.escalations),
        tuple(_suggestion(name, one, seen) for name, one in fields if one is not None),
        tuple(
            DuplicateProps(seen(f"#{one.key.id} {one.subject}"), seen(one.reason), one.key)
            for one in triage.duplicates
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


def _suggestion(name: str, one: Suggestion, seen: Callable[[str], str]) -> SuggestionProps:
    return SuggestionProps(name, seen(one.value), seen(one.reason))

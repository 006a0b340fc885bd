"""What is read out of a ticket: summary, triage, what is new since the last look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.records.tickets import TicketKey


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of a summary and the ids of the messages it rests on."""

    text: str
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something code could read in the ticket: an order number, a date, an amount."""

    kind: str  # "order", "amount", "date", "product", "version", "error code"
    text: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The structured summary of a ticket; text with names restored when it is shown."""

    wants: SummaryLine
    happened: tuple[SummaryLine, ...]
    open: tuple[SummaryLine, ...]
    next_step: SummaryLine
    mood: str  # "calm", "worried", "annoyed", "angry"
    mood_words: str  # the customer's words that show it; "" when calm
    urgency: str  # "low", "normal", "high"
    facts: tuple[Fact, ...] = ()
    promised: tuple[SummaryLine, ...] = ()  # by whom is in the text
    urgency_words: str = ""  # the words that show it; "" when nothing does
    language: str = ""  # of the customer, ISO 639-1
    note: str = ""  # for people: why it was made without the model; "" where it was not


class EscalationKind(StrEnum):
    """Why a ticket should not wait in the queue like the others."""

    LEGAL = "legal threat"
    SAFETY = "safety"
    BREACH = "data breach"
    CHARGEBACK = "chargeback"
    VIP = "VIP"
    PRESS = "press"
    SELF_HARM = "self-harm"
    REPEATED = "repeated contact"


@dataclass(frozen=True, slots=True)
class Escalation:
    """One reason to escalate a ticket, and where it stands."""

    kind: EscalationKind
    reason: str  # for people
    message_id: str = ""
    start: int = 0  # in Message.text; start == end: no words show it, data does
    end: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that is suggested for a field of a ticket, and why."""

    value: str
    reason: str  # for people


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another ticket: an open one about the same, or one of the same requester."""

    key: TicketKey
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Triage:
    """What is suggested for a new ticket; nothing of it is done before a person approves it."""

    category: Suggestion | None
    urgency: Suggestion
    queue: Suggestion | None
    tags: tuple[Suggestion, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    others: tuple[Duplicate, ...] = ()  # what else this requester wrote about, newest first


@dataclass(frozen=True, slots=True)
class Outdated:
    """A sentence of the waiting draft that what came after it made wrong."""

    sentence: str
    reason: str  # for people
    message_id: str = ""  # of the message that made it wrong; "" for a changed field


@dataclass(frozen=True, slots=True)
class DoubtfulPromise:
    """A promise whose day has passed; whether it was kept is not known."""

    told: str  # as the summary tells it
    question: str  # "Promised for 18 Nov: was it kept? ..."
    message_id: str


@dataclass(frozen=True, slots=True)
class SinceLastLook:
    """What is new on a ticket since the agent last had it open; from data, never from the model."""

    looked: datetime | None  # None: never
    new_messages: tuple[str, ...] = ()  # message ids
    changed_fields: tuple[tuple[str, str, str], ...] = ()  # (field, before, after)
    promised: tuple[SummaryLine, ...] = ()  # in the new messages
    broken: tuple[SummaryLine, ...] = ()  # promised answers that did not come by their day
    doubtful: tuple[DoubtfulPromise, ...] = ()
    outdated: tuple[Outdated, ...] = ()

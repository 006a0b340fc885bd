"""A ticket without personal data, and what its placeholders stand for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from copilot.records.tickets import Role, Status, TicketKey, Visibility

# Text from which personal data was taken out. Only the redaction room makes one; prompts, the
# index and the traces accept nothing else.
RedactedText = NewType("RedactedText", str)


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """A piece of personal data in a text: text[start:end] in characters."""

    start: int
    end: int
    type: str  # PERSON, CUSTOMER, AGENT, EMAIL, PHONE, ADDRESS, CARD, IBAN, ORDER, SECRET, ...
    placeholder: str  # such as "[[CUSTOMER_1]]"
    score: float = 1.0
    why: str = ""  # the stage and what it rests on: "record", "rule: Luhn", "names model"


@dataclass(frozen=True, slots=True)
class RestoreMap:
    """Which placeholder stands for what; one per ticket, and the same for its whole life."""

    originals: tuple[tuple[str, str], ...] = ()  # (placeholder, original text)


@dataclass(frozen=True, slots=True)
class Redaction:
    """One text after redaction, with the places in the original that were hidden."""

    text: RedactedText
    spans: tuple[PersonalSpan, ...]


@dataclass(frozen=True, slots=True)
class KnownIdentity:
    """Personal data that the ticket's own record names, such as ("CUSTOMER", "Dana Whitfield")."""

    type: str
    text: str


@dataclass(frozen=True, slots=True)
class RedactedBatch:
    """Several texts of one ticket after redaction, in the order they were given."""

    redactions: tuple[Redaction, ...]
    restore: RestoreMap  # the given map and what was added to it
    language: str  # ISO 639-1, of the texts together


@dataclass(frozen=True, slots=True)
class RedactedMessage:
    """A message whose text and author are pseudonyms."""

    id: str
    author: Role
    author_name: RedactedText
    visibility: Visibility
    created: datetime
    text: RedactedText


@dataclass(frozen=True, slots=True)
class RedactedTicket:
    """A ticket that may be shown to the model, the index and the traces."""

    key: TicketKey
    subject: RedactedText
    status: Status
    requester_name: RedactedText
    messages: tuple[RedactedMessage, ...]
    language: str  # ISO 639-1 of the customer's messages

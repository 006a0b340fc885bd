"""What is kept of people, what they said about redaction, and what was deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.records.audit import LedgerRow
from copilot.records.tickets import TicketKey


class DataKind(StrEnum):
    """What is kept, each with a time of its own."""

    TICKETS = "tickets"  # closed ones, with all that was prepared from them
    DRAFTS = "drafts"  # never sent
    SENT = "sent"  # the texts of what was sent, or will never be
    TRACES = "traces"
    QUESTIONS = "questions"  # asks that found nothing, and what sources were used for
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of one kind is kept, and for how long."""

    kind: DataKind
    days: int  # 0: until it is deleted by hand
    rows: int
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said about redaction on this helpdesk: always hide a text, or never."""

    id: int  # 0: not saved yet
    text: str
    hide: bool  # False: it is no personal data, whoever finds it
    type: str = "PERSON"  # what it is hidden as
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonKept:
    """Somebody who is in the store, as one who asks for deletion is found."""

    name: str
    emails: tuple[str, ...]
    tickets: tuple[TicketKey, ...]  # of which this person is the requester
    mentions: tuple[TicketKey, ...] = ()  # tickets of others that name them


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted: counts by the name of what they count, and what had to stay, with why."""

    counts: tuple[tuple[str, int], ...]
    stayed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way in which data could leave, tried for real."""

    name: str  # for people: "a TCP connection out of the engine process"
    refused: bool
    said: str  # what the system answered


@dataclass(frozen=True, slots=True)
class PrivacyState:
    """What the privacy page shows."""

    kept: tuple[Kept, ...]
    corrections: tuple[Correction, ...]
    hosts: tuple[str, ...]  # the only ones that may be contacted
    ledger: tuple[LedgerRow, ...]  # newest first
    wall: str  # what keeps the engine process from the network: "seccomp", "sandbox", "python"
    locked_by: str  # "keyring", "passphrase" or "keyring and passphrase"

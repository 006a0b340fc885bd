"""What the window asks for: the queue, an opened ticket, the state of the parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.records.assistance import SinceLastLook, Summary
from copilot.records.drafts import Draft
from copilot.records.redaction import PersonalSpan
from copilot.records.tickets import Person, Status, Ticket, TicketKey


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue."""

    key: TicketKey
    subject: str
    requester: str
    preview: str  # the last customer's words, one line
    updated: datetime
    status: Status
    assignee: str
    urgency: str = ""
    mood: str = ""
    draft_ready: bool = False
    changed: bool = False  # since the agent last looked
    language: str = ""


class QueueView(StrEnum):
    """The tabs of the queue."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    WAITING = "waiting"  # for the customer: status pending
    ALL = "all"  # every ticket that is not solved


@dataclass(frozen=True, slots=True)
class OpenedTicket:
    """Everything the window shows of one ticket; what is not prepared yet is None."""

    ticket: Ticket
    spans: dict[str, tuple[PersonalSpan, ...]]  # by message id; places in Message.text
    since: SinceLastLook
    summary: Summary | None
    draft: Draft | None
    language: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync brought."""

    online: bool
    changed: tuple[TicketKey, ...]
    gone: tuple[TicketKey, ...]
    reason: str = ""  # for people, when not online


class EngineState(StrEnum):
    """What the engine process is doing."""

    STARTING = "starting"
    READY = "ready"
    BUSY = "busy"
    NO_MODEL_FILE = "no model file"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """For the status line."""

    state: EngineState
    model_title: str = ""
    tokens_per_second: float = 0.0  # of the last answer
    waiting: int = 0  # jobs
    reason: str = ""
    wall: str = ""  # what keeps it from the network: "seccomp", "sandbox", "python"; "" not known


@dataclass(frozen=True, slots=True)
class Account:
    """Who works here, and where."""

    title: str  # "Nordlicht Outdoor"
    connector: str
    host: str  # "" for the demo desk
    agent: Person


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the program that others made."""

    name: str
    version: str  # "" where there is none
    licence: str  # SPDX
    notice: str  # copyright and text of the licence


@dataclass(frozen=True, slots=True)
class About:
    """What the program is, here."""

    version: str
    facts: tuple[tuple[str, str], ...]  # what, and how it is
    components: tuple[Component, ...]

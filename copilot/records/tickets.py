"""A ticket as the helpdesk has it: people, messages, attachments, versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    AGENT = "agent"


class Visibility(StrEnum):
    """Who may read a message in the helpdesk."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Status(StrEnum):
    """The four states every helpdesk can be read as; connectors translate."""

    OPEN = "open"
    PENDING = "pending"
    SOLVED = "solved"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Person:
    """A requester or an agent as the helpdesk knows them."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a message; its bytes stay in the helpdesk until somebody opens it."""

    id: str
    name: str
    media_type: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a ticket's thread, plain text, oldest first in Ticket.messages."""

    id: str
    author: Role
    author_name: str
    visibility: Visibility
    created: datetime  # aware, UTC
    text: str
    author_email: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketVersion:
    """What "unchanged since the agent saw it" is measured against."""

    mark: str  # the helpdesk's own version mark, such as an ETag; "" where it has none
    last_message_id: str
    last_public_message_id: str
    message_count: int
    status: Status
    assignee: str
    requester_email: str


@dataclass(frozen=True, slots=True)
class TicketKey:
    """Names one ticket of one connector, e.g. ("rt", "17")."""

    connector: str
    id: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it was read from the helpdesk, with personal data; lives only in the store."""

    key: TicketKey
    subject: str
    status: Status
    requester: Person
    messages: tuple[Message, ...]
    version: TicketVersion
    created: datetime
    updated: datetime
    assignee: str = ""  # name of the agent; "" when nobody
    queue: str = ""
    tags: tuple[str, ...] = ()
    fields: tuple[
        tuple[str, str], ...
    ] = ()  # the helpdesk's other fields, such as ("OrderNo", "A-88213")


@dataclass(frozen=True, slots=True)
class SyncPage:
    """What one step of an incremental sync brought; `cursor` is kept for the next one."""

    tickets: tuple[Ticket, ...]
    gone: tuple[TicketKey, ...]  # deleted, merged away or hidden since
    cursor: str
    more: bool

"""One ticket from a JSON file of its own, as the command line takes it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from copilot.errors import BadInput, HelpdeskError
from copilot.helpdesk.versions import version_of
from copilot.records import (
    Macro,
    Message,
    Person,
    Role,
    Status,
    SyncPage,
    Ticket,
    TicketKey,
    Visibility,
)

CONNECTOR = "file"
MAX_FILE = 16 * 1024 * 1024  # bytes

# Other programs write numbers where this one writes text: 17 and "17" are the same ticket.
_Id = Annotated[str, msgspec.Meta(min_length=1)] | int


class _Requester(msgspec.Struct):
    name: str = ""
    email: str = ""


class _Message(msgspec.Struct):
    id: _Id
    author: Literal["customer", "agent"]
    created: datetime
    text: str
    visibility: Literal["public", "internal"] = "public"
    author_name: str = ""
    author_email: str = ""


class _TicketFile(msgspec.Struct):
    id: _Id
    messages: Annotated[list[_Message], msgspec.Meta(min_length=1)]
    subject: str = ""
    status: Literal["open", "pending", "solved", "deleted"] = "open"
    requester: _Requester = msgspec.field(default_factory=_Requester)


def read_ticket(path: Path) -> Ticket:
    """The ticket in a JSON file; BadInput names the file and the field that cannot be used.

    Fields: id, subject, status, requester {name, email}, messages [{id, author, author_name,
    visibility, created, text}]. Needed are id, messages and in each of them id, author, created
    and text. A time without a zone is UTC; other fields are passed over.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise BadInput(f"{path}: too big to be one ticket.")
        found = msgspec.json.decode(path.read_bytes(), type=_TicketFile)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}).") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{path}: {_for_people(error)}. The README shows a ticket in a file."
        ) from error
    if len({str(message.id) for message in found.messages}) != len(found.messages):
        raise BadInput(f"{path}: two messages have the same id.")
    return _ticket(found)


class TicketFileReader:
    """A helpdesk with one ticket, read from a file; raises BadInput like read_ticket."""

    def __init__(self, path: Path) -> None:
        self._ticket = read_ticket(path)
        self.key = self._ticket.key

    def account(self) -> Person:
        return Person("")

    def changes(self, cursor: str) -> SyncPage:
        return SyncPage((self._ticket,), (), "read", more=False)

    def ticket(self, key: TicketKey) -> Ticket:
        return self._ticket

    def macros(self) -> tuple[Macro, ...]:
        return ()

    def attachment(self, key: TicketKey, attachment_id: str) -> bytes:
        raise HelpdeskError("A ticket file has no attachments.")


def _for_people(error: Exception) -> str:
    if isinstance(error, msgspec.ValidationError):
        return str(error).replace("$.", "").replace("at `$`", "at the top")
    return f"is not valid JSON ({error})"


def _ticket(found: _TicketFile) -> Ticket:
    messages = tuple(sorted(map(_message, found.messages), key=lambda message: message.created))
    status = Status(found.status)
    email = found.requester.email
    return Ticket(
        key=TicketKey(CONNECTOR, str(found.id)),
        subject=found.subject,
        status=status,
        requester=Person(found.requester.name, email),
        messages=messages,
        version=version_of(messages, mark="", status=status, assignee="", requester_email=email),
        created=messages[0].created,
        updated=messages[-1].created,
    )


def _message(found: _Message) -> Message:
    return Message(
        id=str(found.id),
        author=Role(found.author),
        author_name=found.author_name,
        visibility=Visibility(found.visibility),
        created=_utc(found.created),
        text=found.text,
        author_email=found.author_email,
    )


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)

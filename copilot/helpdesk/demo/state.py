"""What the demo desk remembers, and the file it is kept in."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from copilot.errors import BadInput

FORMAT = 1
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class DemoPerson(msgspec.Struct):
    name: str
    email: str = ""


class DemoFile(msgspec.Struct):
    name: str
    media_type: str = "application/octet-stream"
    size: int = 0
    sha256: str = ""  # of the bytes, where they are kept


class DemoMessage(msgspec.Struct):
    """`ago`: minutes before the desk was first started; `created` takes its place in the state."""

    id: str
    author: Literal["customer", "agent"]
    author_name: str
    visibility: Literal["public", "internal"]
    text: str
    author_email: str = ""
    ago: float = 0
    created: Moment | None = None
    attachments: list[DemoFile] = []
    mark: str = ""  # id of the approval it was sent under


class DemoTicket(msgspec.Struct):
    id: str
    subject: str
    status: Literal["open", "pending", "solved", "deleted"]
    requester: DemoPerson
    messages: Annotated[list[DemoMessage], msgspec.Meta(min_length=1)]
    queue: str = ""
    assignee: str = ""
    tags: list[str] = []
    fields: dict[str, str] = {}
    marks: list[str] = []  # ids of the approvals under which its fields were changed
    changed: int = 0  # value of State.changes when it last changed


class DemoMacro(msgspec.Struct):
    """One entry of the file of macros."""

    id: str
    title: str
    text: str
    language: str = ""


class DemoMail(msgspec.Struct):
    """A reply as it would have been mailed."""

    ticket: str
    to: list[str]
    text: str
    sent: Moment


class State(msgspec.Struct):
    format: int
    started: Moment
    changes: int
    tickets: dict[str, DemoTicket]
    mails: list[DemoMail] = []


def read_state(path: Path) -> State | None:
    """None when the file is not there or is no state of this version; a bad one is left alone."""
    try:
        state = msgspec.json.decode(path.read_bytes(), type=State)
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return state if state.format == FORMAT else None


def write_state(path: Path, state: State) -> None:
    """All or nothing, also when the power goes."""
    write_whole(path, msgspec.json.encode(state))


def write_whole(path: Path, data: bytes) -> None:
    """The file has these bytes, or is as it was."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # owner-only
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def set_aside(path: Path) -> Path:
    """Give a file that cannot be used another name, and return it."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return path.rename(path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}"))


def read_macros(path: Path) -> list[DemoMacro]:
    """The macros in a file; none where there is no file. Raises BadInput."""
    if not path.exists():
        return []
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[DemoMacro])
    except (OSError, msgspec.DecodeError) as error:
        raise BadInput(f"The macros of the demo desk, {path}, cannot be read: {error}") from error


def fresh_state(seed: Path) -> State:
    """The state of a desk that starts now; BadInput names the seed file and field."""
    try:
        tickets = msgspec.json.decode(seed.read_bytes(), type=list[DemoTicket])
    except OSError as error:
        raise BadInput(f"{seed}: cannot be read ({error.strerror}).") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{seed}: {error}") from error
    started = datetime.now(UTC).replace(microsecond=0)
    for ticket in tickets:
        for message in ticket.messages:
            message.created = message.created or started - timedelta(minutes=message.ago)
    tickets.sort(key=lambda ticket: (last_moment(ticket), ticket.id))
    for number, ticket in enumerate(tickets, 1):
        ticket.changed = number
    return State(FORMAT, started, len(tickets), {ticket.id: ticket for ticket in tickets})


def last_moment(ticket: DemoTicket) -> datetime:
    return max(moment_of(message) for message in ticket.messages)


def moment_of(message: DemoMessage) -> datetime:
    return (message.created or datetime.fromtimestamp(0, UTC)).astimezone(UTC)

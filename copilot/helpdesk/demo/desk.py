"""The demo desk itself: its reader, its writer, and the hooks that play the other people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Literal

from copilot.errors import Bug, HelpdeskError, TicketGone
from copilot.helpdesk.demo.state import (
    DemoFile,
    DemoMail,
    DemoMessage,
    DemoPerson,
    DemoTicket,
    State,
    fresh_state,
    last_moment,
    moment_of,
    read_macros,
    read_state,
    set_aside,
    write_state,
    write_whole,
)
from copilot.helpdesk.sendable import (
    changes_note,
    files_note,
    require_account,
    require_sendable,
)
from copilot.helpdesk.versions import (
    not_changed,
    require_recipients,
    require_unchanged,
    require_unmoved,
    version_of,
)
from copilot.records import (
    ApprovedDraft,
    Attachment,
    FileLimits,
    Macro,
    Message,
    Person,
    Receipt,
    ReplyKind,
    Role,
    Status,
    SyncPage,
    Ticket,
    TicketKey,
    Visibility,
)

CONNECTOR = "demo"
TICKETS_A_PAGE = 50
ANNA = Person("Anna Lindqvist", "anna@nordlicht.example")
_RAW_STATUSES: dict[Status, Literal["open", "pending", "solved", "deleted"]] = {
    Status.OPEN: "open",
    Status.PENDING: "pending",
    Status.SOLVED: "solved",
    Status.DELETED: "deleted",
}
LUIS = Person("Luis Ortega", "luis@nordlicht.example")


class DemoDesk:
    """A helpdesk kept in `folder`, seeded from `seed` (a list of tickets as JSON) when it is new.

    Its macros are read from macros.json beside the seed.

    A state file that cannot be read is kept under another name, told in `message`, and the desk
    starts again.
    """

    def __init__(self, folder: Path, seed: Path, *, me: Person = ANNA) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / "demo-desk.json"
        self.macros_path = seed.with_name("macros.json")
        self.files = folder / "demo-files"
        self.me = me
        self.message = ""
        self._lock = Lock()
        if read_state(self.path) is None:
            self._start_again(seed)

    def keep(self, file: DemoFile, data: bytes) -> None:
        """The bytes of a file that was sent, beside the state."""
        self.files.mkdir(mode=0o700, exist_ok=True)
        place = self.files / file.sha256
        if not place.exists():
            write_whole(place, data)

    def bytes_of(self, file: DemoFile) -> bytes:
        """The bytes of a file; a stand-in where the seed only names it."""
        place = self.files / file.sha256
        if file.sha256 and place.exists():
            return place.read_bytes()
        return f"The demo desk has no bytes of {file.name}.\n".encode()

    def reader(self) -> DemoReader:
        return DemoReader(self)

    def writer(self) -> DemoWriter:
        return DemoWriter(self)

    def customer_writes(self, ticket_id: str, text: str) -> str:
        """Play the customer; a solved or pending ticket is open again. The id of the message."""
        with self.changing() as state:
            ticket = ticket_in(state, ticket_id)
            ticket.status = "open"
            asker = Person(ticket.requester.name, ticket.requester.email)
            return add_message(state, ticket, asker, text, author="customer")

    def other_agent_replies(self, ticket_id: str, text: str, agent: Person = LUIS) -> str:
        """Play a colleague who replies from elsewhere. The id of the message."""
        with self.changing() as state:
            return add_message(state, ticket_in(state, ticket_id), agent, text)

    def delete(self, ticket_id: str) -> None:
        """Play an administrator who deletes a ticket."""
        with self.changing() as state:
            ticket = ticket_in(state, ticket_id)
            ticket.status = "deleted"
            _touch(state, ticket)

    def mails(self) -> tuple[DemoMail, ...]:
        """What would have been mailed, oldest first."""
        return tuple(self.state().mails)

    def state(self) -> State:
        """A copy of what the desk holds now, also when another process wrote it."""
        state = read_state(self.path)
        if state is None:
            raise HelpdeskError(
                f"The demo desk's file {self.path} was damaged; start the program again."
            )
        return state

    @contextmanager
    def changing(self) -> Iterator[State]:
        """The state to change; kept when nothing is raised."""
        with self._lock:
            state = self.state()
            yield state
            write_state(self.path, state)

    def _start_again(self, seed: Path) -> None:
        state = fresh_state(seed)
        if self.path.exists():
            kept = set_aside(self.path)
            self.message = (
                f"The demo desk's file could not be read and was kept as {kept.name}. "
                "The demo desk was started again."
            )
        write_state(self.path, state)


class DemoReader:
    """A Reader of the demo desk."""

    connector = CONNECTOR

    def __init__(self, desk: DemoDesk) -> None:
        self._desk = desk

    def account(self) -> Person:
        return self._desk.me

    def changes(self, cursor: str) -> SyncPage:
        since = int(cursor) if cursor.isdigit() else 0
        waiting = [t for t in self._desk.state().tickets.values() if t.changed > since]
        waiting.sort(key=lambda ticket: ticket.changed)
        now = waiting[:TICKETS_A_PAGE]
        return SyncPage(
            tickets=tuple(as_ticket(ticket) for ticket in now if ticket.status != "deleted"),
            gone=tuple(TicketKey(CONNECTOR, t.id) for t in now if t.status == "deleted"),
            cursor=str(now[-1].changed if now else since),
            more=len(waiting) > len(now),
        )

    def ticket(self, key: TicketKey) -> Ticket:
        return as_ticket(ticket_in(self._desk.state(), key.id))

    def macros(self) -> tuple[Macro, ...]:
        found = read_macros(self._desk.macros_path)
        return tuple(
            Macro(f"{CONNECTOR}:{one.id}", one.title, one.text, one.language) for one in found
        )

    def attachment(self, key: TicketKey, attachment_id: str) -> bytes:
        for message in ticket_in(self._desk.state(), key.id).messages:
            for number, file in enumerate(message.attachments, 1):
                if file_id(message, number) == attachment_id:
                    return self._desk.bytes_of(file)
        raise HelpdeskError(f"Ticket {key.id} has no file {attachment_id}.")


class DemoWriter:
    """A Writer of the demo desk."""

    fields = ("status", "assignee", "queue", "tag")
    links = True
    limits = FileLimits(count=20, each=10_000_000, together=18_000_000)

    def __init__(self, desk: DemoDesk) -> None:
        self._desk = desk

    def send(self, approved: ApprovedDraft, files: Sequence[bytes] = ()) -> Receipt:
        out = approved.outgoing
        require_sendable(
            approved,
            files,
            connector=CONNECTOR,
            limits=self.limits,
            fields=self.fields,
            links=self.links,
        )
        if out.new_status is Status.DELETED:
            raise HelpdeskError("Tickets cannot be set to deleted here. Nothing was sent.")
        require_account(approved, self._desk.me)
        if already := self.find(approved):
            return already
        with self._desk.changing() as state:
            ticket = ticket_in(state, out.ticket_id)
            if out.kind is ReplyKind.LINKED_TICKET:
                return _made(approved, _link(state, ticket, approved, self._desk.me))
            require_unmoved(out.seen_version, as_ticket(ticket), self._desk.me)
            require_unchanged(out.changes, as_ticket(ticket))
            require_recipients(out, as_ticket(ticket))
            if out.kind is ReplyKind.FIELD_CHANGE:
                _change(state, ticket, approved)
                return Receipt(approved.id, str(ticket.changed), datetime.now(UTC))
            sent = [DemoFile(f.name, f.media_type, f.size, f.sha256) for f in out.attachments]
            for file, data in zip(sent, files, strict=True):
                self._desk.keep(file, data)
            _post(state, ticket, approved, self._desk.me, sent)
        receipt = self.find(approved)
        if receipt is None:
            raise Bug("the demo desk lost what it had just stored")
        return receipt

    def find(self, approved: ApprovedDraft) -> Receipt | None:
        state = self._desk.state()
        ticket = ticket_in(state, approved.outgoing.ticket_id)
        if approved.id in ticket.marks:
            missing = changes_note(not_changed(approved.outgoing.changes, as_ticket(ticket)))
            return Receipt(approved.id, str(ticket.changed), datetime.now(UTC), missing)
        for other in state.tickets.values():
            if approved.outgoing.relation and other.messages[0].mark == approved.id:
                return _made(approved, other)
        for message in ticket.messages:
            if message.mark == approved.id and message.text == approved.outgoing.body:
                note = self._note(approved, message)
                return Receipt(approved.id, message.id, datetime.now(UTC), note)
        return None

    def _note(self, approved: ApprovedDraft, message: DemoMessage) -> str:
        kept = {file_id(message, n): file for n, file in enumerate(message.attachments, 1)}

        def read(file: Attachment) -> bytes:
            return self._desk.bytes_of(kept[file.id])

        return files_note(approved, _as_message(message), read)


def ticket_in(state: State, ticket_id: str) -> DemoTicket:
    """Raises TicketGone."""
    ticket = state.tickets.get(ticket_id)
    if ticket is None or ticket.status == "deleted":
        raise TicketGone(f"Ticket {ticket_id} is not on the demo desk any more.")
    return ticket


def add_message(
    state: State,
    ticket: DemoTicket,
    writer: Person,
    text: str,
    *,
    author: str = "agent",
    visibility: Visibility = Visibility.PUBLIC,
    mark: str = "",
    files: Sequence[DemoFile] = (),
) -> str:
    """Append a message of this moment and return its id."""
    message = DemoMessage(
        id=f"m{len(ticket.messages) + 1}",
        author="agent" if author == "agent" else "customer",
        author_name=writer.name,
        visibility="public" if visibility is Visibility.PUBLIC else "internal",
        text=text,
        author_email=writer.email,
        created=datetime.now(UTC),
        mark=mark,
        attachments=list(files),
    )
    ticket.messages.append(message)
    _touch(state, ticket)
    return message.id


def as_ticket(ticket: DemoTicket) -> Ticket:
    """As the rest of the program knows it."""
    ordered = sorted(ticket.messages, key=moment_of)
    messages = tuple(_as_message(message) for message in ordered)
    return Ticket(
        key=TicketKey(CONNECTOR, ticket.id),
        subject=ticket.subject,
        status=Status(ticket.status),
        requester=Person(ticket.requester.name, ticket.requester.email),
        messages=messages,
        version=version_of(
            messages,
            mark=str(ticket.changed),
            status=Status(ticket.status),
            assignee=ticket.assignee,
            requester_email=ticket.requester.email,
        ),
        created=messages[0].created,
        updated=last_moment(ticket),
        assignee=ticket.assignee,
        queue=ticket.queue,
        tags=tuple(ticket.tags),
        fields=tuple(ticket.fields.items()),
    )


def file_id(message: DemoMessage, number: int) -> str:
    """Names the file with this number, from 1, of a message."""
    return f"{message.id}-{number}"


def _post(
    state: State,
    ticket: DemoTicket,
    approved: ApprovedDraft,
    me: Person,
    files: Sequence[DemoFile],
) -> None:
    out = approved.outgoing
    add_message(
        state,
        ticket,
        me,
        out.body,
        visibility=out.visibility,
        mark=approved.id,
        files=files,
    )
    if out.new_status is not None:
        ticket.status = _RAW_STATUSES[out.new_status]
    if out.kind is ReplyKind.PUBLIC_REPLY:
        to = [*out.to, *out.cc]
        state.mails.append(DemoMail(ticket.id, to, out.body, datetime.now(UTC)))


def _change(state: State, ticket: DemoTicket, approved: ApprovedDraft) -> None:
    for each in approved.outgoing.changes:
        match each.field:
            case "status":
                ticket.status = _RAW_STATUSES[Status(each.after)]
            case "assignee":
                ticket.assignee = each.after
            case "queue":
                ticket.queue = each.after
            case _:
                ticket.tags = [tag for tag in ticket.tags if tag != each.before]
                ticket.tags += [each.after] if each.after else []
    ticket.marks.append(approved.id)
    _touch(state, ticket)


def _link(state: State, ticket: DemoTicket, approved: ApprovedDraft, me: Person) -> DemoTicket:
    out = approved.outgoing
    number = max(int(name) for name in state.tickets if name.isdigit()) + 1
    first = DemoMessage(
        id="m1",
        author="agent",
        author_name=me.name,
        author_email=me.email,
        visibility="internal",
        text=out.body,
        created=datetime.now(UTC),
        mark=approved.id,
    )
    made = DemoTicket(
        id=str(number),
        subject=out.subject,
        status="open",
        requester=DemoPerson(me.name, me.email),
        messages=[first],
        queue=ticket.queue,
        fields={"Link": f"{out.relation}: #{ticket.id}"},
    )
    state.tickets[made.id] = made
    _touch(state, made)
    return made


def _made(approved: ApprovedDraft, ticket: DemoTicket) -> Receipt:
    return Receipt(approved.id, ticket.id, datetime.now(UTC), f"It is ticket #{ticket.id}.")


def _touch(state: State, ticket: DemoTicket) -> None:
    state.changes += 1
    ticket.changed = state.changes


def _as_message(message: DemoMessage) -> Message:
    files = [
        Attachment(file_id(message, number), file.name, file.media_type, file.size)
        for number, file in enumerate(message.attachments, 1)
    ]
    return Message(
        id=message.id,
        author=Role(message.author),
        author_name=message.author_name,
        visibility=Visibility(message.visibility),
        created=moment_of(message),
        text=message.text,
        author_email=message.author_email,
        attachments=tuple(files),
    )

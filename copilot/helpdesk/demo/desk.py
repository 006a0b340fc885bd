"""The demo desk itself: its reader, its writer, and the hooks that play the other people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from copilot.errors import Bug, HelpdeskError
from copilot.helpdesk.demo.state import (
    DemoFile,
    DemoMail,
    DemoMessage,
    DemoTicket,
    State,
    fresh_state,
    read_macros,
    read_state,
    set_aside,
    write_state,
    write_whole,
)
from copilot.helpdesk.demo.tickets import (
    CONNECTOR,
    add_message,
    as_message,
    as_ticket,
    change,
    file_id,
    link,
    post,
    ticket_in,
    touch,
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
)
from copilot.records import (
    ApprovedDraft,
    Attachment,
    FileLimits,
    Macro,
    Person,
    Receipt,
    ReplyKind,
    Status,
    SyncPage,
    Ticket,
    TicketKey,
)

TICKETS_A_PAGE = 50
ANNA = Person("Anna Lindqvist", "anna@nordlicht.example")
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
            touch(state, ticket)

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
                return _made(approved, link(state, ticket, approved, self._desk.me))
            require_unmoved(out.seen_version, as_ticket(ticket), self._desk.me)
            require_unchanged(out.changes, as_ticket(ticket))
            require_recipients(out, as_ticket(ticket))
            if out.kind is ReplyKind.FIELD_CHANGE:
                change(state, ticket, approved)
                return Receipt(approved.id, str(ticket.changed), datetime.now(UTC))
            sent = [DemoFile(f.name, f.media_type, f.size, f.sha256) for f in out.attachments]
            for file, data in zip(sent, files, strict=True):
                self._desk.keep(file, data)
            post(state, ticket, approved, self._desk.me, sent)
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

        return files_note(approved, as_message(message), read)


def _made(approved: ApprovedDraft, ticket: DemoTicket) -> Receipt:
    return Receipt(approved.id, ticket.id, datetime.now(UTC), f"It is ticket #{ticket.id}.")

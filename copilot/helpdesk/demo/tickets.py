"""Tickets of the demo desk: as the program knows them, and what a writer does to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from copilot.errors import TicketGone
from copilot.helpdesk.demo.state import (
    DemoFile,
    DemoMail,
    DemoMessage,
    DemoPerson,
    DemoTicket,
    State,
    last_moment,
    moment_of,
)
from copilot.helpdesk.versions import version_of
from copilot.records import (
    ApprovedDraft,
    Attachment,
    Message,
    Person,
    ReplyKind,
    Role,
    Status,
    Ticket,
    TicketKey,
    Visibility,
)

CONNECTOR = "demo"
_RAW_STATUSES: dict[Status, Literal["open", "pending", "solved", "deleted"]] = {
    Status.OPEN: "open",
    Status.PENDING: "pending",
    Status.SOLVED: "solved",
    Status.DELETED: "deleted",
}


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
    touch(state, ticket)
    return message.id


def as_ticket(ticket: DemoTicket) -> Ticket:
    """As the rest of the program knows it."""
    ordered = sorted(ticket.messages, key=moment_of)
    messages = tuple(as_message(message) for message in ordered)
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


def post(
    state: State,
    ticket: DemoTicket,
    approved: ApprovedDraft,
    me: Person,
    files: Sequence[DemoFile],
) -> None:
    """Puts an approved reply or note on the ticket, with its mail and its new status."""
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


def change(state: State, ticket: DemoTicket, approved: ApprovedDraft) -> None:
    """Makes the approved changes of fields, and marks the ticket as changed by them."""
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
    touch(state, ticket)


def link(state: State, ticket: DemoTicket, approved: ApprovedDraft, me: Person) -> DemoTicket:
    """The new ticket of an approved one, linked to this."""
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
    touch(state, made)
    return made


def touch(state: State, ticket: DemoTicket) -> None:
    """Gives the ticket the next number of changes, which readers ask by."""
    state.changes += 1
    ticket.changed = state.changes


def as_message(message: DemoMessage) -> Message:
    """As the rest of the program knows it."""
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

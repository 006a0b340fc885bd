"""Helpdesks without a server: one in memory with scripted faults, and what a person approved."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from copilot.errors import CopilotError, DeliveryUnknown, TicketGone
from copilot.helpdesk.versions import (
    recipients,
    require_recipients,
    require_unmoved,
    version_of,
)
from copilot.records import (
    ApprovedDraft,
    Message,
    Outgoing,
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

ME = Person("Anna Agent", "anna@shop.example")


def approved_for(
    ticket: Ticket,
    text: str,
    *,
    kind: ReplyKind = ReplyKind.PUBLIC_REPLY,
    new_status: Status | None = None,
) -> ApprovedDraft:
    """What a person approved for this ticket as it is; the signature is not one."""
    public = kind is ReplyKind.PUBLIC_REPLY
    to, cc = recipients(ticket) if public else ((), ())
    outgoing = Outgoing(
        connector=ticket.key.connector,
        account="",
        ticket_id=ticket.key.id,
        kind=kind,
        visibility=Visibility.PUBLIC if public else Visibility.INTERNAL,
        to=to,
        cc=cc,
        subject=ticket.subject,
        body=text,
        new_status=new_status,
        attachments=(),
        seen_version=ticket.version,
        draft_id="draft",
    )
    return ApprovedDraft(str(uuid.uuid4()), outgoing, "", "", "Anna", datetime.now(UTC))


@dataclass
class MemoryHelpdesk:
    """Reader and Writer over a dictionary. `faults` are used up, one a send, in order:

    an error is raised with nothing stored; "stored, then cut" stores and raises DeliveryUnknown;
    "cut, not stored" raises DeliveryUnknown only.
    """

    tickets: dict[str, Ticket] = field(default_factory=dict)
    faults: list[CopilotError | str] = field(default_factory=list)
    sent: list[ApprovedDraft] = field(default_factory=list)  # what the customer would have got
    receipts: dict[str, Receipt] = field(default_factory=dict)
    me: Person = ME

    def add(self, number: str, *texts: str) -> Ticket:
        """An open ticket with these messages of its customer."""
        person = Person("Karla Kundin", "karla@customer.example")
        now = datetime.now(UTC)
        messages = tuple(_message(str(n), Role.CUSTOMER, person, t) for n, t in enumerate(texts, 1))
        ticket = Ticket(
            TicketKey("memory", number),
            f"Ticket {number}",
            Status.OPEN,
            person,
            messages,
            version_of(
                messages, mark="", status=Status.OPEN, assignee="", requester_email=person.email
            ),
            now,
            now,
        )
        self.tickets[number] = ticket
        return ticket

    def customer_writes(self, number: str, text: str) -> None:
        ticket = self.tickets[number]
        self._append(number, _message(self._next(ticket), Role.CUSTOMER, ticket.requester, text))

    def other_agent_replies(self, number: str, text: str) -> None:
        bert = Person("Bert Basis", "bert@shop.example")
        self._append(number, _message(self._next(self.tickets[number]), Role.AGENT, bert, text))

    def account(self) -> Person:
        return self.me

    def changes(self, cursor: str) -> SyncPage:
        return SyncPage(tuple(self.tickets.values()), (), "1", more=False)

    def ticket(self, key: TicketKey) -> Ticket:
        if key.id not in self.tickets:
            raise TicketGone(f"Ticket {key.id} is gone.")
        return self.tickets[key.id]

    def attachment(self, key: TicketKey, attachment_id: str) -> bytes:
        raise TicketGone(f"Ticket {key.id} has no files.")

    def send(self, approved: ApprovedDraft) -> Receipt:
        if approved.id in self.receipts:
            return self.receipts[approved.id]
        now = self.ticket(TicketKey("memory", approved.outgoing.ticket_id))
        require_unmoved(approved.outgoing.seen_version, now, self.me)
        require_recipients(approved.outgoing, now)
        match self.faults.pop(0) if self.faults else None:
            case CopilotError() as error:
                raise error
            case "cut, not stored":
                raise DeliveryUnknown("The connection broke.")
            case "stored, then cut":
                self._store(approved)
                raise DeliveryUnknown("The connection broke.")
            case None:
                return self._store(approved)
            case other:
                raise AssertionError(f"no such fault: {other}")

    def find(self, approved: ApprovedDraft) -> Receipt | None:
        return self.receipts.get(approved.id)

    def _store(self, approved: ApprovedDraft) -> Receipt:
        out = approved.outgoing
        message = _message(
            self._next(self.tickets[out.ticket_id]), Role.AGENT, self.me, out.body, out.visibility
        )
        self._append(out.ticket_id, message, out.new_status)
        self.sent.append(approved)
        receipt = Receipt(approved.id, message.id, datetime.now(UTC))
        self.receipts[approved.id] = receipt
        return receipt

    def _append(self, number: str, message: Message, status: Status | None = None) -> None:
        ticket = self.tickets[number]
        messages = (*ticket.messages, message)
        status = status or ticket.status
        self.tickets[number] = replace(
            ticket,
            messages=messages,
            status=status,
            updated=message.created,
            version=version_of(
                messages,
                mark="",
                status=status,
                assignee=ticket.assignee,
                requester_email=ticket.requester.email,
            ),
        )

    def _next(self, ticket: Ticket) -> str:
        return str(len(ticket.messages) + 1)


def _message(
    number: str,
    role: Role,
    person: Person,
    text: str,
    visibility: Visibility = Visibility.PUBLIC,
) -> Message:
    created = datetime.now(UTC)
    return Message(number, role, person.name, visibility, created, text, person.email)

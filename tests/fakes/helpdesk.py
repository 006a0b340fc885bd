"""Helpdesks without a server: one in memory with scripted faults, and what a person approved."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import httpx

from copilot.errors import CopilotError, DeliveryUnknown, TicketGone
from copilot.helpdesk.sendable import NO_FILES
from copilot.helpdesk.versions import (
    recipients,
    require_recipients,
    require_unmoved,
    version_of,
)
from copilot.records import (
    ApprovedDraft,
    FieldChange,
    FileLimits,
    Macro,
    Message,
    Outgoing,
    OutgoingFile,
    Person,
    Receipt,
    Relation,
    ReplyKind,
    Role,
    Status,
    SyncPage,
    Ticket,
    TicketKey,
    Visibility,
)

TEXTS = tuple(kind for kind in ReplyKind if kind.is_message)
ME = Person("Anna Agent", "anna@shop.example")


def approved_for(
    ticket: Ticket,
    text: str,
    *,
    kind: ReplyKind = ReplyKind.PUBLIC_REPLY,
    new_status: Status | None = None,
    files: tuple[OutgoingFile, ...] = (),
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
        attachments=files,
        seen_version=ticket.version,
        draft_id="draft",
    )
    return ApprovedDraft(str(uuid.uuid4()), outgoing, "", "", "Anna", datetime.now(UTC))


def approved_to_change(ticket: Ticket, *changes: FieldChange) -> ApprovedDraft:
    """What a person approved to be changed in a ticket as it is; the signature is not one."""
    made = approved_for(ticket, "", kind=ReplyKind.FIELD_CHANGE)
    return replace(made, outgoing=replace(made.outgoing, changes=changes))


def approved_to_link(
    ticket: Ticket, subject: str, text: str, relation: Relation = Relation.REFERS_TO
) -> ApprovedDraft:
    """The new ticket that a person approved; the signature is not one."""
    made = approved_for(ticket, text, kind=ReplyKind.LINKED_TICKET)
    return replace(made, outgoing=replace(made.outgoing, subject=subject, relation=relation))


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
    limits: FileLimits = NO_FILES
    fields: tuple[str, ...] = ()
    links: bool = False

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

    def macros(self) -> tuple[Macro, ...]:
        return ()

    def attachment(self, key: TicketKey, attachment_id: str) -> bytes:
        raise TicketGone(f"Ticket {key.id} has no files.")

    def send(self, approved: ApprovedDraft, files: Sequence[bytes] = ()) -> Receipt:
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


class FakeRequestTracker:
    """Answers as Request Tracker does, as far as one ticket needs, for httpx.MockTransport.

    `nasty` maps "METHOD path" to a function from the request to the answer, used once and before
    the ordinary answer; "then cut" stores what was posted and breaks the connection.
    """

    TOKEN = "1-14-abc123"

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.status = "open"
        self.requests: list[httpx.Request] = []
        self.nasty: dict[str, Callable[[httpx.Request], httpx.Response] | str] = {}
        self.empty_pages = 0  # empty pages of history before the first entry
        self._add("Create", "kunde1", "Where is it?")

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        path = request.url.path.removeprefix("/REST/2.0/")
        nasty = self.nasty.pop(f"{request.method} {path}", None)
        if nasty == "then cut":
            self._answer(request, path)
            raise httpx.ReadError("connection reset", request=request)
        if nasty == "then 500":
            self._answer(request, path)
            return httpx.Response(500)
        if callable(nasty):
            return nasty(request)
        return self._answer(request, path)

    def _answer(self, request: httpx.Request, path: str) -> httpx.Response:
        match request.method, path.split("/"):
            case "GET", ["tickets"]:
                return httpx.Response(200, json=self._list(request))
            case "GET", ["ticket", "7"]:
                return httpx.Response(
                    200, json=self._ticket(), headers={"ETag": f'"{self._last()}"'}
                )
            case "GET", ["ticket", "7", "history"]:
                page = int(request.url.params["page"])
                items = self.messages if page == self.empty_pages + 1 else []
                return httpx.Response(200, json={"items": items, "total": None, "pages": None})
            case "GET", ["ticket", "7", "attachments"]:
                items = [_fake_part(entry) for entry in self.messages]
                return httpx.Response(200, json={"items": items, "pages": 0.0})
            case "GET", ["user", name]:
                agent = name in ("14", "agent1")
                privileged = int(name == "14" or name.startswith("agent"))
                user = {"Name": "agent1" if agent else name, "Privileged": privileged}
                email = f"{user['Name']}@lab.example"
                return httpx.Response(200, json={**user, "EmailAddress": email})
            case "GET", ["queue", _]:
                return httpx.Response(200, json={"Name": "Support"})
            case "PUT", ["ticket", "7"]:
                fresh = request.headers["If-Match"] == f'"{self._last()}"'
                return httpx.Response(200 if fresh else 412, json=[])
            case "POST", ["ticket", "7", "correspond" | "comment" as room]:
                body = json.loads(request.content)
                kind = "Correspond" if room == "correspond" else "Comment"
                mark = body["TxnCustomFields"]["ClientKey"]
                number = self._add(kind, "agent1", body["Content"], mark)
                location = f"/REST/2.0/transaction/{number}"
                return httpx.Response(
                    201, content=b'["Antwort hinzugef\xfcgt"]', headers={"Location": location}
                )
        return httpx.Response(404, json={"message": "Not Found"})

    def _add(self, kind: str, who: str, text: str, mark: str = "") -> int:
        number = 40 + 2 * len(self.messages)
        part = {"ref": "attachment", "_url": f"http://127.0.0.1/REST/2.0/attachment/{number}"}
        self.messages.append(
            {
                "id": str(number),
                "Type": kind,
                "Created": "2026-11-20T10:00:00Z",
                "Creator": {"id": who, "type": "user"},
                "_hyperlinks": [part],
                "CustomFields": [{"name": "ClientKey", "values": [mark] if mark else []}],
                "text": text,
            }
        )
        return number

    def _last(self) -> str:
        return str(self.messages[-1]["id"])

    def _list(self, request: httpx.Request) -> dict[str, Any]:
        first = "id > 0 " in request.url.params["query"]
        item = {"id": "7", "LastUpdated": "2026-11-20T10:00:00Z"}
        return {"items": [item] if first else [], "total": None, "pages": 0.0, "page": 1}

    def _ticket(self) -> dict[str, Any]:
        return {
            "id": 7,
            "Status": self.status,
            "Subject": "Parcel",
            "Created": "2026-11-20T10:00:00Z",
            "LastUpdated": "2026-11-20T10:00:00Z",
            "Queue": {"id": "3"},
            "Owner": {"id": "Nobody"},
            "Requestor": [{"id": "kunde1"}],
        }


def _fake_part(entry: dict[str, Any]) -> dict[str, Any]:
    text = entry["text"]
    return {
        "id": entry["id"],
        "TransactionId": entry["id"],
        "ContentType": "text/plain",
        "Filename": "",
        "ContentLength": str(len(text)),
        "Content": text,
    }

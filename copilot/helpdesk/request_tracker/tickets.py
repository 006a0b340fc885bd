"""One whole ticket of Request Tracker, with its people and its thread."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from copilot.errors import HelpdeskError, TicketGone
from copilot.helpdesk.request_tracker.rest import Rest
from copilot.helpdesk.request_tracker.shapes import (
    PER_PAGE,
    CustomField,
    Link,
    Page,
    Part,
    Queue,
    RawTicket,
    Transaction,
    User,
    as_utc,
    status_of,
)
from copilot.helpdesk.request_tracker.thread import VISIBILITIES, Writer, body_part, messages_of
from copilot.helpdesk.versions import COPIES, version_of
from copilot.records import Person, Role, Ticket, TicketKey

CONNECTOR = "rt"
TAG_FIELD = "Tags"
MAX_TEXTS = 4 * 1024 * 1024  # bytes of a ticket that are fetched in one list, files among them
MAX_PAGES = 200
NOBODY, SYSTEM = "Nobody", "RT_System"


@dataclass(frozen=True, slots=True)
class Look:
    """A ticket as it was at one moment, with what only Request Tracker's writer needs."""

    ticket: Ticket
    raw_status: str
    history: tuple[Transaction, ...]


class Tickets:
    """Looks tickets up; remembers names of people and queues for as long as it lives."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._users: dict[str, User] = {}
        self._queues: dict[str, str] = {}

    def look(self, number: str, *, reason: str = "Reading a ticket") -> Look:
        """Raises TicketGone for one that was deleted, merged into another, or may not be seen."""
        if not number.isdigit():
            raise TicketGone(f"Request Tracker has no ticket “{number}”.")
        answer = self._rest.get(f"ticket/{number}", reason=reason)
        if answer.status in (403, 404):
            raise TicketGone(f"Ticket {number} is not there any more, or may not be seen.")
        raw = answer.read(RawTicket)
        if raw.id != int(number):
            raise TicketGone(f"Ticket {number} was merged into ticket {raw.id}.")
        if raw.Status == "deleted":
            raise TicketGone(f"Ticket {number} was deleted.")
        history = self._history(number, newest=answer.etag, reason=reason)
        parts = self._parts(number, history, reason=reason)
        return Look(self._ticket(raw, answer.etag, history, parts), raw.Status, history)

    def user(self, name: str) -> User:
        """A user by name or number; one that may not be seen is known by name only."""
        if name not in self._users:
            answer = self._rest.get(f"user/{quote(name, safe='@')}", reason="Reading a name")
            self._users[name] = answer.read(User) if answer.ok else User(Name=name)
        return self._users[name]

    def person(self, name: str) -> Person:
        user = self.user(name)
        return Person(user.RealName or user.Name, user.EmailAddress or "")

    def _ticket(
        self, raw: RawTicket, etag: str, history: tuple[Transaction, ...], parts: dict[int, Part]
    ) -> Ticket:
        people = [self.person(str(link.id)) for link in raw.Requestor]
        requester = people[0] if people else Person("")
        customers = {str(link.id) for link in (*raw.Requestor, *raw.Cc)}
        copies = [*people[1:], *(self.person(str(link.id)) for link in raw.Cc)]
        messages = messages_of(
            history,
            parts,
            requester=requester,
            writer_of=lambda name: self._writer(name, customers),
        )
        owner = str(raw.Owner.id)
        assignee = "" if owner == NOBODY else self.person(owner).name
        fields = raw.CustomFields if isinstance(raw.CustomFields, list) else []
        return Ticket(
            key=TicketKey(CONNECTOR, str(raw.id)),
            subject=raw.Subject or "",
            status=status_of(raw.Status),
            requester=requester,
            messages=messages,
            version=version_of(
                messages,
                mark=etag,
                status=status_of(raw.Status),
                assignee=assignee,
                requester_email=requester.email,
            ),
            created=as_utc(raw.Created),
            updated=as_utc(raw.LastUpdated),
            assignee=assignee,
            queue=self._queue(raw.Queue),
            tags=tuple(
                value for field in fields if field.name == TAG_FIELD for value in field.values
            ),
            fields=_fields(fields, copies),
        )

    def _writer(self, name: str, customers: set[str]) -> Writer:
        user = self.user(name)
        privileged = str(user.Privileged or 0) not in ("0", "")
        agent = name == SYSTEM or (privileged and name not in customers)
        return Writer(self.person(name), Role.AGENT if agent else Role.CUSTOMER)

    def _queue(self, link: Link) -> str:
        number = str(link.id)
        if number not in self._queues:
            answer = self._rest.get(f"queue/{quote(number)}", reason="Reading a name")
            self._queues[number] = (answer.read(Queue).Name or "") if answer.ok else ""
        return self._queues[number]

    def _history(self, number: str, *, newest: str, reason: str) -> tuple[Transaction, ...]:
        """All transactions that may be seen, oldest first.

        For people who are not administrators rights are applied after the page was cut, so that an
        empty page is not the end, and no total tells it. The ETag does: it is the id of the newest
        transaction that may be seen.
        """
        found: dict[int, Transaction] = {}
        last = int(newest) if newest.isdigit() else 0
        for page in range(1, MAX_PAGES + 1):
            items = self._history_page(number, page, reason)
            found |= {item.id: item for item in items}
            if (last in found) if last else not items:
                return tuple(found[key] for key in sorted(found))
        raise HelpdeskError(f"The history of ticket {number} did not come to an end.")

    def _history_page(self, number: str, page: int, reason: str) -> list[Transaction]:
        answer = self._rest.get(
            f"ticket/{number}/history",
            reason=reason,
            fields="Type,Creator,Created,CustomFields,_hyperlinks",
            per_page=PER_PAGE,
            page=page,
        )
        return answer.read(Page[Transaction]).items_there()

    def _parts(
        self, number: str, history: tuple[Transaction, ...], *, reason: str
    ) -> dict[int, Part]:
        """The parts of the messages, by id, with the text of each message's body."""
        messages = [entry for entry in history if entry.Type in VISIBILITIES]
        wanted = {part for entry in messages for part in entry.attachment_ids()}
        fields = "TransactionId,ContentType,Filename,ContentLength"
        listed = dict(self._listed(number, wanted, fields, reason))
        parts = {key: listed.get(key) or self._part(key, reason) for key in sorted(wanted)}
        if sum(part.size for part in listed.values()) <= MAX_TEXTS:
            texts = dict(self._listed(number, wanted, f"{fields},Content", reason))
        else:
            texts = {}
        for entry in messages:
            body = body_part([parts[key] for key in entry.attachment_ids()])
            if body is not None:
                parts[body.id] = texts.get(body.id) or self._part(body.id, reason)
        return parts

    def _listed(
        self, number: str, wanted: set[int], fields: str, reason: str
    ) -> Iterator[tuple[int, Part]]:
        """Parts as the list gives them; what it leaves out is fetched one by one by the caller."""
        missing = set(wanted)
        for page in range(1, MAX_PAGES + 1):
            if not missing:
                return
            answer = self._rest.get(
                f"ticket/{number}/attachments",
                reason=reason,
                fields=fields,
                per_page=PER_PAGE,
                page=page,
            )
            items = answer.read(Page[Part]).items_there()
            if not items:
                return
            yield from ((item.id, item) for item in items)
            missing -= {item.id for item in items}

    def _part(self, number: int, reason: str) -> Part:
        answer = self._rest.get(f"attachment/{number}", reason=reason)
        if not answer.ok:
            raise HelpdeskError(f"Request Tracker does not show part {number} of the ticket.")
        part = answer.read(Part)
        part.Content = content_bytes(part).decode("utf-8", errors="replace")
        return part


def content_bytes(part: Part) -> bytes:
    """The bytes of a part fetched on its own: base64 with line breaks."""
    return base64.b64decode(part.Content or "")


def _fields(fields: list[CustomField], copies: list[Person]) -> tuple[tuple[str, str], ...]:
    own = [
        (field.name, ", ".join(field.values))
        for field in fields
        if field.values and field.name not in (TAG_FIELD, COPIES)
    ]
    addresses = ", ".join(dict.fromkeys(person.email for person in copies if person.email))
    return (*own, (COPIES, addresses)) if addresses else tuple(own)

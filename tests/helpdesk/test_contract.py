"""The same promises, kept by the demo desk and by a real Request Tracker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import pytest

from copilot.errors import HelpdeskError, TicketGone, TicketMovedOn
from copilot.helpdesk.contract import Reader, Writer
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.helpdesk.request_tracker.reader import RequestTrackerReader, authorization
from copilot.helpdesk.request_tracker.writer import RequestTrackerWriter
from copilot.helpdesk.sockets import open_client
from copilot.records import (
    FieldChange,
    Relation,
    ReplyKind,
    Role,
    Status,
    Ticket,
    TicketKey,
    Visibility,
)
from tests.fakes import files as desk_files
from tests.fakes.files import named
from tests.fakes.helpdesk import TEXTS, approved_for, approved_to_change, approved_to_link
from tests.peers.fixtures import request_tracker as request_tracker
from tests.peers.request_tracker import RequestTracker


class Place(Protocol):
    """A helpdesk with the people around it."""

    reader: Reader
    writer: Writer

    def new_ticket(self, text: str) -> TicketKey: ...
    def customer_writes(self, key: TicketKey, text: str) -> object: ...
    def other_agent_replies(self, key: TicketKey, text: str) -> object: ...
    def delete(self, key: TicketKey) -> object: ...
    def mailed(self, text: str) -> int: ...


@dataclass
class DemoPlace:
    desk: DemoDesk

    def __post_init__(self) -> None:
        self.reader, self.writer = self.desk.reader(), self.desk.writer()
        self._free = ["1", "2"]

    def new_ticket(self, text: str) -> TicketKey:
        number = self._free.pop()
        self.desk.customer_writes(number, text)
        return TicketKey("demo", number)

    def customer_writes(self, key: TicketKey, text: str) -> object:
        return self.desk.customer_writes(key.id, text)

    def other_agent_replies(self, key: TicketKey, text: str) -> object:
        return self.desk.other_agent_replies(key.id, text)

    def delete(self, key: TicketKey) -> object:
        return self.desk.delete(key.id)

    def mailed(self, text: str) -> int:
        return sum(text in mail.text for mail in self.desk.mails())


@dataclass
class RealPlace:
    rt: RequestTracker
    reader: Reader
    writer: Writer

    def new_ticket(self, text: str) -> TicketKey:
        return TicketKey("rt", self.rt.create_ticket("Contract", text))

    def customer_writes(self, key: TicketKey, text: str) -> object:
        return self.rt.customer.reply(key.id, text)

    def other_agent_replies(self, key: TicketKey, text: str) -> object:
        return self.rt.as_agent2.reply(key.id, text)

    def delete(self, key: TicketKey) -> object:
        return self.rt.root.set(key.id, Status="deleted")

    def mailed(self, text: str) -> int:
        return len(self.rt.mails(self.rt.customer.email, text))


def demo_desk(folder: Path) -> DemoDesk:
    """A desk with two small tickets."""
    message = {
        "id": "m1",
        "author": "customer",
        "author_name": "Dana",
        "visibility": "public",
        "ago": 60,
        "text": "Hello?",
    }
    ticket = {
        "subject": "Parcel",
        "status": "open",
        "requester": {"name": "Dana", "email": "dana@customer.example"},
        "messages": [message],
    }
    seed = folder / "tickets.json"
    seed.write_text(json.dumps([{"id": "1", **ticket}, {"id": "2", **ticket}]))
    return DemoDesk(folder / "desk", seed)


@pytest.fixture(params=["demo", pytest.param("rt", marks=pytest.mark.peer)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "demo":
        yield DemoPlace(demo_desk(tmp_path))
        return
    rt: RequestTracker = request.getfixturevalue("request_tracker")
    with open_client(rt.url, headers=authorization(rt.token), ledger=lambda _: None) as client:
        reader = RequestTrackerReader(client, token=rt.token)
        yield RealPlace(rt, reader, RequestTrackerWriter(client, token=rt.token))


def changed_keys(reader: Reader, cursor: str) -> tuple[set[TicketKey], set[TicketKey], str]:
    changed: set[TicketKey] = set()
    gone: set[TicketKey] = set()
    more = True
    while more:
        page = reader.changes(cursor)
        changed |= {ticket.key for ticket in page.tickets}
        gone |= set(page.gone)
        cursor, more = page.cursor, page.more
    return changed, gone, cursor


def last(ticket: Ticket) -> tuple[Role, Visibility, str]:
    message = ticket.messages[-1]
    return message.author, message.visibility, message.text


def test_sync_is_incremental(place: Place) -> None:
    key, other = place.new_ticket("one"), place.new_ticket("two")
    changed, _, cursor = changed_keys(place.reader, "")
    assert {key, other} <= changed
    while changed:  # until the helpdesk's clock has passed the last change
        changed, _, cursor = changed_keys(place.reader, cursor)
    place.customer_writes(key, "three")
    changed, gone, cursor = changed_keys(place.reader, cursor)
    assert (changed, gone) == ({key}, set())
    place.delete(other)
    assert other in changed_keys(place.reader, cursor)[1]
    with pytest.raises(TicketGone):
        place.reader.ticket(other)


@pytest.mark.parametrize("kind", TEXTS)
def test_what_was_approved_arrives_once(place: Place, kind: ReplyKind) -> None:
    key = place.new_ticket("Where is it?")
    ticket = place.reader.ticket(key)
    text = f"Grüße,\n  {kind.value} for {ticket.key.id}\n"
    approved = approved_for(ticket, text, kind=kind, new_status=Status.PENDING)
    assert place.writer.find(approved) is None
    receipt = place.writer.send(approved)
    again = place.writer.send(approved)
    found = place.writer.find(approved)
    now = place.reader.ticket(key)
    assert last(now) == (Role.AGENT, approved.outgoing.visibility, text)
    assert now.status is Status.PENDING
    assert now.version.message_count == ticket.version.message_count + 1
    assert found is not None
    assert receipt.message_id == again.message_id == found.message_id == now.messages[-1].id
    assert now.messages[-1].author_name == place.reader.account().name
    assert place.mailed(f"{kind.value} for {key.id}") == (
        1 if kind is ReplyKind.PUBLIC_REPLY else 0
    )


@pytest.mark.parametrize("kind", TEXTS)
def test_files_arrive_once_with_the_very_bytes(place: Place, kind: ReplyKind) -> None:
    key = place.new_ticket("Where is the plan?")
    text = f"Grüße mit Plan, {kind.value} for {key.id}"
    approved = approved_for(place.reader.ticket(key), text, kind=kind, files=desk_files.BOTH)
    receipt = place.writer.send(approved, desk_files.BYTES)
    assert receipt.note == ""
    message = place.reader.ticket(key).messages[-1]
    assert (message.id, message.text) == (receipt.message_id, text)
    assert [(file.name, file.media_type, file.size) for file in message.attachments] == [
        (file.name, file.media_type, file.size) for file in desk_files.BOTH
    ]
    there = tuple(place.reader.attachment(key, file.id) for file in message.attachments)
    assert there == desk_files.BYTES
    again, found = place.writer.send(approved, desk_files.BYTES), place.writer.find(approved)
    assert found is not None
    assert (again.message_id, found.message_id) == (receipt.message_id, receipt.message_id)
    assert (again.note, found.note) == ("", "")
    assert place.mailed(f"{kind.value} for {key.id}") == (
        1 if kind is ReplyKind.PUBLIC_REPLY else 0
    )


def test_a_file_that_arrived_otherwise_is_told(place: Place) -> None:
    """Nothing is sent a second time for it: the text is there."""
    key = place.new_ticket("Where is the plan?")
    approved = approved_for(place.reader.ticket(key), f"Plan {key.id}", files=desk_files.BOTH)
    other = bytes(len(desk_files.PLAN))  # as long, and other bytes
    receipt = place.writer.send(approved, (other, desk_files.PICTURE))
    assert "does not show “Zeltplan März.pdf” as it was approved" in receipt.note
    assert "tent.png" not in receipt.note
    assert place.writer.send(approved, desk_files.BYTES).note == receipt.note
    assert place.reader.ticket(key).version.message_count == 3 - (key.connector == "rt")


def changed(ticket: Ticket, **after: str) -> tuple[FieldChange, ...]:
    before = {"status": ticket.status.value, "assignee": ticket.assignee, "queue": ticket.queue}
    return tuple(FieldChange(name, before.get(name, ""), to) for name, to in after.items())


def test_fields_alone_are_changed_once_and_read_back(place: Place) -> None:
    key = place.new_ticket("Please look")
    ticket = place.reader.ticket(key)
    me = place.reader.account().name
    changes = changed(ticket, status="pending", assignee=me, tag="parcel")
    approved = approved_to_change(ticket, *changes)
    assert place.writer.find(approved) is None
    receipt = place.writer.send(approved)
    now = place.reader.ticket(key)
    assert (now.status, now.assignee, now.tags) == (Status.PENDING, me, ("parcel",))
    assert now.version.message_count == ticket.version.message_count
    assert receipt.note == ""
    found = place.writer.find(approved)
    assert found is not None
    assert (found.message_id, found.note) == (receipt.message_id, "")
    assert place.writer.send(approved).message_id == receipt.message_id
    again = approved_to_change(now, *changed(now, assignee="", tag="lost"))
    place.writer.send(again)
    last = place.reader.ticket(key)
    assert (last.assignee, last.tags) == ("", ("parcel", "lost"))


def test_a_tag_is_taken_away(place: Place) -> None:
    key = place.new_ticket("Please look")
    place.writer.send(approved_to_change(place.reader.ticket(key), FieldChange("tag", "", "a")))
    ticket = place.reader.ticket(key)
    assert "a" in ticket.tags
    place.writer.send(approved_to_change(ticket, FieldChange("tag", "a", "")))
    assert "a" not in place.reader.ticket(key).tags


@pytest.mark.parametrize("mover", ["customer_writes", "other_agent_replies", "field"])
def test_a_ticket_that_moved_on_keeps_its_fields(place: Place, mover: str) -> None:
    key = place.new_ticket("Please look")
    ticket = place.reader.ticket(key)
    approved = approved_to_change(ticket, FieldChange("status", "open", "solved"))
    if mover == "field":
        place.writer.send(approved_to_change(ticket, FieldChange("status", "open", "pending")))
    else:
        getattr(place, mover)(key, "in between")
    before = place.reader.ticket(key).status
    with pytest.raises(TicketMovedOn, match="Nothing was"):
        place.writer.send(approved)
    assert place.reader.ticket(key).status is before


@pytest.mark.parametrize(
    "change",
    [
        FieldChange("status", "open", "deleted"),
        FieldChange("colour", "", "red"),
    ],
    ids=lambda change: change.field,
)
def test_a_field_that_is_not_changed_from_here_is_told(place: Place, change: FieldChange) -> None:
    ticket = place.reader.ticket(place.new_ticket("Please look"))
    with pytest.raises(HelpdeskError, match="Nothing was changed"):
        place.writer.send(approved_to_change(ticket, change))
    now = place.reader.ticket(ticket.key)
    assert now.version.mark == ticket.version.mark


@pytest.mark.parametrize("relation", list(Relation))
def test_a_linked_ticket_is_made_once_and_found(place: Place, relation: Relation) -> None:
    key = place.new_ticket("The tent is torn")
    ticket = place.reader.ticket(key)
    subject, text = f"Zeltstoff prüfen {key.id}", "Bitte prüfen:\n\n  Charge 7, Naht 3.\n"
    approved = approved_to_link(ticket, subject, text, relation)
    assert place.writer.find(approved) is None
    receipt = place.writer.send(approved)
    made = place.reader.ticket(TicketKey(key.connector, receipt.message_id))
    assert (made.subject, made.messages[0].text, made.queue) == (subject, text, ticket.queue)
    assert made.requester.email == place.reader.account().email
    assert receipt.note == f"It is ticket #{made.key.id}."
    found = place.writer.find(approved)
    assert found is not None
    assert found.message_id == place.writer.send(approved).message_id == receipt.message_id
    assert place.mailed(subject) == 0, "the customer hears nothing of it"
    other = approved_to_link(place.reader.ticket(key), subject, "Another text.", relation)
    assert place.writer.find(other) is None


@pytest.mark.parametrize("many", [True, False])
def test_more_than_the_helpdesk_takes_is_refused(place: Place, many: bool) -> None:
    limits = place.writer.limits
    data = b"x" if many else bytes(limits.each + 1)
    count = limits.count + 1 if many else 1
    key = place.new_ticket("Hi")
    files = tuple(named(f"{number}.bin", data) for number in range(count))
    with pytest.raises(HelpdeskError, match="does not take so"):
        place.writer.send(
            approved_for(place.reader.ticket(key), "Hello", files=files), [data] * count
        )
    assert last(place.reader.ticket(key))[2] == "Hi"


@pytest.mark.parametrize("mover", ["customer_writes", "other_agent_replies"])
def test_what_happened_in_between_holds_back(place: Place, mover: str) -> None:
    key = place.new_ticket("Where is it?")
    text = f"too late {mover} {key.id}"
    approved = approved_for(place.reader.ticket(key), text)
    getattr(place, mover)(key, "in between")
    with pytest.raises(TicketMovedOn, match="Nothing was sent"):
        place.writer.send(approved)
    assert last(place.reader.ticket(key))[2] == "in between"
    assert place.mailed(text) == 0


def test_other_recipients_hold_back(place: Place) -> None:
    approved = approved_for(place.reader.ticket(place.new_ticket("Hi")), "Hello")
    other = replace(approved.outgoing, to=("somebody@else.example",))
    with pytest.raises(TicketMovedOn, match="would mail this reply to"):
        place.writer.send(replace(approved, outgoing=other))


@pytest.mark.parametrize(
    "change",
    [
        {"body": ""},
        {"connector": "other"},
        {"account": "somebody else"},
        {"visibility": Visibility.INTERNAL},
        {"attachments": (named("a.pdf", b"never handed over"),)},
        {"new_status": Status.DELETED},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_refused_leaves_nothing_behind(place: Place, change: dict[str, object]) -> None:
    key = place.new_ticket("Hi")
    approved = approved_for(place.reader.ticket(key), "Hello")
    with pytest.raises(HelpdeskError):
        place.writer.send(replace(approved, outgoing=replace(approved.outgoing, **change)))
    assert last(place.reader.ticket(key))[2] == "Hi"

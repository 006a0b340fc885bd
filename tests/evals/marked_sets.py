"""Texts marked by hand: the demo desk's tickets, and messages of public sets as places alone."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from copilot.evals.pii import OURS, Report, measure
from copilot.evals.pii_files import Marked, Row
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.paths import shipped
from copilot.records import Person, PersonalSpan, RestoreMap, Ticket
from copilot.redaction.analyzer import Redactor
from copilot.redaction.ticket import redact_ticket

FOLDER = Path(__file__).resolve().parents[1] / "data" / "pii"
SEED = 20_261  # of the messages that were drawn to be marked
EACH = 50  # messages of a set


def demo_tickets(folder: Path) -> tuple[Ticket, ...]:
    """All tickets of the demo desk; its files are written to `folder`."""
    desk = DemoDesk(folder, shipped("resources", "demo", "tickets.json"), me=Person("", ""))
    reader, cursor, found = desk.reader(), "", []
    while True:
        page = reader.changes(cursor)
        found += page.tickets
        cursor = page.cursor
        if not page.more:
            return tuple(found)


def demo_report(folder: Path, redactor: Redactor) -> Report:
    """Every message of the demo desk as the program itself redacts it: whole tickets, with what
    their records know."""
    marks = json.loads((FOLDER / "demo_desk.json").read_text("utf-8"))
    tickets = {ticket.key.id: ticket for ticket in demo_tickets(folder)}
    rows = []
    for ticket in tickets.values():
        for message in ticket.messages:
            name = f"{ticket.key.id}/{message.id}"
            marked = tuple(Marked(*mark) for mark in marks.pop(name))
            rows.append(Row(name, message.text, marked, group=ticket.key.id))
    assert not marks, f"marked, and not on the desk any more: {sorted(marks)}"
    hidden: dict[str, tuple[PersonalSpan, ...]] = {}

    def hide(row: Row) -> tuple[PersonalSpan, ...]:
        """The whole ticket with its first message."""
        if row.id not in hidden:
            ticket = tickets[row.group]
            _, _, spans = redact_ticket(ticket, RestoreMap(), redactor.redact)
            hidden.update((f"{row.group}/{message}", found) for message, found in spans.items())
        return hidden[row.id]

    return measure(rows, {OURS: hide})


def sample_rows(data: Path) -> tuple[Row, ...]:
    """The marked messages of thunderbird_support and doc2dial below `data`."""
    marks = json.loads((FOLDER / "sample.json").read_text("utf-8"))
    drawn = dict(drawn_messages(data))
    assert drawn.keys() == marks.keys(), "the sets are not the ones that were marked"
    return tuple(
        Row(name, text, tuple(Marked(*mark) for mark in marks[name]))
        for name, text in drawn.items()
    )


def drawn_messages(data: Path) -> Iterator[tuple[str, str]]:
    """50 messages of each set by SEED: "set/thread/turn" and the text."""
    for name, file in (("thunderbird", "thunderbird_support/threads.jsonl"), ("doc2dial", "doc2dial/dialogues.jsonl")):  # fmt: skip  # noqa: E501
        threads = [json.loads(line) for line in (data / file).read_text("utf-8").splitlines()]
        messages = [
            (f"{name}/{thread['id']}/{turn}", said["text"])
            for thread in sorted(threads, key=lambda one: str(one["id"]))
            for turn, said in enumerate(thread["turns"])
        ]
        chance = random.Random(SEED)  # noqa: S311 - no secret
        yield from chance.sample(messages, EACH)

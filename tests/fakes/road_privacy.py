"""The fake road's privacy: a store of a few numbers, corrections that change what is found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from copilot.errors import BadInput
from copilot.records import (
    Correction,
    DataKind,
    Deletion,
    Kept,
    OpenedTicket,
    PersonalSpan,
    PersonKept,
    PrivacyState,
    TicketKey,
)

if TYPE_CHECKING:
    from tests.fakes.road import FakeRoad

NOW = datetime(2026, 11, 16, 8, 10, tzinfo=UTC)
KEPT = (
    Kept(DataKind.TICKETS, 365, 1_204, NOW - timedelta(days=364)),
    Kept(DataKind.DRAFTS, 90, 37, NOW - timedelta(days=88)),
    Kept(DataKind.SENT, 365, 818, NOW - timedelta(days=340)),
    Kept(DataKind.TRACES, 30, 2_310, NOW - timedelta(days=30)),
    Kept(DataKind.QUESTIONS, 180, 6, NOW - timedelta(days=21)),
    Kept(DataKind.LEDGER, 0, 40_112, NOW - timedelta(days=400)),
)
CLEARED = Deletion((("tickets", 3), ("drafts", 1), ("traces", 12)))
DELETED = Deletion(
    (("tickets", 1), ("messages", 4), ("passages", 2), ("vectors", 2), ("traces", 9)),
    (
        "2 rows of the audit chain: their hashes hold the chain together; what they said is gone",
        "1 ticket of somebody else that names them: the name is blacked out in it",
    ),
)
TYPES = {"PERSON", "ADDRESS", "PHONE", "EMAIL", "ORDER", "ACCOUNT", "SECRET", "IBAN", "CARD"}


class FakePrivacy:
    """Has the methods of the real one; `road.faults["privacy change_key"]` makes one raise."""

    def __init__(self, road: FakeRoad) -> None:
        self._road = road
        self.kept = KEPT
        self.corrections: tuple[Correction, ...] = ()
        self.hosts: tuple[str, ...] = ("support.nordlicht.example",)
        self.wall = "seccomp"
        self.locked_by = "keyring"
        self.cleared: list[datetime] = []
        self.clears = CLEARED
        self.deletes = DELETED
        self.passphrases: list[str | None] = []

    def state(self) -> PrivacyState:
        self._road.note_call("privacy state")
        return PrivacyState(
            self.kept,
            self.corrections,
            self.hosts,
            self._road.ledger.all(),
            self.wall,
            self.locked_by,
        )

    def keep_for(self, kind: DataKind, days: int) -> None:
        self._road.note_call("privacy keep_for")
        self.kept = tuple(replace(one, days=days) if one.kind is kind else one for one in self.kept)

    def clear_out(self, now: datetime) -> Deletion:
        self._road.note_call("privacy clear_out")
        self.cleared.append(now)
        return self.clears

    def people(self, text: str) -> tuple[PersonKept, ...]:
        self._road.note_call("privacy people")
        found: dict[str, PersonKept] = {}
        for one in self._road.tickets.values():
            person = one.requester
            if text.lower() in f"{person.name} {person.email}".lower():
                known = found.get(person.email) or PersonKept(person.name, (person.email,), ())
                found[person.email] = replace(known, tickets=(*known.tickets, one.key))
        return tuple(replace(one, mentions=self._mentions(one)) for one in found.values())

    def _mentions(self, person: PersonKept) -> tuple[TicketKey, ...]:
        first = person.name.split()[0]
        return tuple(
            one.key
            for one in self._road.tickets.values()
            if one.key not in person.tickets and any(first in each.text for each in one.messages)
        )

    def delete_person(self, person: PersonKept) -> Deletion:
        self._road.note_call("privacy delete_person")
        for key in person.tickets:
            for shelf in (self._road.tickets, self._road.drafts, self._road.summaries):
                shelf.pop(key, None)
        return self.deletes

    def correct(self, text: str, *, hide: bool, type: str = "PERSON") -> Correction:
        self._road.note_call("privacy correct")
        if len(text) < 2:
            raise BadInput("Select at least 2 characters; nothing was changed.")
        assert type in TYPES, type
        made = Correction(len(self.corrections) + 1, text, hide, type, NOW)
        self.corrections = (*self.corrections, made)
        return made

    def take_back(self, correction: Correction) -> None:
        self._road.note_call("privacy take_back")
        self.corrections = tuple(one for one in self.corrections if one.id != correction.id)

    def shared(self, key: TicketKey, text: str) -> str:
        self._road.note_call("privacy shared")
        opened = self._road.open(key)
        for message in opened.ticket.messages:
            for span in opened.spans.get(message.id, ()):
                text = text.replace(message.text[span.start : span.end], span.placeholder)
        return text

    def change_key(self) -> None:
        self._road.note_call("privacy change_key")
        self._road.wait(None)

    def set_passphrase(self, passphrase: str | None) -> None:
        self._road.note_call("privacy set_passphrase")
        self.passphrases.append(passphrase)
        self.locked_by = "keyring and passphrase" if passphrase else "keyring"

    def corrected(self, opened: OpenedTicket) -> OpenedTicket:
        """A ticket as it is found after the corrections."""
        spans = dict(opened.spans)
        for message in opened.ticket.messages:
            for one in self.corrections:
                found = spans.get(message.id, ())
                if not one.hide:
                    spans[message.id] = tuple(
                        span for span in found if message.text[span.start : span.end] != one.text
                    )
                    continue
                hits = re.finditer(re.escape(one.text), message.text)
                more = (
                    PersonalSpan(m.start(), m.end(), one.type, f"[[{one.type}_9]]") for m in hits
                )
                spans[message.id] = (*found, *more)
        return replace(opened, spans=spans)

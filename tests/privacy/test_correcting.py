"""Corrections by a person: what they refuse, what they drop, what the audit notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from copilot.errors import BadInput
from copilot.privacy.correcting import Correcting
from copilot.records import (
    RedactedTicket,
    RestoreMap,
    Status,
    Summary,
    SummaryLine,
    Ticket,
)
from copilot.store.corrections import Corrections
from copilot.store.prepared import Prepared
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.store.records_for_tests import ticket

BLUE = ticket("1", texts=("Is Big\nBlue still at the shop?",))
OTHER = ticket("2", texts=("My filter leaks.",))
LINE = SummaryLine("It leaks")
SUMMARY = Summary(LINE, (), (), LINE, "calm", "", "low")


@dataclass
class Desk:
    store: Store
    notes: list[tuple[str, str, object]] = field(default_factory=list)
    reread: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        Tickets(self.store).save([BLUE, OTHER])
        self.prepared = Prepared(self.store)
        self.correcting = Correcting(
            Corrections(self.store),
            self.prepared,
            Tickets(self.store),
            lambda: self.reread.append(True),
            lambda *row: self.notes.append(row),
        )
        for one in (BLUE, OTHER):
            self.prepare(one)

    def prepare(self, one: Ticket) -> None:
        redacted = RedactedTicket(one.key, "s", Status.OPEN, "[[CUSTOMER_1]]", (), "en")
        self.prepared.save_redacted(redacted, {}, version=one.version)
        self.prepared.save_summary(one.key, SUMMARY, version=one.version)
        self.prepared.save_restore_map(one.key, RestoreMap((("[[PERSON_1]]", "Big Blue"),)))

    def has(self, one: Ticket) -> bool:
        found = self.prepared.redacted(one.key), self.prepared.summary(one.key)
        assert found[0] is None or found[1] is not None
        return None not in found


@pytest.fixture
def desk() -> Iterator[Desk]:
    store = Store.transient()
    yield Desk(store)
    store.close()


def test_what_was_prepared_from_tickets_with_the_text_is_dropped(desk: Desk) -> None:
    kept = desk.correcting.correct("big  blue", hide=True, type="ACCOUNT")
    assert (kept.text, kept.type) == ("big blue", "ACCOUNT")
    assert (desk.has(BLUE), desk.has(OTHER)) == (False, True)
    assert desk.prepared.restore_map(BLUE.key).originals, "it only grows"
    assert desk.reread == [True]

    desk.prepare(BLUE)
    desk.correcting.take_back(kept)
    assert desk.correcting.all() == ()
    assert (desk.has(BLUE), desk.has(OTHER)) == (False, True)
    desk.correcting.take_back(kept)
    assert len(desk.reread) == 2, "it was gone already"


def test_the_audit_notes_it_without_its_text(desk: Desk) -> None:
    kept = desk.correcting.correct("Big Blue", hide=False)
    desk.correcting.take_back(kept)
    said = {"hide": False, "type": "PLAIN", "tickets": 1}
    assert desk.notes == [
        ("corrected", f"correction/{kept.id}", said),
        ("correction taken back", f"correction/{kept.id}", said),
    ]


REFUSED = {
    "nothing": (" \n", True, "PERSON", "at least 2"),
    "one letter": ("a", True, "PERSON", "at least 2"),
    "only marks": ("--", True, "PERSON", "at least 2"),
    "a whole letter": ("word " * 60, True, "PERSON", "at most 200"),
    "a placeholder": ("Dear [[CUSTOMER_1]]", True, "PERSON", "placeholder"),
    "unseen characters": ("Big\u200bBlue", True, "PERSON", "cannot be seen"),
    "no type": ("Big Blue", True, "COLOUR", "COLOUR"),
    "a card": ("pay with 4111 1111 1111 1111", False, "", "check digits"),
    "a bank account": ("DE89370400440532013000", False, "", "check digits"),
    "the requester": ("dana  WHITFIELD", False, "", "Ticket 1 names"),
    "the requester's e-mail": ("Dana@example.org", False, "", "Ticket 1 names"),
    "an order of the record": ("A-88213", False, "", "Ticket 1 names"),
}


@pytest.mark.parametrize(("text", "hide", "type", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_a_correction_is_refused(
    desk: Desk, text: str, hide: bool, type: str, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        desk.correcting.correct(text, hide=hide, type=type)
    assert desk.correcting.all() == ()
    assert desk.notes == []
    assert desk.has(BLUE)


def test_a_number_that_is_no_card_can_be_shown(desk: Desk) -> None:
    assert desk.correcting.correct("4111 1111 1111 1112", hide=False).text == "4111 1111 1111 1112"

"""A person is deleted: nothing of them is left in the decrypted file, and the chain stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import TooLate
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.paths import Places
from copilot.pipeline import Road
from copilot.records import (
    Draft,
    OutboxState,
    PersonKept,
    QueueView,
    ReplyKind,
    TicketKey,
)
from copilot.store.connection import Connection, cipher_key
from tests.road.conftest import PASSPHRASE, OpenDemo
from tests.road.people import (
    EMAIL,
    NAME,
    NEIGHBOUR,
    ORDER,
    SAID,
    SOLVED,
    desk_of_people,
)
from tests.road.people import OPEN as HERS
from tests.store.test_secrecy import decrypted


@pytest.fixture
def desk(at: Places, tmp_path: Path) -> DemoDesk:
    return desk_of_people(at, tmp_path)


@pytest.fixture
def road(open_demo: OpenDemo, desk: DemoDesk) -> Road:
    road = open_demo()
    road.sync()
    return road


def worked_on(road: Road) -> None:
    """One reply was sent to her, one taken back, one waits; the neighbour has a draft."""
    road.knowledge.update()
    for key in (HERS, NEIGHBOUR):
        road.looked(road.open(key).ticket)
        road.prepare(key, on_step=lambda step: None)
    approved(road, drafted(road, HERS))
    road.deliver()
    note = road.edit(road.blank(HERS, ReplyKind.INTERNAL_NOTE), f"Call {NAME} back.")
    road.looked(road.open(HERS).ticket)
    road.take_back(approved(road, note).approved.id)
    neighbour = drafted(road, NEIGHBOUR)
    road.edit(neighbour, f"{neighbour.text}\nWe have told {NAME}.")
    assert road.knowledge.state().gaps


def drafted(road: Road, key: TicketKey) -> Draft:
    found = road.saved_draft(key, ReplyKind.PUBLIC_REPLY)
    assert found is not None
    return found


def approved(road: Road, draft: Draft):
    for finding in draft.findings:
        if finding.severity == "accept":
            draft = road.accept(draft, finding)
    return road.approve(draft, road.outgoing(draft, new_status=None))


def her(road: Road) -> PersonKept:
    [person] = road.privacy.people(NAME)
    return person


def vectors(road: Road) -> list[bytes]:
    """The bytes of every vector made from her tickets, as they lie in the file."""

    def read(db: Connection) -> list[bytes]:
        source = f"ticket:demo:{SOLVED.id}"
        sql = """
            SELECT vector, code FROM passage_vectors v JOIN passage_codes c ON c.rowid = v.id
            WHERE v.id & 4294967295 IN (SELECT id FROM passages WHERE source = ?)
        """
        stored = db.execute(sql, (source,)).fetchall()
        missed = db.execute("SELECT vector FROM misses WHERE ticket = ?", (HERS.id,)).fetchall()
        return [*(v[:64] for v, _ in stored), *(c[:24] for _, c in stored), *(v for (v,) in missed)]

    return road.privacy.letting_go.store.read(read)


def in_the_file(at: Places) -> bytes:
    key = cipher_key(PASSPHRASE, at.store.read_bytes()[:16])
    return decrypted(at.store, bytes.fromhex(key[:64]))


def test_somebody_is_found_by_name_or_address(road: Road) -> None:
    expected = PersonKept(NAME, (EMAIL,), (HERS, SOLVED), (NEIGHBOUR,))
    for text in (NAME, "brandwein", "Brandwein OTTILIE", EMAIL.upper()):
        assert road.privacy.people(text) == (expected,), text
    assert road.privacy.people("Brand") == ()
    assert road.privacy.people("  ") == ()


def test_nothing_of_a_deleted_person_is_left(road: Road, desk: DemoDesk, at: Places) -> None:
    worked_on(road)
    hers = vectors(road)
    assert len(hers) >= 3
    road.close()
    before = in_the_file(at)
    assert all(text.encode() in before for text in SAID)
    assert all(vector in before for vector in hers)


def test_the_whole_of_it(open_demo: OpenDemo, desk: DemoDesk, at: Places) -> None:
    road = open_demo()
    road.sync()
    worked_on(road)
    hers = vectors(road)
    copy = at.store.with_name("store.db.before-m008")
    copy.write_bytes(b"what a migration left")
    done = road.privacy.delete_person(her(road))
    counts = dict(done.counts)
    assert (counts["tickets"], counts["messages"]) == (2, 4)
    assert counts["approved texts"] == 2
    assert counts["mentions in tickets of others"] == 1
    assert counts["copies of the store"] == 1
    for name in ("drafts", "restore maps", "summaries", "traces", "passages", "questions"):
        assert counts[name] > 0, name
    assert counts["contents of audit rows"] >= 8
    assert any("helpdesk itself" in sentence for sentence in done.stayed)
    about = {row.subject for row in road.audit.rows()}
    assert about & {"demo/9001", "demo/9002", "demo/9003"} == {"demo/9003"}
    assert road.audit.broken_export(road.audit.export().data) == ()
    assert road.audit.broken() == ()
    assert not copy.exists()
    assert at.store.with_name("store.db-wal").stat().st_size == 0

    assert road.privacy.people(NAME) == ()
    assert {row.key for row in road.queue(QueueView.ALL)} >= {NEIGHBOUR}
    assert "[deleted]" in road.open(NEIGHBOUR).ticket.messages[0].text
    assert [(item.state, item.approved.outgoing.body) for item in road.outbox()] == [
        (OutboxState.CONFIRMED, ""),
        (OutboxState.TAKEN_BACK, ""),
    ]
    road.close()
    after = in_the_file(at)
    assert [text for text in SAID if text.encode() in after] == []
    assert [text for text in SAID if text.casefold().encode() in after] == []
    assert [vector for vector in hers if vector in after] == []
    assert b"demo/9001" not in after

    road = open_demo()
    assert road.audit.broken() == ()
    road.privacy.letting_go.tickets.set_cursor("demo", "")
    road.sync()
    assert road.privacy.people(EMAIL)[0].tickets == ()  # the neighbour's ticket came again
    desk.customer_writes(HERS.id, "I am back.")
    road.sync()
    assert road.privacy.people(EMAIL)[0].tickets == (HERS,)


def test_what_waits_is_taken_back_and_what_is_under_way_forbids_it(road: Road) -> None:
    worked_on(road)
    note = road.edit(road.blank(HERS, ReplyKind.INTERNAL_NOTE), "Second note.")
    item = approved(road, note)
    done = dict(road.privacy.delete_person(her(road)).counts)
    assert done["approvals taken back"] == 1
    assert road.outbox()[-1].state is OutboxState.TAKEN_BACK
    assert road.outbox()[-1].approved.id == item.approved.id
    assert road.audit.broken() == ()


def test_nothing_is_deleted_while_a_reply_is_on_its_way(road: Road) -> None:
    note = road.edit(road.blank(HERS, ReplyKind.INTERNAL_NOTE), "A note.")
    road.looked(road.open(HERS).ticket)
    item = approved(road, note)
    road.privacy.letting_go.store.write(
        lambda db: db.execute("UPDATE outbox SET state = 'sending'")
    )
    with pytest.raises(TooLate, match="Nothing was deleted"):
        road.privacy.delete_person(her(road))
    assert road.open(HERS).ticket.requester.name == NAME
    assert road.outbox()[0].approved == item.approved


def test_a_name_that_only_others_write_is_taken_out(road: Road) -> None:
    [person] = road.privacy.people("order Q-555123")
    assert (person.tickets, set(person.mentions)) == ((), {NEIGHBOUR})
    assert ORDER in road.open(NEIGHBOUR).ticket.messages[0].text
    road.privacy.delete_person(person)
    assert ORDER not in road.open(NEIGHBOUR).ticket.messages[0].text

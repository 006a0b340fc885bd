"""The outbox, and what the database refuses to anybody who writes to the file directly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from copilot.errors import Bug
from copilot.records import OutboxItem, OutboxState, Receipt, TicketKey
from copilot.store.connection import Connection
from copilot.store.outbox import OutboxRows
from copilot.store.store import Store
from tests.store.records_for_tests import START, approved

WAITING = OutboxItem(approved(), OutboxState.WAITING, START + timedelta(seconds=10))


@pytest.fixture
def outbox(store: Store) -> OutboxRows:
    return OutboxRows(store)


@pytest.fixture
def filled(outbox: OutboxRows) -> OutboxRows:
    outbox.save_approval(WAITING.approved)
    outbox.enqueue(WAITING)
    return outbox


def test_an_item_comes_back_as_it_was(filled: OutboxRows):
    assert filled.get("ap1") == WAITING
    assert filled.all() == (WAITING,)
    assert filled.approval("ap1") == WAITING.approved
    assert filled.get("ap2") is None
    assert filled.approval("ap2") is None


def test_items_of_a_state_come_in_the_order_they_entered(filled: OutboxRows):
    second = replace(WAITING, approved=approved("ap0", body="Second"), not_before=START)
    filled.save_approval(second.approved)
    filled.enqueue(second)
    assert filled.in_state(OutboxState.WAITING) == (WAITING, second)
    filled.update(replace(second, state=OutboxState.SENDING))
    assert filled.in_state(OutboxState.WAITING) == (WAITING,)
    assert filled.in_state(OutboxState.SENDING) == (replace(second, state=OutboxState.SENDING),)


def test_an_approval_of_a_version_that_knew_no_changes_is_as_it_was_written(
    outbox: OutboxRows, direct: Connection
):
    outbox.save_approval(WAITING.approved)
    row = direct.execute("SELECT * FROM approvals").fetchone()
    before = "json_remove(record, '$.outgoing.changes', '$.outgoing.relation')"
    for (name,) in direct.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'approvals'"
    ).fetchall():
        direct.execute(f"DROP TRIGGER {name}")
    direct.execute(f"UPDATE approvals SET record = {before}")  # noqa: S608
    assert direct.execute("SELECT * FROM approvals").fetchone() != row
    outbox.enqueue(WAITING)
    assert outbox.faults() == ()
    assert outbox.get("ap1") == WAITING
    direct.execute("UPDATE approvals SET record = json_remove(record, '$.outgoing.bcc')")
    assert outbox.faults() == (("ap1", "its record is not what was written"),)


def test_an_update_writes_the_state_and_nothing_of_the_approval(filled: OutboxRows):
    moved = replace(WAITING, state=OutboxState.SENDING, tries=2, reason="Going out.")
    filled.update(moved)
    assert filled.get("ap1") == moved
    other = replace(WAITING.approved, signature="00" * 64)
    filled.update(replace(moved, approved=other, tries=3))
    assert filled.get("ap1") == replace(moved, tries=3)


def test_state_and_receipt_are_written_together(filled: OutboxRows):
    receipt = Receipt("ap1", "m99", START)
    confirmed = replace(WAITING, state=OutboxState.CONFIRMED)
    with pytest.raises(Bug, match="for what was sent"):
        filled.confirm(confirmed, receipt)
    filled.update(replace(WAITING, state=OutboxState.SENDING))
    filled.confirm(confirmed, receipt)
    with pytest.raises(Bug, match="receipt"):
        filled.confirm(confirmed, replace(receipt, message_id="m100"))
    assert filled.get("ap1") == confirmed
    assert filled.receipt("ap1") == receipt
    with pytest.raises(Bug):
        filled.confirm(replace(WAITING, approved=approved("ap2")), receipt)


def moved_to(filled: OutboxRows, state: OutboxState) -> None:
    """Every step on the way to it."""
    if state is OutboxState.WAITING:
        return
    if state not in (OutboxState.TAKEN_BACK, OutboxState.SENDING):
        filled.update(replace(WAITING, state=OutboxState.SENDING))
    item = replace(WAITING, state=state)
    if state is OutboxState.CONFIRMED:
        filled.confirm(item, Receipt("ap1", "m99", START))
    else:
        filled.update(item)


ALLOWED = {
    OutboxState.WAITING: "waiting, sending, taken back, rejected, expired",
    OutboxState.SENDING: "sending, waiting, confirmed, conflict, rejected, expired, unknown",
    OutboxState.UNKNOWN: "unknown, confirmed, waiting, taken back",
}


@pytest.mark.parametrize("after", OutboxState)
@pytest.mark.parametrize("before", OutboxState)
def test_an_item_skips_no_step_and_what_is_done_stays_done(
    filled: OutboxRows, before: OutboxState, after: OutboxState
):
    moved_to(filled, before)
    allowed = ALLOWED.get(before, "").split(", ")
    if after.value not in allowed:
        with pytest.raises(Bug, match=r"is done|no step|has a receipt"):
            filled.update(replace(WAITING, state=after))
        assert filled.get("ap1").state is before
    elif after is OutboxState.CONFIRMED:
        with pytest.raises(Bug, match="has a receipt"):
            filled.update(replace(WAITING, state=after))
        filled.confirm(replace(WAITING, state=after), Receipt("ap1", "m99", START))
    else:
        filled.update(replace(WAITING, state=after))
        assert filled.get("ap1").state is after


def test_the_repository_refuses_too(outbox: OutboxRows):
    with pytest.raises(Bug, match="FOREIGN KEY"):
        outbox.enqueue(WAITING)
    outbox.save_approval(WAITING.approved)
    with pytest.raises(Bug, match="written once"):
        outbox.save_approval(WAITING.approved)
    with pytest.raises(Bug, match="FOREIGN KEY"):
        outbox.enqueue(replace(WAITING, approved=replace(WAITING.approved, digest="0" * 64)))
    with pytest.raises(Bug, match="not in the outbox"):
        outbox.update(WAITING)
    assert outbox.all() == ()


ROW = "INSERT INTO outbox VALUES ('{id}', '{digest}', '{state}', '2026', 0, '', 9)"
REFUSED = {
    "a row without approval": (ROW.format(id="apX", digest="0" * 64, state="waiting"), "FOREIGN"),
    "a row with another digest": (
        "INSERT INTO outbox SELECT 'ap2', printf('%064d', 0), 'waiting', '2026', 0, '', 9",
        "FOREIGN",
    ),
    "a second row": (
        "INSERT INTO outbox SELECT approval, digest, 'waiting', '2026', 0, '', 9 FROM outbox",
        "enters the outbox once",
    ),
    "a second row in place of the first": (
        "INSERT OR REPLACE INTO outbox "
        "SELECT approval, digest, 'waiting', '2026', 0, '', 9 FROM outbox",
        "enters the outbox once",
    ),
    "another's place": (
        "INSERT OR REPLACE INTO outbox "
        "SELECT id, digest, 'waiting', '2026', 0, '', 1 FROM approvals WHERE id = 'ap2'",
        "enters the outbox once",
    ),
    "a row that is already on its way": (
        "INSERT INTO outbox SELECT id, digest, 'sending', '2026', 0, '', 9 FROM approvals "
        "WHERE id = 'ap2'",
        "waits first",
    ),
    "a state nobody knows": ("UPDATE outbox SET state = 'sent'", "skips no step"),
    "fewer tries": ("UPDATE outbox SET tries = -1", "only added"),
    "confirmed without receipt": ("UPDATE outbox SET state = 'confirmed'", "has a receipt"),
    "the same draft again": (
        "INSERT INTO outbox SELECT id, digest, 'waiting', '2026', 0, '', 9 FROM approvals "
        "WHERE id = 'ap4'",
        "a draft goes out once",
    ),
    "an approval of another ticket than its record says": (
        "INSERT INTO approvals SELECT 'ap3', connector, '18', body, digest, signature, approver, "
        "approved, json_set(record, '$.id', 'ap3'), NULL FROM approvals WHERE id = 'ap1'",
        "says the same",
    ),
    "an approval of another time than its record says": (
        "INSERT INTO approvals SELECT 'ap3', connector, ticket, body, digest, signature, approver, "
        "'2026-03-09', json_set(record, '$.id', 'ap3'), NULL FROM approvals WHERE id = 'ap1'",
        "says the same",
    ),
    "an approval without expiry": (
        "INSERT INTO approvals SELECT 'ap3', connector, ticket, body, digest, signature, approver, "
        "approved, json_set(record, '$.id', 'ap3', '$.expires', null), NULL FROM approvals "
        "WHERE id = 'ap1'",
        "names its expiry",
    ),
    "another approval": ("UPDATE outbox SET approval = 'ap2'", "keeps its approval"),
    "another digest": ("UPDATE outbox SET digest = printf('%064d', 0)", "keeps its approval"),
    "deleting a row": ("DELETE FROM outbox", "is not deleted"),
    "another body": ("UPDATE approvals SET body = 'Pay me'", "never changes"),
    "another digest of the approval": (
        "UPDATE approvals SET digest = printf('%064d', 0)",
        "never changes",
    ),
    "another record": (
        "UPDATE approvals SET record = json_set(record, '$.outgoing.body', 'Pay me')",
        "never changes",
    ),
    "erasing what still waits": (
        "UPDATE approvals SET erased = '2026', ticket = '', body = '', record = json_set(record, "
        "'$.outgoing.body', '', '$.outgoing.subject', '', '$.outgoing.ticket_id', '', "
        "'$.outgoing.to', json('[]'))",
        "its text may go",
    ),
    "an erased one that holds a recipient": (
        "UPDATE approvals SET erased = '2026', ticket = '', body = '', record = json_set(record, "
        "'$.outgoing.body', '', '$.outgoing.subject', '', '$.outgoing.ticket_id', '')",
        "its text may go",
    ),
    "an approval that enters without its text": (
        "INSERT INTO approvals SELECT 'ap3', connector, ticket, body, digest, signature, approver, "
        "approved, json_set(record, '$.id', 'ap3'), '2026' FROM approvals WHERE id = 'ap1'",
        "entered with its text",
    ),
    "another approver": ("UPDATE OR REPLACE approvals SET approver = 'Eve'", "never changes"),
    "deleting an approval": ("DELETE FROM approvals", "is not deleted"),
    "an approval in place of another": (
        "INSERT OR REPLACE INTO approvals SELECT * FROM approvals",
        "written once",
    ),
    "an approval whose body is not the one in its record": (
        "INSERT INTO approvals SELECT 'ap3', connector, ticket, 'Pay me', digest, signature, "
        "approver, approved, json_set(record, '$.id', 'ap3'), NULL FROM approvals WHERE id = 'ap1'",
        "CHECK",
    ),
    "an approval with a short digest": (
        "INSERT INTO approvals SELECT 'ap3', connector, ticket, body, 'abc', signature, approver, "
        "approved, json_set(record, '$.id', 'ap3', '$.digest', 'abc'), NULL FROM approvals "
        "WHERE id = 'ap1'",
        "CHECK",
    ),
    "a receipt for nothing": ("INSERT INTO receipts VALUES ('apX', 'm1', '2026')", "FOREIGN"),
    "a receipt for what waits": ("INSERT INTO receipts VALUES ('ap1', 'm1', '2026')", "was sent"),
}


def everything(db: Connection) -> list[object]:
    both = ("SELECT * FROM approvals", "SELECT * FROM outbox")
    return [row for sql in both for row in db.execute(sql).fetchall()]


@pytest.mark.parametrize(("statement", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(filled: OutboxRows, direct: Connection, statement: str, words: str):
    filled.save_approval(approved("ap2", body="Second"))
    again = approved("ap4")
    out = replace(again.outgoing, draft_id=WAITING.approved.outgoing.draft_id)
    filled.save_approval(replace(again, outgoing=out))
    before = everything(direct)
    with pytest.raises(sqlcipher.IntegrityError, match=words):
        direct.execute(statement)
    assert everything(direct) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE receipts SET message = 'm1'",
        "DELETE FROM receipts",
        "INSERT OR REPLACE INTO receipts SELECT approval, 'm1', confirmed FROM receipts",
    ],
)
def test_a_receipt_is_kept(filled: OutboxRows, direct: Connection, change: str):
    moved_to(filled, OutboxState.CONFIRMED)
    direct.execute("PRAGMA recursive_triggers = OFF")
    with pytest.raises(sqlcipher.IntegrityError):
        direct.execute(change)
    assert filled.receipt("ap1").message_id == "m99"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_head SET number = 7",
        "UPDATE audit_head SET sha256 = printf('%064d', 1)",
        "DELETE FROM audit_head",
        "INSERT OR REPLACE INTO audit_head VALUES (1, 0, printf('%064d', 1))",
    ],
)
def test_the_head_of_the_chain_is_kept(store: Store, direct: Connection, change: str):
    direct.execute("PRAGMA recursive_triggers = OFF")
    with pytest.raises(sqlcipher.IntegrityError):
        direct.execute(change)


def test_what_one_draft_and_one_ticket_have(filled: OutboxRows):
    second = replace(WAITING, approved=approved("ap2", body="Second"))
    filled.save_approval(second.approved)
    filled.enqueue(second)
    assert filled.of_draft("d-ap2") == (second,)
    assert filled.of_ticket(TicketKey("rt", "17")) == (WAITING, second)
    assert filled.of_ticket(TicketKey("demo", "17")) == ()
    assert filled.faults() == ()

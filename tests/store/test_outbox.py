"""The outbox, and what the database refuses to anybody who writes to the file directly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from copilot.errors import Bug
from copilot.records import OutboxItem, OutboxState, Receipt
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


def test_items_are_due_in_the_order_they_came(filled: OutboxRows):
    second = replace(WAITING, approved=approved("ap0", body="Second"), not_before=START)
    filled.save_approval(second.approved)
    filled.enqueue(second)
    assert filled.due(START) == (second,)
    assert filled.due(START + timedelta(seconds=9)) == (second,)
    assert filled.due(START + timedelta(seconds=10)) == (WAITING, second)
    filled.update(replace(second, state=OutboxState.SENDING))
    assert filled.due(START + timedelta(days=1)) == (WAITING,)
    assert filled.in_state(OutboxState.SENDING) == (replace(second, state=OutboxState.SENDING),)


def test_an_update_writes_the_state_and_nothing_of_the_approval(filled: OutboxRows):
    moved = replace(WAITING, state=OutboxState.UNKNOWN, tries=2, reason="The connection broke.")
    filled.update(moved)
    assert filled.get("ap1") == moved
    other = replace(WAITING.approved, signature="00" * 64)
    filled.update(replace(moved, approved=other, tries=3))
    assert filled.get("ap1") == replace(moved, tries=3)


def test_state_and_receipt_are_written_together(filled: OutboxRows):
    receipt = Receipt("ap1", "m99", START)
    confirmed = replace(WAITING, state=OutboxState.CONFIRMED)
    filled.confirm(confirmed, receipt)
    filled.confirm(confirmed, replace(receipt, message_id="m100"))
    assert filled.get("ap1") == confirmed
    assert filled.receipt("ap1") == receipt
    with pytest.raises(Bug):
        filled.confirm(replace(WAITING, approved=approved("ap2")), receipt)


@pytest.mark.parametrize("state", [OutboxState.CONFIRMED, OutboxState.TAKEN_BACK])
def test_what_is_done_stays_done(filled: OutboxRows, state: OutboxState):
    filled.update(replace(WAITING, state=state))
    with pytest.raises(Bug, match="is done"):
        filled.update(WAITING)
    assert filled.get("ap1").state is state


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
    "a state nobody knows": ("UPDATE outbox SET state = 'sent'", "CHECK"),
    "negative tries": ("UPDATE outbox SET tries = -1", "CHECK"),
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
    "another approver": ("UPDATE OR REPLACE approvals SET approver = 'Eve'", "never changes"),
    "deleting an approval": ("DELETE FROM approvals", "is not deleted"),
    "an approval in place of another": (
        "INSERT OR REPLACE INTO approvals SELECT * FROM approvals",
        "written once",
    ),
    "an approval whose body is not the one in its record": (
        "INSERT INTO approvals SELECT 'ap3', connector, ticket, 'Pay me', digest, signature, "
        "approver, approved, json_set(record, '$.id', 'ap3') FROM approvals WHERE id = 'ap1'",
        "CHECK",
    ),
    "an approval with a short digest": (
        "INSERT INTO approvals SELECT 'ap3', connector, ticket, body, 'abc', signature, approver, "
        "approved, json_set(record, '$.id', 'ap3', '$.digest', 'abc') FROM approvals "
        "WHERE id = 'ap1'",
        "CHECK",
    ),
    "a receipt for nothing": ("INSERT INTO receipts VALUES ('apX', 'm1', '2026')", "FOREIGN"),
}


def everything(db: Connection) -> list[object]:
    both = ("SELECT * FROM approvals", "SELECT * FROM outbox")
    return [row for sql in both for row in db.execute(sql).fetchall()]


@pytest.mark.parametrize(("statement", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(filled: OutboxRows, direct: Connection, statement: str, words: str):
    filled.save_approval(approved("ap2", body="Second"))
    before = everything(direct)
    with pytest.raises(sqlcipher.IntegrityError, match=words):
        direct.execute(statement)
    assert everything(direct) == before


@pytest.mark.parametrize("state", ["confirmed", "taken back"])
def test_the_database_lets_nothing_out_of_a_final_state(
    filled: OutboxRows, direct: Connection, state: str
):
    direct.execute("UPDATE outbox SET state = ?", (state,))
    with pytest.raises(sqlcipher.IntegrityError, match="is done"):
        direct.execute("UPDATE outbox SET state = 'waiting'")

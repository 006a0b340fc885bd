"""What is counted of each kind, and what is old enough to go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from copilot.records import (
    DataKind,
    Judgement,
    LedgerRow,
    OutboxItem,
    OutboxState,
    RedactedText,
    RestoreMap,
    Status,
    Trace,
)
from copilot.settings import Retention
from copilot.store.drafts import Drafts
from copilot.store.keeping import Keeping
from copilot.store.knowledge import KnowledgeLog
from copilot.store.ledger import Ledger
from copilot.store.letting_go import LettingGo, source_of
from copilot.store.outbox import OutboxRows
from copilot.store.passages import Passages
from copilot.store.prepared import Prepared
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from copilot.store.traces import Traces
from tests.store.records_for_tests import (
    START,
    approved,
    document,
    draft,
    indexed,
    passage,
    ticket,
    vector,
)

NOW = START + timedelta(days=100)
OLD = ticket("1", status=Status.SOLVED)
YOUNG = ticket("2", status=Status.SOLVED, hours=24 * 90)
LIVE = ticket("3")


def trace(name: str, when: datetime) -> Trace:
    return Trace(name, OLD.key, "summary", "read", "1", "", "", (), 1, 0, 1, 0.1, 0.2, when)


@pytest.fixture
def keeping(store: Store) -> Keeping:
    Tickets(store).save([OLD, YOUNG, LIVE])
    Prepared(store).save_restore_map(OLD.key, RestoreMap((("[[X_1]]", "x"),)))
    index = Passages(store)
    about = replace(document(), id=source_of(OLD.key))
    index.replace([indexed(about, passage("Kettle"), vectors=[vector(1.0)])])
    log = KnowledgeLog(store)
    log.miss(RedactedText("Old?"), vector(1.0), LIVE.key, START)
    log.miss(RedactedText("New?"), vector(1.0), LIVE.key, NOW)
    log.judge("a.md", "A", Judgement.USED, vector(1.0), LIVE.key, START)
    log.judge(source_of(OLD.key), "B", Judgement.USED, vector(1.0), LIVE.key, NOW)
    for name, when in (("t1", START), ("t2", NOW)):
        Traces(store).add(replace(trace(name, when), ticket=LIVE.key))
        Ledger(store).add(LedgerRow(when, "rt.example.com", "sync", 1, 2, 3))
    return Keeping(store, LettingGo(store, index))


def days(count: int) -> datetime:
    return NOW - timedelta(days=count)


def test_each_kind_is_counted_with_its_oldest(keeping: Keeping):
    kept = {one.kind: one for one in keeping.kept(Retention(traces=7))}
    assert (kept[DataKind.TICKETS].rows, kept[DataKind.TICKETS].oldest) == (2, START)
    assert (kept[DataKind.TRACES].rows, kept[DataKind.TRACES].days) == (2, 7)
    assert kept[DataKind.QUESTIONS].rows == 4
    assert (kept[DataKind.LEDGER].rows, kept[DataKind.LEDGER].oldest) == (2, START)
    assert (kept[DataKind.SENT].rows, kept[DataKind.SENT].oldest) == (0, None)


def test_closed_tickets_go_with_all_that_was_made_of_them(keeping: Keeping, store: Store):
    counts = keeping.clear(DataKind.TICKETS, days(30))
    assert counts == {
        "tickets": 1,
        "messages": 1,
        "restore maps": 1,
        "passages": 1,
        "feedback": 1,
    }
    assert Tickets(store).get(OLD.key) is None
    assert Passages(store).sources() == ()
    assert {one.key for one in Tickets(store).solved()} == {YOUNG.key}
    assert keeping.clear(DataKind.TICKETS, days(30)) == {}


def test_a_ticket_stays_while_a_reply_is_on_its_way(keeping: Keeping, store: Store):
    rows, item = OutboxRows(store), approved()
    about = replace(item.outgoing, ticket_id=OLD.key.id, connector=OLD.key.connector)
    item = OutboxItem(replace(item, outgoing=about), OutboxState.WAITING, START)
    rows.save_approval(item.approved)
    rows.enqueue(item)
    assert keeping.clear(DataKind.TICKETS, days(30)) == {}
    rows.update(replace(item, state=OutboxState.TAKEN_BACK))
    assert keeping.clear(DataKind.TICKETS, days(30))["tickets"] == 1
    assert keeping.done(days(30)) == (item.approved.id,)


@pytest.mark.parametrize(
    ("kind", "gone"),
    [
        (DataKind.TRACES, {"traces": 1}),
        (DataKind.LEDGER, {"ledger rows": 1}),
        (DataKind.QUESTIONS, {"questions": 1, "feedback": 1}),
    ],
)
def test_what_is_old_goes_and_what_is_young_stays(keeping: Keeping, kind: DataKind, gone: object):
    assert keeping.clear(kind, days(30)) == gone
    left = {one.kind: one for one in keeping.kept(Retention())}[kind]
    assert left.rows == {DataKind.QUESTIONS: 2}.get(kind, 1)
    assert left.oldest == NOW


def test_drafts_go_by_their_last_text_and_never_while_they_are_sent(keeping: Keeping, store: Store):
    drafts, rows = Drafts(store), OutboxRows(store)
    waiting = replace(draft(LIVE, "Waits"), id="d1")
    sent = replace(draft(LIVE, "Is sent"), id="d2")
    for one in (waiting, sent):
        drafts.save(one)
    item = approved()
    item = OutboxItem(
        replace(item, outgoing=replace(item.outgoing, draft_id="d2")), OutboxState.WAITING, START
    )
    rows.save_approval(item.approved)
    rows.enqueue(item)
    in_future = datetime.now(START.tzinfo) + timedelta(days=1)
    assert keeping.clear(DataKind.DRAFTS, in_future - timedelta(days=2)) == {"drafts": 0}
    assert keeping.clear(DataKind.DRAFTS, in_future) == {"drafts": 1}
    assert drafts.get("d1") is None
    assert drafts.get("d2") == sent

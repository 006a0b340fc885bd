"""The rows of the audit chain in the file: appended in order, refused any change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from copilot.audit.chain import FIRST, record, verify
from copilot.errors import Bug
from copilot.records import AuditRow
from copilot.store.audit import AuditRows
from copilot.store.connection import Connection
from copilot.store.store import Store
from tests.store.records_for_tests import START


@pytest.fixture
def rows(store: Store) -> AuditRows:
    rows = AuditRows(store)
    for number in range(3):
        record(rows, "seen", actor="mira", subject=f"rt/{number}", payload={"version": number})
    return rows


def test_the_chain_comes_back_whole(rows: AuditRows):
    kept = rows.all()
    assert [row.number for row in kept] == [1, 2, 3]
    assert [row.previous for row in kept] == [FIRST, kept[0].sha256, kept[1].sha256]
    assert rows.head() == (3, kept[2].sha256)
    assert verify(kept, rows.head()) == ()


def test_an_empty_chain_has_a_head(store: Store):
    rows = AuditRows(store)
    assert (rows.all(), rows.head()) == ((), (0, FIRST))
    assert verify(rows.all(), rows.head()) == ()


def test_many_threads_make_one_chain(store: Store):
    rows = AuditRows(store)

    def one(number: int) -> None:
        record(rows, "seen", actor="mira", subject=f"rt/{number}", payload={})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(60)))
    assert len(rows.all()) == 60
    assert {row.subject for row in rows.all()} == {f"rt/{number}" for number in range(60)}
    assert verify(rows.all(), rows.head()) == ()


@pytest.mark.parametrize("number", [2, 3, 5])
def test_a_row_that_does_not_continue_the_chain_is_refused(rows: AuditRows, number: int):
    last = rows.all()[-1]
    stray = AuditRow(number, START, "eve", "sent", "rt/1", "{}", last.previous, "0" * 64)
    with pytest.raises(Bug, match="continues the chain"):
        rows.append(lambda _: stray)
    assert rows.head() == (3, last.sha256)


REFUSED = {
    "change": "UPDATE audit SET payload = '{}' WHERE number = 2",
    "change or replace": "UPDATE OR REPLACE audit SET number = 9 WHERE number = 2",
    "delete one": "DELETE FROM audit WHERE number = 3",
    "delete all": "DELETE FROM audit",
    "replace": "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 2",
    "text that is no JSON": "INSERT INTO audit SELECT 4, created, actor, event, subject, 'text', "
    "sha256, sha256 FROM audit WHERE number = 3",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(rows: AuditRows, direct: Connection, statement: str):
    before = rows.all()
    with pytest.raises(sqlcipher.IntegrityError):
        direct.execute(statement)
    assert rows.all() == before


def test_a_tail_cut_by_force_is_found(rows: AuditRows, direct: Connection):
    direct.execute("DROP TRIGGER audit_stays")
    direct.execute("DELETE FROM audit WHERE number > 1")
    (broken,) = verify(rows.all(), rows.head())
    assert (broken.number, broken.why) == (2, "rows 2 to 3 are missing")


def test_what_a_row_is_about_goes_only_when_the_chain_says_so(rows: AuditRows, direct: Connection):
    record(rows, "seen", actor="mira", subject="rt/7", payload={"messages": 2}, apart=True)
    kept = rows.all()[-1]
    assert (kept.subject, kept.content.subject) == ("", "rt/7")
    assert rows.about(["rt/7", "rt/1"]) == ((4,), 1)
    with pytest.raises(Bug, match="goes with a person alone"):
        rows.forget([4])
    for statement in (
        "UPDATE audit_contents SET subject = 'rt/8'",
        "DELETE FROM audit_contents",
        "INSERT INTO audit_contents VALUES (2, printf('%064d', 0), 'rt/1', '{}')",
        "INSERT OR REPLACE INTO audit_contents SELECT * FROM audit_contents",
    ):
        with pytest.raises(sqlcipher.IntegrityError):
            direct.execute(statement)
    record(rows, "person deleted", actor="mira", subject="store", payload={"rows": ["4"]})
    rows.forget([4])
    assert rows.all()[3].content is None
    assert verify(rows.all(), rows.head()) == ()

"""Sealing, recording, and finding every kind of broken chain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from copilot.audit.chain import FIRST, Broken, canonical, digest, head_text, record, sealed, verify
from copilot.records import AuditRow

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class ListedRows:
    """A chain in a list."""

    def __init__(self) -> None:
        self.rows: list[AuditRow] = []

    def append(self, make: Callable[[AuditRow | None], AuditRow]) -> AuditRow:
        self.rows.append(make(self.rows[-1] if self.rows else None))
        return self.rows[-1]

    def all(self) -> tuple[AuditRow, ...]:
        return tuple(self.rows)

    def head(self) -> tuple[int, str]:
        return (len(self.rows), self.rows[-1].sha256) if self.rows else (0, FIRST)


@pytest.fixture
def chain() -> ListedRows:
    rows = ListedRows()
    for number in range(5):
        payload = {"draft": f"d{number}", "sha256": "ab" * 32}
        record(rows, "approved", actor="mira", subject="rt/17", payload=payload, now=NOON)
    return rows


def test_a_row_is_sealed_over_exactly_these_bytes():
    row = AuditRow(1, NOON, "mira", "seen", "rt/17", '{"a":1}', FIRST)
    text = (
        '{"actor":"mira","created":"2026-03-02T12:00:00.000000+00:00","event":"seen","number":1,'
        '"payload":"{\\"a\\":1}","previous":"' + FIRST + '","subject":"rt/17"}'
    )
    assert digest(row) == hashlib.sha256(text.encode()).hexdigest()
    assert sealed(row) == replace(row, sha256=digest(row))


def test_the_seal_does_not_depend_on_the_time_zone():
    row = AuditRow(1, NOON, "mira", "seen", "rt/17", "{}", FIRST)
    berlin = NOON.astimezone(timezone(timedelta(hours=1)))
    assert digest(replace(row, created=berlin)) == digest(row)


CHANGES = {
    "number": 9,
    "created": NOON + timedelta(microseconds=1),
    "actor": "eve",
    "event": "sent",
    "subject": "rt/18",
    "payload": "{}",
    "previous": "1" * 64,
    "sha256": "2" * 64,
}


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("place", range(5))
def test_any_changed_field_of_any_row_is_found(chain: ListedRows, field: str, place: int):
    rows = list(chain.all())
    rows[place] = replace(rows[place], **{field: CHANGES[field]})
    assert "the row was changed" in [broken.why for broken in verify(rows, chain.head())]


@pytest.mark.parametrize("place", range(5))
def test_a_changed_row_that_was_sealed_again_is_found(chain: ListedRows, place: int):
    rows = list(chain.all())
    rows[place] = sealed(replace(rows[place], actor="eve"))
    (broken,) = verify(rows, chain.head())
    expected = place + 2 if place < 4 else 5
    assert broken.number == expected


@pytest.mark.parametrize("place", range(5))
def test_a_row_taken_out_is_found(chain: ListedRows, place: int):
    rows = list(chain.all())
    del rows[place]
    number = place + 1
    assert verify(rows, chain.head()) == (Broken(number, f"rows {number} to {number} are missing"),)


def test_without_a_head_a_cut_tail_is_a_shorter_chain(chain: ListedRows):
    rows = chain.all()[:3]
    assert verify(rows) == ()
    assert verify(rows, chain.head()) == (Broken(4, "rows 4 to 5 are missing"),)
    assert verify((), chain.head()) == (Broken(1, "rows 1 to 5 are missing"),)


def test_moved_and_doubled_rows_are_found(chain: ListedRows):
    one, two, three, four, five = chain.all()
    assert {broken.number for broken in verify((one, three, two, four, five))} >= {2}
    assert Broken(2, "the row stands after row 2") in verify((one, two, two, three, four, five))


def test_a_row_put_in_at_the_end_is_found(chain: ListedRows):
    head = chain.head()
    record(chain, "sent", actor="eve", subject="rt/17", payload={})
    assert verify(chain.all(), chain.head()) == ()
    (broken,) = verify(chain.all(), head)
    assert broken == Broken(6, "the chain ended at row 5 with another seal")


def test_a_whole_chain_is_whole(chain: ListedRows):
    assert verify(chain.all(), chain.head()) == ()
    assert verify((), (0, FIRST)) == ()


def test_recording_writes_canonical_utc(chain: ListedRows):
    berlin = NOON.astimezone(timezone(timedelta(hours=1)))
    row = record(
        chain, "sent", actor="mira", subject="rt/1", payload={"b": 1, "a": "ü"}, now=berlin
    )
    assert row.payload == '{"a":"\\u00fc","b":1}'
    assert (row.number, row.created.utcoffset()) == (6, timedelta(0))
    assert head_text(chain.head()) == f"6 {row.sha256}"


def test_what_has_no_one_form_is_refused():
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical({"score": float("nan")})

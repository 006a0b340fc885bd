"""The chain and the outbox, compared: each way in which they may differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copilot.audit.agreement import disagreements
from copilot.audit.chain import record
from tests.audit.test_chain import ListedRows

TOLD = {
    "a1": {"approval": "a1", "state": "confirmed", "tries": 1},
    "a2": {"approval": "a2", "state": "waiting", "tries": 0},
}


@pytest.fixture
def chain() -> ListedRows:
    rows = ListedRows()
    first = {"approval": "a1", "state": "waiting", "tries": 0}
    for event, payload in (
        ("seen", {"messages": 3}),
        ("approved", first),
        ("approved", TOLD["a2"]),
        ("sending", {**first, "state": "sending"}),
        ("confirmed", {**TOLD["a1"], "message": "m9"}),
    ):
        record(rows, event, actor="mira", subject="rt/17", payload=payload)
    return rows


def test_they_agree(chain: ListedRows):
    assert disagreements(chain.all(), TOLD) == ()
    assert disagreements((), {}) == ()


DIFFERENT = {
    "another state": ({**TOLD, "a2": {**TOLD["a2"], "state": "sending"}}, 3, "another state"),
    "another number": ({**TOLD, "a1": {**TOLD["a1"], "tries": 2}}, 5, "another tries"),
    "one is gone": ({"a1": TOLD["a1"]}, 3, "not in the outbox"),
    "one too many": ({**TOLD, "a3": {"approval": "a3"}}, 0, "no row says"),
    "another order": (dict(reversed(TOLD.items())), 0, "not in the order"),
}


@pytest.mark.parametrize(("told", "number", "why"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_each_difference_is_named_with_its_row(chain, told, number, why):
    (broken,) = disagreements(chain.all(), told)
    assert broken.number == number
    assert why in broken.why


def test_what_is_wrong_in_itself_is_told_alone(chain: ListedRows):
    found = disagreements(chain.all(), {}, [("a1", "not signed"), ("a9", "never entered")])
    assert [(broken.number, broken.why) for broken in found] == [
        (5, "a1: not signed"),
        (0, "a9: never entered"),
    ]


def test_a_row_that_says_less_is_compared_in_what_it_says():
    rows = ListedRows()
    record(rows, "approved", actor="mira", subject="rt/17", payload={"approval": "a1", "tries": 0})
    assert disagreements(rows.all(), {"a1": {"approval": "a1", "tries": 0, "state": "x"}}) == ()
    (broken,) = disagreements(rows.all(), {"a1": {"approval": "a1", "tries": 1, "state": "x"}})
    assert broken.number == 1


def test_what_was_erased_must_be_said(chain: ListedRows):
    gone = {**TOLD["a1"], "erased": "2026-03-02", "left": "ab" * 32}
    told = {**TOLD, "a1": gone}
    found = [broken.why for broken in disagreements(chain.all(), told)]
    assert found == ["a1: the outbox has another erased", "a1: the outbox has another left"]
    record(chain, "erased", actor="mira", subject="outbox", payload=gone)
    assert disagreements(chain.all(), told) == ()


def test_an_approval_whose_first_row_is_about_nothing_now_must_be_erased(chain: ListedRows):
    rows = ListedRows()
    gone = {**TOLD["a2"], "erased": "2026-03-02", "left": "ab" * 32}
    for event, payload in (("approved", TOLD["a2"]), ("erased", gone)):
        record(rows, event, actor="mira", subject="rt/17", payload=payload, apart=True)
    assert disagreements(rows.all(), {"a2": gone}) == ()
    rows.rows[0] = replace(rows.rows[0], content=None)
    assert disagreements(rows.all(), {"a2": gone}) == ()
    found = disagreements(rows.all(), {"a2": TOLD["a2"]})
    assert [broken.why for broken in found] == [
        "the outbox is not in the order in which was approved"
    ]

"""The text of what is done goes: the chain says so, and everything still verifies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copilot.drafts.approval import verify
from copilot.errors import Bug, NotApproved, TooLate
from copilot.outbox.erasing import erased
from copilot.records import OutboxState
from tests.outbox.real import KEY, RealRoom
from tests.outbox.test_outbox import PUBLIC, approved


@pytest.fixture
def room(tmp_path: Path):
    room = RealRoom(tmp_path / "store.db")
    for name in ("a1", "a2"):
        room.draft(name)
        room.outbox.put(approved(name), undo_seconds=0 if name == "a1" else 90_000)
    room.later()
    yield room
    room.close()


def test_what_is_left_says_who_when_and_what_became_of_it(room):
    before = room.rows.get("a1")
    assert before.state is OutboxState.CONFIRMED
    assert room.outbox.erase(["a1"], lambda: "done besides") == "done besides"
    after = room.rows.get("a1")
    out = after.approved.outgoing
    assert (out.ticket_id, out.to, out.cc, out.bcc, out.subject, out.body) == (
        "",
        (),
        (),
        (),
        "",
        "",
    )
    assert (after.state, after.erased) == (before.state, room.now)
    for name in ("id", "digest", "signature", "approver", "approved", "expires"):
        assert getattr(after.approved, name) == getattr(before.approved, name)
    assert room.rows.of_ticket(KEY) == (room.rows.get("a2"),)
    assert room.broken() == ()
    last = room.audit.all()[-1]
    assert (last.event, last.subject) == ("erased", "outbox")


def test_what_was_erased_can_never_be_sent(room):
    before = room.rows.get("a1").approved
    room.outbox.erase(["a1"], lambda: None)
    with pytest.raises(NotApproved, match="changed after the approval"):
        verify(room.rows.get("a1").approved, PUBLIC)
    with pytest.raises(NotApproved, match="already used"):
        room.outbox.put(before)


def test_what_is_under_way_keeps_its_text_and_nothing_else_is_done(room):
    done = []
    with pytest.raises(TooLate, match="still needed"):
        room.outbox.erase(["a1", "a2"], lambda: done.append(1))
    assert done == []
    assert room.rows.get("a1").erased is None
    assert room.broken() == ()


def test_it_is_erased_once(room):
    room.outbox.erase(["a1"], lambda: None)
    first = room.rows.get("a1")
    room.later(60)
    room.outbox.erase(["a1"], lambda: None)
    assert room.rows.get("a1") == first
    with pytest.raises(Bug, match="its text may go"):
        room.rows.erase(replace(first, erased=room.now))


def test_what_fails_besides_leaves_the_text(room):
    def fail() -> None:
        raise RuntimeError("no room")

    with pytest.raises(RuntimeError):
        room.outbox.erase(["a1"], fail)
    assert room.rows.get("a1").approved.outgoing.body != ""
    assert room.broken() == ()


def test_erasing_past_the_program_is_found(room):
    room.rows.erase(erased(room.rows.get("a1"), room.now))
    assert {broken.why for broken in room.broken()} >= {
        "a1: the outbox has another erased",
        "a1: the outbox has another left",
    }

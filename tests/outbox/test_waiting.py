"""Backing off, doing what a helpdesk asks, clocks that jump, and a disk that is full."""

import pytest

from copilot.errors import DeliveryUnknown, HelpdeskUnreachable, StoreError
from copilot.outbox import states
from copilot.records import OutboxState
from tests.outbox.real import RealRoom
from tests.outbox.test_outbox import Room, approved

HOUR, DAY = 3600, 86_400


@pytest.fixture
def room():
    return Room()


def busy(seconds, kind=HelpdeskUnreachable):
    return kind("Busy.", retry_after=seconds)


# --- backing off


def test_the_pauses_double_and_end_at_ten_minutes(room):
    room.writer.unreachable = True
    room.outbox.put(approved(), undo_seconds=0)
    pauses = []
    for _ in range(12):
        (item,) = room.outbox.deliver()
        pause = (item.not_before - room.now).total_seconds()
        pauses.append(pause)
        assert room.later(pause - 1) == ()
        room.later_only(1)
    assert pauses == [5, 10, 20, 40, 80, 160, 320, 600, 600, 600, 600, 600]


ASKED = {
    "longer than the pause": (900, 900),
    "shorter than the pause": (1, 5),
    "for a year": (365 * DAY, HOUR),
}


@pytest.mark.parametrize(("asked", "kept"), ASKED.values(), ids=ASKED.keys())
def test_it_waits_as_long_as_the_helpdesk_asks(room, asked, kept):
    room.writer.script = [busy(asked)]
    room.outbox.put(approved(), undo_seconds=0)
    (item,) = room.outbox.deliver()
    assert (item.not_before - room.now).total_seconds() == kept
    assert room.later(kept - 1) == ()
    assert room.later(1)[0].state is OutboxState.CONFIRMED


def test_while_a_helpdesk_wants_to_be_left_alone_nothing_at_all_is_asked(room):
    room.outbox.put(approved("a1", "17"), undo_seconds=0)
    room.outbox.put(approved("b1", "18"), undo_seconds=0)
    room.writer.script = [busy(900)]
    assert [item.approved.id for item in room.outbox.deliver()] == ["a1"]
    assert room.later(899) == ()
    assert room.writer.sends == 1
    room.later(1)
    assert room.writer.sends == 3


def test_an_unknown_item_is_looked_for_when_the_helpdesk_said(room):
    room.outbox.put(approved(), undo_seconds=0)
    room.writer.script = [busy(300, DeliveryUnknown)]
    (item,) = room.outbox.deliver()
    assert item.state is OutboxState.UNKNOWN
    assert room.later(299) == ()
    assert room.later(1)[0].reason == states.NOT_FOUND_YET


# --- a clock that jumps


@pytest.mark.parametrize("jump", [HOUR, 5 * DAY])
def test_a_jump_forward_shortens_no_undo_time(room, jump):
    room.outbox.put(approved(), undo_seconds=10)
    room.later_only(2)
    room.jump(jump)
    assert room.later(7) == ()
    assert room.outbox.take_back("a1").state is OutboxState.TAKEN_BACK


@pytest.mark.parametrize("jump", [-HOUR, -300 * DAY])
def test_a_jump_back_keeps_nothing_waiting(room, jump):
    room.outbox.put(approved(), undo_seconds=10)
    room.jump(jump)
    assert room.later(9) == ()
    assert room.later(1)[0].state is OutboxState.CONFIRMED


@pytest.mark.parametrize("jump", [-HOUR, HOUR])
def test_a_jump_changes_no_pause(room, jump):
    room.writer.unreachable = True
    room.outbox.put(approved(), undo_seconds=0)
    room.outbox.deliver()
    room.writer.unreachable = False
    room.jump(jump)
    assert room.later(4) == ()
    assert room.later(1)[0].state is OutboxState.CONFIRMED


def test_after_a_restart_a_jump_back_costs_an_hour_at_most(room):
    room.outbox.put(approved(), undo_seconds=10)
    room.jump(-300 * DAY)
    room.start()
    assert room.outbox.deliver() == ()
    assert room.later(HOUR - 1) == ()
    assert room.later(1)[0].state is OutboxState.CONFIRMED


def test_a_jump_past_the_expiry_sends_nothing(room):
    room.outbox.put(approved(), undo_seconds=10)
    room.jump(8 * DAY)
    (item,) = room.later(10)
    assert item.state is OutboxState.EXPIRED
    assert room.writer.sends == 0


# --- a full disk


def has_room(write):
    try:
        write()
    except StoreError as error:
        assert "The disk is full" in str(error)  # noqa: PT017
        return False
    return True


@pytest.fixture
def small(tmp_path):
    """A room on a disk of which full() says whether it has room; fill() uses up the last of it."""
    room = RealRoom(tmp_path / "store.db")
    room.draft()

    def full(is_full):
        pages = room.store.read(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
        limit = pages if is_full else 1_000_000
        room.store.write(lambda db: db.execute(f"PRAGMA max_page_count = {limit}").fetchall())

    def fill():
        full(True)
        while has_room(room.seen):
            pass

    room.full, room.fill = full, fill
    yield room
    room.close()


def test_on_a_full_disk_nothing_is_approved_and_it_says_so(small):
    small.full(True)
    before = small.written()
    with pytest.raises(StoreError, match="The disk is full"):
        small.outbox.put(approved(text="x" * 100_000))
    assert small.written() == before
    small.full(False)
    assert small.outbox.put(approved(text="x" * 100_000)).state is OutboxState.WAITING
    assert small.broken() == ()


def test_on_a_full_disk_an_item_stays_where_it_is_and_goes_out_later(small):
    small.outbox.put(approved(), undo_seconds=0)
    small.fill()
    before = small.written()
    with pytest.raises(StoreError, match="The disk is full"):
        small.outbox.deliver()
    assert small.written() == before
    assert small.writer.sends == 0
    small.full(False)
    assert small.outbox.deliver()[0].state is OutboxState.CONFIRMED
    assert small.broken() == ()


def test_a_disk_that_fills_up_while_it_is_sent_leaves_it_to_be_looked_for(small):
    small.outbox.put(approved(), undo_seconds=0)
    small.writer.on_send = lambda sent: small.fill()
    with pytest.raises(StoreError, match="The disk is full"):
        small.outbox.deliver()
    assert small.rows.get("a1").state is OutboxState.SENDING
    with pytest.raises(StoreError, match="The disk is full"):
        small.outbox.deliver()
    small.full(False)
    assert small.outbox.deliver()[-1].state is OutboxState.CONFIRMED
    assert small.writer.sends == 1
    assert small.broken() == ()

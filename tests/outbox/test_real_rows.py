"""The outbox over the real store: every way an item may end, and who may call a writer."""

import ast
from pathlib import Path

import pytest

from copilot.errors import HelpdeskError, HelpdeskUnreachable, TicketMovedOn
from copilot.outbox import states
from copilot.records import OutboxState, ReplyKind
from tests.outbox.real import KEY, RealRoom
from tests.outbox.test_outbox import approved

HOUR, WEEK = 3600, 7 * 86_400
COPILOT = Path(__file__).resolve().parents[2] / "copilot"


@pytest.fixture
def room(tmp_path):
    made = RealRoom(tmp_path / "store.db")
    made.draft()
    made.outbox.put(approved())
    yield made
    assert made.broken() == ()
    made.close()


ENDS = {
    "confirmed": ("ok", HOUR, OutboxState.CONFIRMED),
    "the ticket moved on": (TicketMovedOn("Moved."), HOUR, OutboxState.CONFLICT),
    "refused": (HelpdeskError("No."), HOUR, OutboxState.REJECTED),
    "offline": (HelpdeskUnreachable("Off."), HOUR, OutboxState.WAITING),
    "nobody knows": ("cut before", HOUR, OutboxState.UNKNOWN),
    "too late": ("ok", WEEK, OutboxState.EXPIRED),
}


@pytest.mark.parametrize(("script", "after", "end"), ENDS.values(), ids=ENDS.keys())
def test_every_end_is_kept_and_the_draft_is_back_where_nothing_went_out(room, script, after, end):
    room.writer.script = [script]
    (item,) = room.later(after)
    assert room.rows.get("a1") == item
    assert item.state is end
    is_back = room.drafts.latest(KEY, ReplyKind.PUBLIC_REPLY) is not None
    assert is_back is (end in states.HANDED_BACK)


@pytest.mark.parametrize("again", [True, False])
def test_what_a_person_decides(room, again):
    room.writer.script = ["cut before"]
    for _ in range(3):
        room.later()
    assert states.needs_decision(room.rows.get("a1"))
    room.outbox.decide("a1", send_again=again)
    room.later()
    end = OutboxState.CONFIRMED if again else OutboxState.TAKEN_BACK
    assert room.rows.get("a1").state is end
    assert len(room.writer.stored) == again


def test_it_expires_between_a_refused_and_the_next_try(room):
    room.writer.unreachable = True
    assert room.later()[0].state is OutboxState.WAITING
    room.writer.unreachable = False
    assert room.later(WEEK)[0].state is OutboxState.EXPIRED
    assert room.writer.stored == []


def test_only_the_gate_calls_a_writer():
    """The engine's pipes have a send() too; no other room may hold anything that has one."""
    callers = set()
    for path in COPILOT.rglob("*.py"):
        name = path.relative_to(COPILOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if called and node.func.attr == "send" and not name.startswith("engine/"):
                callers.add(f"{name}: {ast.unparse(node.func.value)}")
    assert callers == {
        "outbox/gate.py: self._writers[item.approved.outgoing.connector]",
        "outbox/outbox.py: self._gate",
    }

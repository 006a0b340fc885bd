"""Approval, outbox row, audit row and retired draft: all or none, whatever fails between."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from copilot.audit.chain import verify as verify_chain
from copilot.errors import Bug, HelpdeskError, TicketMovedOn
from copilot.records import OutboxState, ReplyKind
from tests.outbox.real import KEY, RealRoom
from tests.outbox.test_outbox import approved

STEPS = {
    "the approval": "BEFORE INSERT ON approvals",
    "the item": "BEFORE INSERT ON outbox",
    "the draft": "BEFORE UPDATE ON drafts",
    "the audit row": "BEFORE INSERT ON audit",
    "the head of the chain": "BEFORE UPDATE ON audit_head",
}
CHANGES = {
    name: step.replace("INSERT ON outbox", "UPDATE ON outbox") for name, step in STEPS.items()
}
del CHANGES["the approval"]


@pytest.fixture
def room(tmp_path):
    made = RealRoom(tmp_path / "store.db")
    made.draft()
    yield made
    made.close()


def fail_at(room, step):
    db = room.direct()
    db.execute(f"CREATE TRIGGER no {step} BEGIN SELECT RAISE(ABORT, 'this write fails'); END")
    db.close()


def mend(room):
    db = room.direct()
    db.execute("DROP TRIGGER no")
    db.close()


def test_approving_writes_all_of_it(room):
    room.outbox.put(approved())
    rows = room.written()
    assert [len(rows[name]) for name in ("approvals", "outbox", "audit")] == [1, 1, 1]
    assert room.audit.all()[0].event == "approved"
    assert room.drafts.latest(KEY, ReplyKind.PUBLIC_REPLY) is None


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_a_write_that_fails_leaves_nothing_of_the_approval(room, step):
    before = room.written()
    fail_at(room, step)
    with pytest.raises(Bug, match="this write fails"):
        room.outbox.put(approved())
    assert room.written() == before
    assert room.drafts.latest(KEY, ReplyKind.PUBLIC_REPLY) is not None
    mend(room)
    room.outbox.put(approved())
    assert room.later()[0].state is OutboxState.CONFIRMED


@pytest.mark.parametrize("step", CHANGES.values(), ids=CHANGES.keys())
def test_a_write_that_fails_takes_nothing_back(room, step):
    room.outbox.put(approved())
    before = room.written()
    fail_at(room, step)
    with pytest.raises(Bug, match="this write fails"):
        room.outbox.take_back("a1")
    assert room.written() == before


@pytest.mark.parametrize("end", ["ok", TicketMovedOn("Moved."), HelpdeskError("No.")])
def test_what_cannot_be_written_after_sending_is_looked_up(room, end):
    room.outbox.put(approved())
    room.writer.script = [end]
    room.writer.on_send = lambda sent: fail_at(room, "BEFORE INSERT ON audit")
    with pytest.raises(Bug, match="this write fails"):
        room.later()
    assert room.rows.get("a1").state is OutboxState.SENDING
    mend(room)
    item = room.later()[-1]
    stored = len(room.writer.stored)
    assert (item.state, stored) in (
        (OutboxState.CONFIRMED, 1),
        (OutboxState.UNKNOWN, 0),
    )
    assert room.writer.sends == 1
    assert verify_chain(room.audit.all(), room.audit.head()) == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from copilot.store import audit, drafts, outbox
from tests.outbox.real import RealRoom
from tests.outbox.test_outbox import approved

room = RealRoom(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
module, name = {
    "approval": (outbox, "_save_approval"),
    "item": (outbox, "_enqueue"),
    "audit": (audit, "_append"),
}[sys.argv[3]]
written = getattr(module, name)

def write_and_die(*given):
    written(*given)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(module, name, write_and_die)
room.outbox.put(approved())
"""


@pytest.mark.parametrize("step", ["approval", "item", "audit"])
def test_a_killed_program_leaves_nothing_of_the_approval(tmp_path, step):
    room = RealRoom(tmp_path / "store.db")
    room.draft()
    room.close()
    command = [sys.executable, "-c", KILLED, str(room.path), room.key.hex(), step]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        command, check=False, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.returncode == -signal.SIGKILL
    again = RealRoom(room.path, room.key)
    rows = again.written()
    assert [rows[name] for name in ("approvals", "outbox", "audit")] == [[], [], []]
    assert again.drafts.latest(KEY, ReplyKind.PUBLIC_REPLY) is not None
    again.close()

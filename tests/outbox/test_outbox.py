"""One item at a time down the outbox: every ending, and what a crash leaves."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from copilot.drafts.approval import approve, verify, verify_seal
from copilot.drafts.canonical import digest
from copilot.drafts.outgoing import field_change, outgoing
from copilot.drafts.signing import signer, to_be_signed
from copilot.errors import (
    ApprovalExpired,
    Bug,
    HelpdeskError,
    HelpdeskUnreachable,
    NotApproved,
    SignInRefused,
    TicketGone,
    TicketMovedOn,
    TooLate,
)
from copilot.outbox import states
from copilot.outbox.outbox import Outbox
from copilot.records import OutboxItem, OutboxState, Receipt, ReplyKind
from tests.fakes import desk
from tests.fakes.outbox_rows import MemoryRows
from tests.fakes.policy import PolicyDesk
from tests.fakes.writer import Crash, ScriptedWriter


class DictKeys(dict):
    def set(self, name, secret):
        self[name] = secret


SIGN, PUBLIC = signer(DictKeys())


def approved(
    name="a1",
    number="17",
    *,
    days=7,
    now=desk.NOW,
    text="Refunds take 5 working days.",
    draft_id="",
    seen="7",
    policy="none",
    approver="Mia",
    files=(),
    changes=(),
):
    """An approval of a draft of its own, unless one is named; with `changes`, of these alone."""
    kind = ReplyKind.FIELD_CHANGE if changes else ReplyKind.PUBLIC_REPLY
    draft = replace(
        desk.draft("" if changes else text, number=number, kind=kind),
        id=draft_id or f"d-{name}",
        seen_version=replace(desk.VERSION, mark=seen),
    )
    out = outgoing(
        draft,
        desk.ticket(number=number),
        account=desk.ACCOUNT,
        recipients=desk.RECIPIENTS,
        new_status=None,
        files=files,
    )
    if changes:
        out = field_change(draft, desk.ticket(number=number), account=desk.ACCOUNT, changes=changes)
    return approve(
        draft,
        out,
        findings=(),
        approver=approver,
        sign=SIGN,
        now=now,
        new_id=lambda: name,
        valid=timedelta(days=days),
        policy=policy,
        files=files,
    )


class Room:
    """An outbox with its surroundings; a new Outbox over the same rows is a new start."""

    def __init__(self):
        self.now, self.seconds = desk.NOW, 0.0  # the wall clock, which may jump, and the steady one
        self.rows, self.audit = MemoryRows(), []
        self.rows.kept_too = [self.audit]
        self.writer = ScriptedWriter(self._durable)
        self.policy = PolicyDesk(PUBLIC.hex())
        self.start()

    def start(self, writers=None):
        self.outbox = Outbox(
            self.rows,
            {"demo": self.writer} if writers is None else writers,
            drafts=self.rows,
            verify=lambda each: verify(each, PUBLIC),
            verify_seal=lambda each: verify_seal(each, PUBLIC),
            rules=self.policy,
            clock=lambda: self.now,
            steady=lambda: self.seconds,
            record=self._record,
        )

    def _record(self, event, subject, payload):
        self.rows.before_write("audit")
        self.audit.append((event, subject, payload))

    def _durable(self, sent):
        assert self.rows.get(sent.id).state is OutboxState.SENDING
        verify(sent, PUBLIC)

    def jump(self, seconds):
        """Somebody, or something, sets the wall clock."""
        self.now += timedelta(seconds=seconds)

    def later_only(self, seconds):
        self.jump(seconds)
        self.seconds += seconds

    def later(self, seconds=3600):
        self.later_only(seconds)
        return self.outbox.deliver()

    def state(self, name="a1"):
        return self.rows.get(name).state


@pytest.fixture
def room():
    return Room()


def test_it_waits_for_its_time_and_is_confirmed_once(room):
    room.outbox.put(approved())
    assert room.later(9) == ()
    (item,) = room.later(1)
    assert item.state is OutboxState.CONFIRMED
    assert room.later() == ()
    assert room.writer.stored == [approved()]
    assert room.rows.receipts["a1"].message_id == "m-a1"
    assert [event for event, _, _ in room.audit] == ["approved", "sending", "confirmed"]
    assert room.audit[0][1] == "demo/17"


def test_putting_it_again_changes_nothing_and_another_under_its_id_is_refused(room):
    first = room.outbox.put(approved())
    assert room.outbox.put(approved(), undo_seconds=99) == first
    with pytest.raises(NotApproved, match="already used"):
        room.outbox.put(approved(number="18"))


def test_it_can_be_taken_back_until_it_goes(room):
    room.outbox.put(approved())
    assert room.outbox.take_back("a1").state is OutboxState.TAKEN_BACK
    assert room.later() == ()
    for name in ("a1", "nobody"):
        with pytest.raises(TooLate):
            room.outbox.take_back(name)
    assert room.writer.sends == 0


def test_a_draft_goes_out_once(room):
    room.outbox.put(approved())
    twice = replace(approved("a2").outgoing, draft_id="d-a1")
    again = approve(
        replace(desk.draft(), id="d-a1"),
        twice,
        findings=(),
        approver="Mia",
        sign=SIGN,
        now=desk.NOW,
        new_id=lambda: "a2",
        valid=timedelta(days=7),
    )
    with pytest.raises(NotApproved, match="approved before and is waiting"):
        room.outbox.put(again)
    assert room.later()[0].state is OutboxState.CONFIRMED
    with pytest.raises(NotApproved, match="approved before and is confirmed"):
        room.outbox.put(again)
    assert room.later() == ()


def test_an_approval_that_is_too_old_is_not_sent_and_says_what_to_do(room):
    room.writer.unreachable = True
    for name, number in (("a1", "17"), ("a2", "17"), ("b1", "18")):
        room.outbox.put(approved(name, number, days=1))
    assert room.later(23 * 3600)[0].state is OutboxState.WAITING
    room.writer.unreachable = False
    items = room.later(3600)
    assert [item.state for item in items] == [OutboxState.EXPIRED] * 3
    assert "Nothing was sent" in items[0].reason
    assert "approve it anew" in items[0].reason
    assert room.rows.drafts["d-a1"] == "back"
    assert room.writer.stored == []
    assert room.later() == ()
    with pytest.raises(ApprovalExpired):
        room.outbox.put(approved("a3", days=1))


def test_an_approval_that_expires_on_the_way_to_the_writer_is_not_sent(room):
    room.outbox.put(approved(days=1))
    room.later_only(23 * 3600)
    record = room._record
    room.outbox._book._record = lambda *row: (record(*row), room.later_only(3600))
    (item,) = room.outbox.deliver()
    assert (item.state, room.writer.sends) == (OutboxState.EXPIRED, 0)


def test_an_approval_without_expiry_is_of_an_earlier_version_and_is_not_sent(room):
    old = replace(approved(), expires=None, policy="")
    bound = digest(old)
    old = replace(old, digest=bound, signature=SIGN(to_be_signed(bound)).hex())
    room.rows.save_approval(old)
    room.rows.enqueue(OutboxItem(old, OutboxState.WAITING, room.now))
    (item,) = room.outbox.deliver()
    assert item.state is OutboxState.EXPIRED
    assert "earlier version" in item.reason
    with pytest.raises(ApprovalExpired):
        Room().outbox.put(old)


def test_a_writer_is_reached_through_the_gate_alone(room):
    gate = room.outbox._gate
    for name in ("a1", "nobody"):
        with pytest.raises(NotApproved, match="not being sent"):
            gate.send(name)
        if name == "a1":
            room.outbox.put(approved())
    with pytest.raises(NotApproved, match="not being sent"):
        gate.send("a1")
    room.rows.update(replace(room.rows.get("a1"), state=OutboxState.SENDING))
    room.rows.receipts["a1"] = Receipt("a1", "m", desk.NOW)
    with pytest.raises(NotApproved, match="used already"):
        gate.send("a1")
    del room.rows.receipts["a1"]
    assert gate.send("a1").approved_id == "a1"


ENDINGS = {
    "moved on": (TicketMovedOn("A new message."), OutboxState.CONFLICT),
    "gone": (TicketGone("Deleted."), OutboxState.CONFLICT),
    "refused": (HelpdeskError("No."), OutboxState.REJECTED),
    "not approved": (NotApproved("No."), OutboxState.REJECTED),
    "offline": (HelpdeskUnreachable("Off."), OutboxState.WAITING),
    "signed out": (SignInRefused("Token."), OutboxState.WAITING),
    "cut": ("cut before", OutboxState.UNKNOWN),
}


@pytest.mark.parametrize(("script", "state"), ENDINGS.values(), ids=ENDINGS.keys())
def test_endings_that_send_nothing(room, script, state):
    room.outbox.put(approved())
    room.writer.script = [script]
    (item,) = room.later()
    assert item.state is state
    assert item.reason
    assert room.writer.stored == []


def test_offline_it_waits_longer_each_time_and_then_goes(room):
    room.writer.unreachable = True
    room.outbox.put(approved())
    gaps = []
    for _ in range(3):
        (item,) = room.later()
        gaps.append((item.not_before - room.now).total_seconds())
    assert gaps == [5, 10, 20]
    assert states.pause(50) == timedelta(minutes=10)
    room.writer.unreachable = False
    assert room.later()[0].state is OutboxState.CONFIRMED


@pytest.mark.parametrize("script", ["lost answer", "crash after"])
def test_what_arrived_unnoticed_is_found_and_not_sent_again(room, script):
    room.outbox.put(approved())
    room.writer.script = [script]
    try:
        room.later()
    except Crash:
        assert room.state() is OutboxState.SENDING
        room.start()
    assert room.later()[-1].state is OutboxState.CONFIRMED
    assert (room.writer.sends, len(room.writer.stored)) == (1, 1)


def test_what_is_not_found_goes_again_only_when_a_person_says_so(room):
    room.outbox.put(approved())
    room.writer.script = ["crash before"]
    with pytest.raises(Crash):
        room.later()
    room.start()
    room.writer.unreachable = True
    assert not states.needs_decision(room.later()[0])
    with pytest.raises(TooLate):
        room.outbox.decide("a1", send_again=True)
    room.writer.unreachable = False
    (item,) = room.later()
    assert item.reason == states.NOT_FOUND_YET
    assert (item.not_before - room.now) >= states.PATIENCE
    with pytest.raises(TooLate):
        room.outbox.decide("a1", send_again=True)
    assert room.later(59) == ()
    assert states.needs_decision(room.later(60)[0])
    room.writer.unreachable = True
    assert states.needs_decision(room.later()[0])  # being offline takes no answer back
    room.writer.unreachable = False
    assert room.writer.sends == 1
    room.outbox.decide("a1", send_again=True)
    assert room.later()[0].state is OutboxState.CONFIRMED
    assert len(room.writer.stored) == 1


def test_a_person_may_leave_it(room):
    room.outbox.put(approved())
    room.writer.script = ["cut before"]
    for _ in range(3):
        room.later()
    assert room.outbox.decide("a1", send_again=False).state is OutboxState.TAKEN_BACK
    assert room.later() == ()


def test_a_person_is_asked_where_nobody_can_look_any_more(room):
    room.outbox.put(approved())
    room.writer.script = ["lost answer"]
    assert room.later()[0].state is OutboxState.UNKNOWN
    room.writer.gone = True
    assert room.later()[0].reason == states.NOT_FOUND_YET
    assert states.needs_decision(room.later()[0])
    room.outbox.decide("a1", send_again=True)
    assert room.later()[0].state is OutboxState.CONFLICT
    assert len(room.writer.stored) == 1


def test_what_should_be_known_of_an_arrival_stays_with_the_item(room):
    room.outbox.put(approved())
    room.writer.note = "Bert already replied."
    (item,) = room.later()
    assert (item.state, item.reason) == (OutboxState.CONFIRMED, "Bert already replied.")
    assert room.rows.get("a1") == item


def test_the_order_of_one_ticket_is_kept_and_others_go_on(room):
    for name, number in (("a1", "17"), ("a2", "17"), ("b1", "18")):
        room.outbox.put(approved(name, number))
    room.writer.script = ["cut before"]
    assert {i.approved.id for i in room.later()} == {"a1", "b1"}
    assert room.state("a2") is OutboxState.WAITING
    room.later()
    room.later()
    room.outbox.decide("a1", send_again=False)
    room.later()
    assert [each.id for each in room.writer.stored] == ["b1", "a2"]


def test_what_was_changed_on_disk_is_refused_before_it_is_sent(room):
    room.outbox.put(approved())
    item = room.rows.get("a1")
    out = replace(item.approved.outgoing, body="Pay me.")
    room.rows.items["a1"] = replace(item, approved=replace(item.approved, outgoing=out))
    assert room.later()[0].state is OutboxState.REJECTED
    assert room.writer.sends == 0
    with pytest.raises(NotApproved):
        room.outbox.put(replace(approved("a2"), approver="Eve"))


def test_without_a_writer_it_waits(room):
    room.outbox.put(approved())
    room.start(writers={})
    (item,) = room.later()
    assert (item.state, "demo" in item.reason) == (OutboxState.WAITING, True)


def test_a_receipt_of_something_else_confirms_nothing(room):
    room.outbox.put(approved())
    room.writer.send = lambda sent, files: Receipt("a9", "m", desk.NOW)
    with pytest.raises(Bug):
        room.later()
    assert room.state() is OutboxState.SENDING


def test_stop_ends_the_round(room):
    room.outbox.put(approved())
    stop = threading.Event()
    stop.set()
    room.later_only(3600)
    assert room.outbox.deliver(stop=stop) == ()
    assert room.state() is OutboxState.WAITING


def test_two_deliveries_at_once_send_it_once_and_it_is_too_late_to_take_back(room):
    room.outbox.put(approved())
    inside, go_on = threading.Event(), threading.Event()

    def hold(sent):
        inside.set()
        assert go_on.wait(10)

    room.writer.on_send = hold
    room.later_only(3600)
    threads = [threading.Thread(target=room.outbox.deliver) for _ in range(2)]
    for each in threads:
        each.start()
    assert inside.wait(10)
    with pytest.raises(TooLate):
        room.outbox.take_back("a1")
    go_on.set()
    for each in threads:
        each.join(10)
    assert room.writer.sends == 1
    assert room.state() is OutboxState.CONFIRMED

"""The outbox under a team's policy: two people, working hours, a policy that changes or breaks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from copilot.errors import Bug, NotApproved, PolicyBroken, SecondNeeded
from copilot.records import OutboxItem, OutboxState
from tests.fakes import desk
from tests.fakes.tampering import tampered
from tests.outbox import two_people as two
from tests.outbox.real import RealRoom
from tests.outbox.test_outbox import SIGN, Room, approved
from tests.policy import policies as shop


@pytest.fixture
def room():
    made = Room()
    made.policy.text = shop.text()
    return made


@pytest.fixture
def real(tmp_path):
    made = RealRoom(tmp_path / "store.db")
    made.policy.text = shop.text()
    made.draft()
    yield made
    assert made.broken() == ()
    made.close()


def test_what_one_may_send_goes_out(room):
    room.outbox.put(two.alone())
    assert room.later()[0].state is OutboxState.CONFIRMED


def test_what_two_signed_goes_out(real):
    made, second = two.signed()
    item = real.outbox.put(made, second=second)
    assert item.second == second
    assert real.later()[0].state is OutboxState.CONFIRMED
    assert real.rows.get("a1").second == second


def test_what_needs_two_is_not_taken_from_one(room):
    with pytest.raises(SecondNeeded, match="court"):
        room.outbox.put(two.by_mia())
    assert room.rows.all() == ()


def test_an_approval_that_says_it_needs_one_is_not_taken(room):
    with pytest.raises(NotApproved, match="does not say what the policy asks"):
        room.outbox.put(two.alone(text=two.LEGAL))
    made = two.by_mia(text="Refunds take 5 working days.")
    with pytest.raises(NotApproved, match="does not say what the policy asks"):
        room.outbox.put(made, second=two.by_lena(made))
    assert room.rows.all() == ()


REFUSED = {
    "by the same person": {"email": shop.MIA, "key": shop.PUBLIC, "sign": SIGN},
    "by the same person under another name": {"key": shop.PUBLIC, "sign": SIGN},
    "by somebody the policy does not know": {"email": "eve@shop.example"},
    "by another key than it names": {"sign": SIGN},
}


@pytest.mark.parametrize("how", REFUSED.values(), ids=REFUSED.keys())
def test_a_second_signature_that_does_not_count(room, how):
    made = two.by_mia()
    with pytest.raises(NotApproved):
        room.outbox.put(made, second=two.by_lena(made, **how))
    assert room.rows.all() == ()


def test_every_changed_field_of_either_signature_is_refused(room):
    made, second = two.signed()
    seconds = [each for each in tampered(second) if each[1].signed is not None]
    firsts = [each for each in tampered(made) if each[1] != made]
    assert (len(seconds), len(firsts) > 25) == (11, True)
    for name, other in seconds:
        assert _is_refused(room, made, other), name
    for name, other in firsts:
        assert _is_refused(room, other, second), name
    for capitals in (second.signature.upper(), f" {second.signature}"):
        with pytest.raises(NotApproved):
            room.outbox.put(made, second=replace(second, signature=capitals))
    assert room.rows.all() == ()


def _is_refused(room, made, second):
    try:
        room.outbox.put(made, second=second)
    except NotApproved:
        return True
    return False


def test_a_second_signature_for_another_approval_does_not_count(room):
    other = two.by_lena(two.by_mia("a2"))
    for second in (other, replace(other, approved_id="a1")):
        with pytest.raises(NotApproved):
            room.outbox.put(two.by_mia(), second=second)


def test_a_second_signature_that_nobody_asked_for(room):
    made = two.alone()
    with pytest.raises(NotApproved, match="nobody asked"):
        room.outbox.put(made, second=two.by_lena(made))


# --- the database


def test_the_database_takes_no_row_that_lacks_its_second_signature(real):
    made, second = two.signed()
    real.rows.save_approval(made)
    with pytest.raises(Bug, match="wants a second signature"):
        real.rows.enqueue(OutboxItem(made, OutboxState.WAITING, desk.NOW))
    real.rows.save_second(second)
    real.rows.enqueue(OutboxItem(made, OutboxState.WAITING, desk.NOW))
    real._record("approved", "demo/17", real.outbox._told(real.rows.get("a1")))


def test_the_database_takes_no_second_signature_of_the_same_person(tmp_path):
    real = RealRoom(tmp_path / "store.db")
    made = two.by_mia()
    real.rows.save_approval(made)
    for other in (
        two.by_lena(made, email=shop.MIA.upper()),
        replace(two.by_lena(made), signature=made.signature),
        replace(two.by_lena(made), digest="0" * 64),
        replace(two.by_lena(made), key="12"),
        replace(two.by_lena(made), approved_id="a9"),
    ):
        with pytest.raises(Bug):
            real.rows.save_second(other)
    real.rows.save_second(two.by_lena(made))
    with pytest.raises(Bug, match="once"):
        real.rows.save_second(two.by_lena(made))
    real.close()


def test_the_database_takes_no_second_signature_where_one_is_enough(tmp_path):
    real = RealRoom(tmp_path / "store.db")
    for made in (approved("a1"), two.alone("a2")):
        real.rows.save_approval(made)
        with pytest.raises(Bug, match="where two are wanted"):
            real.rows.save_second(two.by_lena(made))
    real.close()


# --- a policy that changes, breaks or is gone


def test_an_item_is_held_when_the_policy_changed_meanwhile(real):
    real.outbox.put(two.alone())
    real.policy.text = shop.text(4)
    (item,) = real.later()
    assert item.state is OutboxState.REJECTED
    assert "is now policy 4 of Shop" in item.reason
    assert real.writer.sends == 0
    assert real.drafts.get("d-a1") is not None


def test_an_item_is_held_when_the_policy_is_gone(room):
    room.outbox.put(two.alone())
    room.policy.text = ""
    assert room.later()[0].state is OutboxState.REJECTED
    assert room.writer.sends == 0


def test_an_item_from_before_there_was_a_policy_is_held(room):
    room.policy.text = ""
    room.outbox.put(approved())
    room.policy.text = shop.text()
    assert room.later()[0].state is OutboxState.REJECTED


def test_nothing_is_approved_or_sent_while_the_policy_is_broken(room):
    room.outbox.put(two.alone())
    room.policy.text = "broken"
    (item,) = room.later()
    assert item.state is OutboxState.WAITING
    assert "not what was signed" in item.reason
    rows = len(room.audit)
    assert [room.later() for _ in range(5)] == [()] * 5, "it is said once"
    assert len(room.audit) == rows
    with pytest.raises(PolicyBroken):
        room.outbox.put(two.alone("a2"))
    room.policy.text = shop.text()
    assert room.later()[0].state is OutboxState.CONFIRMED


def test_a_policy_that_breaks_between_the_check_and_the_gate_makes_it_wait(room):
    def breaks(event, subject, payload):
        if event == "sending":
            room.policy.text = "broken"

    room.start()
    room.outbox._book._record = breaks
    room.outbox.put(two.alone())
    assert room.later()[0].state is OutboxState.WAITING
    assert room.writer.sends == 0


def test_the_chain_holds_whatever_the_policy_becomes(real):
    made, second = two.signed()
    real.outbox.put(made, second=second)
    real.later()
    for text in (shop.text(4, shop.PEOPLE.replace(shop.LEAD, "new@shop.example")), "broken", ""):
        real.policy.text = text
        assert real.broken() == ()


# --- working hours

SATURDAY = datetime(2026, 3, 7, 12, tzinfo=UTC)


@pytest.fixture
def weekend(room):
    room.policy.text = shop.text(3, shop.HOURS)
    room.now = SATURDAY
    return room


def in_hours(name="a1", number="17", **more):
    version = two.version(shop.text(3, shop.HOURS))
    return approved(name, number, now=SATURDAY, policy=f"{version} alone", **more)


def test_a_reply_waits_for_working_hours_and_says_so_once(weekend):
    weekend.outbox.put(in_hours())
    (item,) = weekend.later(60)
    assert (item.state, weekend.writer.sends) == (OutboxState.WAITING, 0)
    assert "goes out Monday, 9 March, 08:00 (Europe/Berlin)" in item.reason
    assert [weekend.later(3600) for _ in range(40)] == [()] * 40
    assert [event for event, _, _ in weekend.audit] == ["approved", "waiting"]
    (item,) = weekend.later(3 * 3600)
    assert item.state is OutboxState.CONFIRMED
    assert item.reason == ""


def test_it_can_be_taken_back_while_it_waits_for_hours(weekend):
    weekend.outbox.put(in_hours())
    weekend.later(60)
    assert weekend.outbox.take_back("a1").state is OutboxState.TAKEN_BACK


def test_nothing_overtakes_what_waits_for_hours(weekend):
    weekend.outbox.put(in_hours())
    weekend.outbox.put(in_hours("a2"))
    weekend.later(60)
    assert weekend.rows.get("a2").tries == 0
    assert [item.approved.id for item in weekend.later(43 * 3600)] == ["a1", "a2"]


def test_hours_go_by_the_wall_clock_however_it_jumps(weekend):
    weekend.outbox.put(in_hours())
    weekend.later(60)
    weekend.jump(44 * 3600)  # to Monday
    assert weekend.outbox.deliver()[0].state is OutboxState.CONFIRMED
    weekend.jump(-44 * 3600)
    weekend.outbox.put(in_hours("a2", "18"))
    weekend.later(60)
    assert weekend.state("a2") is OutboxState.WAITING


def test_an_approval_may_expire_while_it_waits_for_hours(weekend):
    weekend.outbox.put(in_hours(days=1))
    assert weekend.later(25 * 3600)[0].state is OutboxState.EXPIRED


def test_now_is_told_in_words_that_people_read(weekend):
    terms = weekend.policy.terms(
        in_hours().outgoing, "mia@shop.example", SATURDAY, days=7, undo_seconds=10
    )
    assert terms.hours == "Monday to Friday, 08:00 to 18:00 (Europe/Berlin)"
    assert terms.held.startswith("Waits for working hours")
    monday = SATURDAY + timedelta(days=2)
    after = weekend.policy.terms(in_hours().outgoing, "m", monday, days=7, undo_seconds=10)
    assert after.held == ""

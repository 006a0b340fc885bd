"""A ticket that the team answered: nothing of it presses until the customer writes again."""

from __future__ import annotations

import pytest

from copilot.helpdesk.demo.desk import LUIS, DemoDesk
from copilot.helpdesk.demo.tickets import add_message, ticket_in
from copilot.pipeline import Road
from copilot.records import (
    EscalationKind,
    OutboxState,
    QueueRow,
    QueueView,
    ReplyKind,
    TicketKey,
    Visibility,
)
from tests.road.conftest import OpenDemo

KEY = TicketKey("demo", "4217")
INTERNAL = Visibility.INTERNAL
ANGRY = "I am furious. I must have it today, or my lawyer will write to you! Where is my parcel?"


@pytest.fixture
def road(open_demo: OpenDemo, desk: DemoDesk) -> Road:
    desk.customer_writes("4217", ANGRY)
    road = open_demo()
    road.sync()
    return road


def row(road: Road) -> QueueRow:
    return next(one for one in road.queue(QueueView.ALL) if one.key == KEY)


def answer(road: Road) -> None:
    road.prepare(KEY, on_step=_silent)
    draft = road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), "Could you tell me your number?")
    road.approve(draft, road.outgoing(draft, new_status=None))
    assert [one.state for one in road.deliver()] == [OutboxState.CONFIRMED]
    road.prepare(KEY, on_step=_silent)


def test_the_answer_closes_what_was_open_and_counts_as_a_look(road: Road) -> None:
    road.prepare(KEY, on_step=_silent)
    before = road.open(KEY)
    assert before.since.looked is None
    assert before.summary is not None
    assert any("parcel" in line.text for line in before.summary.open)
    assert (row(road).urgency, row(road).mood != "calm") == ("high", True)
    assert road.triage(KEY).urgency.value == "high"

    answer(road)
    after = road.open(KEY)
    assert after.since.looked is not None
    assert after.since.new_messages == ()
    assert after.summary is not None
    (line,) = after.summary.open
    assert line.text.startswith("Nothing until the customer writes again: Anna Lindqvist wrote on")
    assert line.messages == (after.ticket.messages[-1].id,)
    assert (after.summary.urgency, after.summary.urgency_words) == ("normal", "")
    assert (row(road).urgency, row(road).mood, row(road).changed) == ("", "", False)


def test_what_a_person_must_still_do_stays(road: Road) -> None:
    answer(road)
    kinds = {one.kind for one in road.triage(KEY).escalations}
    assert kinds == {EscalationKind.LEGAL}


def test_it_presses_again_when_the_customer_writes_again(road: Road, desk: DemoDesk) -> None:
    answer(road)
    desk.customer_writes("4217", "I need the parcel today! When does it come?")
    road.sync()
    road.prepare(KEY, on_step=_silent)
    opened = road.open(KEY)
    assert opened.summary is not None
    assert any("When does it come" in line.text for line in opened.summary.open)
    assert len(opened.since.new_messages) == 1
    assert (row(road).urgency, row(road).changed) == ("high", True)


def _silent(step: str) -> None:
    """Nobody watches."""


def test_a_colleagues_note_that_nobody_saw_stays_new(road: Road, desk: DemoDesk) -> None:
    road.looked(road.open(KEY).ticket)
    draft = road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), "Could you tell me your number?")
    road.approve(draft, road.outgoing(draft, new_status=None))
    with desk.changing() as state:
        note = add_message(state, ticket_in(state, "4217"), LUIS, "Call.", visibility=INTERNAL)
    assert [one.state for one in road.deliver()] == [OutboxState.CONFIRMED]
    assert road.open(KEY).since.new_messages == (note,)

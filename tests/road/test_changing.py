"""Changes without a reply on the road over the demo desk: approved, sent, read back, held."""

from __future__ import annotations

import pytest

from copilot.drafts.approval import OpenFindings
from copilot.errors import BadInput, NotApproved
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.pipeline import Road
from copilot.records import (
    FieldChange,
    OutboxState,
    Relation,
    ReplyKind,
    Severity,
    Status,
    Ticket,
    TicketKey,
)
from tests.road.conftest import OpenDemo

KEY = TicketKey("demo", "4217")


@pytest.fixture
def road(open_demo: OpenDemo) -> Road:
    made = open_demo()
    made.sync()
    made.looked(made.open(KEY).ticket)
    return made


def ticket(road: Road) -> Ticket:
    return road.open(KEY).ticket


def to(road: Road, field: str, after: str) -> FieldChange:
    now = ticket(road)
    before = {"status": now.status.value, "assignee": now.assignee, "queue": now.queue}
    return FieldChange(field, before.get(field, ""), after)


def test_fields_are_changed_under_an_approval_and_the_draft_stays(road: Road) -> None:
    reply = road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), "Hello Dana Whitfield")
    changes = (to(road, "status", "pending"), to(road, "tag", "lost"), to(road, "assignee", ""))
    draft, what = road.changing.change(ticket(road), changes)
    assert "Change:      tag: + lost" in road.shown(what)
    item = road.approve(draft, what)
    assert item.approved.outgoing.changes == changes
    (done,) = road.deliver()
    assert (done.state, done.reason) == (OutboxState.CONFIRMED, "")
    now = ticket(road)
    assert (now.status, now.assignee, "lost" in now.tags) == (Status.PENDING, "", True)
    kept = road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY)
    assert kept is not None
    assert kept.id == reply.id
    assert road.audit.broken() == ()


def test_a_ticket_that_moved_on_holds_the_change(road: Road, desk: DemoDesk) -> None:
    draft, what = road.changing.change(ticket(road), (to(road, "status", "solved"),))
    road.approve(draft, what)
    desk.customer_writes(KEY.id, "One more thing.")
    (held,) = road.deliver()
    assert held.state is OutboxState.CONFLICT
    assert "wrote again" in held.reason
    assert ticket(road).status is not Status.SOLVED


def test_other_changes_than_were_shown_are_not_approved(road: Road) -> None:
    draft, what = road.changing.change(ticket(road), (to(road, "status", "solved"),))
    same = FieldChange("status", "open", "open")
    for changes in ((), (same,)):
        _, other = road.changing.change(ticket(road), changes)
        with pytest.raises(NotApproved):
            road.approve(draft, other)
    with pytest.raises(BadInput, match="cannot change the colour"):
        road.changing.change(ticket(road), (FieldChange("colour", "", "red"),))
    assert road.outbox() == ()
    assert what.changes


def test_what_is_offered_leaves_out_what_is_so_already(road: Road) -> None:
    offered = road.changing.offered(ticket(road))
    assert FieldChange("status", "open", "solved") in offered
    assert all(one.before != one.after for one in offered)
    assert {one.field for one in offered} == {"status", "assignee"}


def test_a_linked_ticket_is_made_and_read_with_the_next_sync(road: Road, desk: DemoDesk) -> None:
    draft, what = road.changing.link(
        ticket(road),
        subject="Check batch 7",
        text="The seam.",
        relation=Relation.NEEDED_BY,
        accepted=True,
    )
    road.approve(draft, what)
    (done,) = road.deliver()
    assert done.state is OutboxState.CONFIRMED
    road.sync()
    number = done.reason.rpartition("#")[2].rstrip(".")
    made = road.open(TicketKey("demo", number)).ticket
    assert (made.subject, made.messages[0].text) == ("Check batch 7", "The seam.")
    assert desk.mails() == ()
    assert road.audit.broken() == ()


def test_a_text_for_colleagues_is_checked_like_a_note(road: Road) -> None:
    text = "Her card is 4111 1111 1111 1111."
    draft, what = road.changing.link(ticket(road), subject="Card", text=text)
    assert draft.findings
    with pytest.raises(OpenFindings):
        road.approve(draft, what)
    draft, what = road.changing.link(ticket(road), subject="Card", text=text, accepted=True)
    if any(one.severity is Severity.BLOCK for one in draft.findings):
        with pytest.raises(OpenFindings):
            road.approve(draft, what)
    else:
        assert road.approve(draft, what).approved.outgoing.accepted_findings
    with pytest.raises(BadInput, match="needs a subject and a text"):
        road.changing.link(ticket(road), subject=" ", text="x")


def test_what_is_taken_back_changes_nothing(open_demo: OpenDemo) -> None:
    road = open_demo(undo_seconds=60)
    road.sync()
    draft, what = road.changing.change(ticket(road), (to(road, "status", "solved"),))
    item = road.approve(draft, what)
    road.take_back(item.approved.id)
    assert road.deliver() == ()
    assert ticket(road).status is Status.OPEN

"""A draft whose ticket moved on, on the demo desk: what is said beside it, and what asks again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copilot.drafts.approval import OpenFindings
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.pipeline import Road
from copilot.records import Draft, Finding, OutboxState, ReplyKind, Severity, TicketKey
from tests.road.conftest import OpenDemo

KEY = TicketKey("demo", "4217")
TEXT = (
    "Hello Dana Whitfield,\n\nWe are looking into the parcel. The invoice follows.\n\n"
    "Kind regards\nAnna"
)


@pytest.fixture
def road(open_demo: OpenDemo) -> Road:
    made = open_demo()
    made.sync()
    made.looked(made.open(KEY).ticket)
    accepted(made, made.edit(made.blank(KEY, ReplyKind.PUBLIC_REPLY), TEXT))
    return made


def accepted(road: Road, draft: Draft) -> Draft:
    for finding in draft.findings:
        if finding.severity is Severity.ACCEPT and not finding.accepted:
            draft = road.accept(draft, finding)
    return draft


def moved(draft: Draft | None) -> list[Finding]:
    assert draft is not None
    return [one for one in draft.findings if one.check == "moved on"]


def again(road: Road) -> Draft:
    """As the window shows it after the next look at the helpdesk."""
    road.sync()
    road.looked(road.open(KEY).ticket)
    draft = road.open(KEY).draft
    assert draft is not None
    return draft


def test_a_new_message_is_told_and_the_sentence_it_touches_waits_for_a_word(
    road: Road, desk: DemoDesk
) -> None:
    assert moved(road.open(KEY).draft) == []
    desk.customer_writes(KEY.id, "The parcel has come. Please stop looking.")
    draft = again(road)
    told, touched = moved(draft)
    assert "Dana Whitfield wrote again. “The parcel has come." in told.text
    assert draft.text[touched.start : touched.end] == "We are looking into the parcel."
    with pytest.raises(OpenFindings, match="This sentence speaks of"):
        road.approve(draft, road.outgoing(draft, new_status=None))
    draft = road.accept(draft, touched)
    what = road.outgoing(draft, new_status=None)
    assert any("moved on: Dana Whitfield wrote again" in one for one in what.accepted_findings)
    road.approve(draft, what)
    assert road.deliver()[-1].state is OutboxState.CONFIRMED


def test_a_sentence_written_anew_answers_it_and_others_still_wait(
    road: Road, desk: DemoDesk
) -> None:
    desk.customer_writes(KEY.id, "The parcel came, stop looking. The invoice follows, but when?")
    draft = again(road)
    assert len(moved(draft)) == 3
    text = TEXT.replace("We are looking into the parcel.", "Good that the parcel has come!")
    draft = road.edit(draft, text)
    told, left = moved(draft)
    assert draft.text[left.start : left.end] == "The invoice follows."
    assert moved(road.edit(draft, f"{text}\nBye")) == [told, left], "as long as it stands"
    assert moved(road.open(KEY).draft) == [told, left], "and in the saved draft too"
    assert moved(road.edit(road.accept(draft, left), text))[1] == replace(left, accepted=True)


def test_a_note_of_a_colleague_and_an_assignee_only_inform(road: Road, desk: DemoDesk) -> None:
    with desk.changing() as state:
        ticket = state.tickets[KEY.id]
        note = ticket.messages[0].__class__
        ticket.messages.append(
            note(
                id="m99",
                author="agent",
                author_name="Luis Ortega",
                author_email="luis@nordlicht.example",
                visibility="internal",
                text="I am looking into the parcel as well.",
                created=ticket.messages[-1].created,
                ago=0,
            )
        )
        ticket.assignee = "Luis Ortega"
        state.changes += 1
        ticket.changed = state.changes
    draft = again(road)
    found = moved(draft)
    assert {one.severity for one in found} == {Severity.NOTE}
    texts = " ".join(one.text for one in found)
    assert "Luis Ortega left a note." in texts
    assert "now assigned to Luis Ortega" in texts
    road.approve(draft, road.outgoing(draft, new_status=None))
    assert road.deliver()[-1].state is OutboxState.CONFIRMED


def test_what_was_held_back_comes_back_with_what_changed_beside_it(
    road: Road, desk: DemoDesk
) -> None:
    draft = road.open(KEY).draft
    assert draft is not None
    road.approve(draft, road.outgoing(draft, new_status=None))
    desk.other_agent_replies(KEY.id, "Your parcel is at the depot, we are looking for it.")
    (held,) = road.deliver()
    assert held.state is OutboxState.CONFLICT
    told, touched = moved(again(road))
    assert "Luis Ortega already replied." in told.text
    assert (touched.severity, touched.accepted) == (Severity.ACCEPT, False)


def test_a_message_that_touches_nothing_asks_for_the_draft_as_a_whole(
    road: Road, desk: DemoDesk
) -> None:
    desk.customer_writes(KEY.id, "Thank you!")
    draft = again(road)
    (told,) = moved(draft)
    assert (told.severity, told.end) == (Severity.ACCEPT, 0)
    draft = road.accept(draft, told)
    draft = road.edit(draft, f"{TEXT}\nBye")
    assert [one.accepted for one in moved(draft)] == [True], "whatever is typed afterwards"
    draft = accepted(road, draft)
    road.approve(draft, road.outgoing(draft, new_status=None))


def test_a_draft_that_nobody_worked_on_is_retired_when_a_colleague_replies(
    road: Road, desk: DemoDesk
) -> None:
    untouched = TicketKey("demo", "4231")
    road.looked(road.open(untouched).ticket)
    prepared = road.draft(untouched)
    assert road.open(untouched).draft == prepared
    for key in (KEY, untouched):
        desk.other_agent_replies(key.id, "I took this over.")
    road.sync()
    assert road.open(untouched).draft is None
    assert road.open(KEY).draft is not None, "what a person typed stays"
    assert [row.event for row in road.audit.rows()][-1] == "draft retired"
    assert [text for _, text in road.history(prepared)] == [prepared.text]


def test_every_text_of_a_draft_can_be_looked_up(road: Road) -> None:
    draft = road.open(KEY).draft
    assert draft is not None
    road.edit(draft, "Another text.")
    assert [text for _, text in road.history(draft)][-2:] == [TEXT, "Another text."]

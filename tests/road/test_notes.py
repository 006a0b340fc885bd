"""Notes for colleagues: what an agent observed needs no source, what the model wrote does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copilot.errors import BadInput
from copilot.pipeline import Road
from copilot.records import Prompt, ReplyKind, TicketKey
from tests.road.conftest import OpenDemo
from tests.road.scripted import RecordingEngine, script

KEY = TicketKey("demo", "4217")
SEEN = "Called the customer, she wants 3 new cartridges."
INVENTED = "The workshop in Bergen has mended the bottle."


def answer(prompt: Prompt) -> str:
    return INVENTED if prompt.name == "rewrite" else script(prompt)


@pytest.fixture
def road(open_demo: OpenDemo) -> Road:
    engine = RecordingEngine()
    engine.script = answer
    road = open_demo(engine)
    road.sync()
    return road


def test_a_typed_note_is_approved_without_accepting_its_sentences(road: Road) -> None:
    note = road.edit(road.blank(KEY, ReplyKind.INTERNAL_NOTE), SEEN)
    assert note.findings == ()
    road.approve(note, road.outgoing(note, new_status=None))


def test_what_the_model_made_of_a_note_is_asked_for_its_source(road: Road) -> None:
    note = road.edit(road.blank(KEY, ReplyKind.INTERNAL_NOTE), SEEN.replace("3 ", ""))
    again = road.rewrite(note, "friendlier")
    assert again == INVENTED
    (found,) = road.edit(note, again).findings
    assert found.check == "no source"
    both = road.edit(note, f"{SEEN} {again}")
    assert [both.text[one.start : one.end] for one in both.findings] == [INVENTED]


def test_findings_that_are_accepted_together_are_noted_one_by_one(road: Road) -> None:
    text = f"{INVENTED} The workshop in Oslo has painted the bag."
    reply = road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), text)
    unproved = tuple(one for one in reply.findings if one.check == "no source")
    assert len(unproved) == 2
    done = road.accept(reply, *unproved)
    assert sum(one.accepted for one in done.findings) == 2
    rows = [row for row in road.audit.rows() if row.event == "accepted"]
    assert len(rows) == 2
    bound = road.outgoing(done, new_status=None).accepted_findings
    assert [one.splitlines()[1] for one in bound] == [
        f"“{INVENTED}”",
        "“The workshop in Oslo has painted the bag.”",
    ]
    gone = replace(unproved[0], text="Another finding.")
    with pytest.raises(BadInput):
        road.accept(reply, unproved[1], gone)
    assert len([row for row in road.audit.rows() if row.event == "accepted"]) == 2

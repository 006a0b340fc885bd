"""Every draft has a trace of its steps, and of what the agent did with it; no text in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.pipeline import Road
from copilot.records import Draft, Fate, OutboxState, ReplyKind, Severity, TicketKey
from tests.road.conftest import OpenDemo

KEY = TicketKey("demo", "4217")
ASK = "How many months or litres does the cartridge of the AquaPure 300 last, what comes first?"


@pytest.fixture
def road(open_demo: OpenDemo, desk: DemoDesk) -> Road:
    desk.other_agent_replies("4217", "Hi Dana, it goes out by express today. Luis")
    desk.customer_writes("4217", ASK)
    opened = open_demo()
    opened.sync()
    return opened


def send(road: Road, draft: Draft) -> None:
    road.looked(road.open(KEY).ticket)
    for finding in draft.findings:
        if finding.severity is Severity.ACCEPT:
            draft = road.accept(draft, finding)
    road.approve(draft, road.outgoing(draft, new_status=None))
    assert [item.state for item in road.deliver()] == [OutboxState.CONFIRMED]


def fate(road: Road, draft: Draft) -> tuple[Fate | None, int]:
    root = road.tracking.why(draft).draft
    assert root is not None
    return root.fate, root.distance


def test_a_draft_knows_its_steps(road: Road) -> None:
    draft = road.draft(KEY)
    why = road.tracking.why(draft)
    assert why.draft is not None
    assert (why.draft.fate, why.draft.step) == (Fate.WAITING, "public reply")
    steps = [one.step for one in why.steps]
    assert steps[0] == "summary"
    assert {"search", "check"} <= set(steps)
    assert steps[-1] == "check"
    run = next(one for one in why.steps if one.step == "summary")
    assert (run.prompt_name, run.finish) == ("read", "stop")
    assert run.model_sha256
    shown = {found.passage.id for found in draft.sources}
    assert shown <= {passage.id for passage in why.passages}
    search = next(one for one in why.steps if one.step == "search")
    assert search.sources
    assert all(0 <= score <= 1 for _, score in search.sources)


def test_sent_as_it_was(road: Road) -> None:
    draft = road.draft(KEY)
    send(road, draft)
    assert fate(road, draft) == (Fate.SENT, 0)


def test_sent_after_editing_with_the_distance(road: Road) -> None:
    draft = road.draft(KEY)
    edited = road.edit(draft, draft.text.replace("Hello", "Good morning", 1))
    send(road, edited)
    assert fate(road, draft) == (Fate.EDITED, 2)


def test_a_draft_that_another_one_replaced_was_thrown_away(road: Road) -> None:
    first, note = road.draft(KEY), road.draft(KEY, kind=ReplyKind.INTERNAL_NOTE)
    second = road.draft(KEY)
    assert fate(road, first)[0] is Fate.THROWN_AWAY
    assert fate(road, second)[0] is Fate.WAITING
    assert fate(road, note)[0] is Fate.WAITING
    send(road, second)
    assert fate(road, first)[0] is Fate.THROWN_AWAY


def test_the_export_has_every_span_and_no_words(road: Road, tmp_path: Path) -> None:
    draft = road.draft(KEY)
    file = tmp_path / "spans.json"
    count = road.tracking.export(file)
    text = file.read_text("utf-8")
    spans = json.loads(text)["resourceSpans"][0]["scopeSpans"][0]["spans"]
    assert len(spans) == count == len(road.tracking.traces.all(KEY))
    ticket = road.open(KEY).ticket
    words = {ticket.requester.name, ticket.requester.email, ticket.subject, draft.text}
    words |= {message.text for message in ticket.messages}
    assert not [one for one in words if one in text]
    with pytest.raises(BadInput, match="cannot be written"):
        road.tracking.export(tmp_path / "missing" / "spans.json")

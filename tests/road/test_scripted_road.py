"""The whole road on the demo desk in seconds: every part is real but the model."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from copilot import paths
from copilot.errors import NotApproved, TooLate
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.pipeline import Road
from copilot.records import (
    Draft,
    OutboxState,
    Prompt,
    QueueView,
    ReplyKind,
    Severity,
    Status,
    TicketKey,
)
from tests.road.conftest import OpenDemo
from tests.road.scripted import READ, RecordingEngine, script

KEY = TicketKey("demo", "4217")
ASK = "How many months or litres does the cartridge of the AquaPure 300 last, what comes first?"


@pytest.fixture
def road(open_demo: OpenDemo, desk: DemoDesk) -> Road:
    desk.other_agent_replies("4217", "Hi Dana, it goes out by express today. Luis")
    desk.customer_writes("4217", ASK)
    road = open_demo()
    road.sync()
    return road


def drafted(road: Road) -> Draft:
    road.looked(road.open(KEY).ticket)
    return road.draft(KEY)


def agreed(road: Road, draft: Draft | None) -> Draft:
    """What the draft asks a person about is accepted."""
    assert draft is not None
    for finding in draft.findings:
        if finding.severity is Severity.ACCEPT and not finding.accepted:
            draft = road.accept(draft, finding)
    return draft


def replies(desk: DemoDesk) -> list[str]:
    """The texts of the agent's public messages on the ticket since the customer asked."""
    messages = desk.state().tickets["4217"].messages
    asked = next(at for at, message in enumerate(messages) if message.text == ASK)
    return [m.text for m in messages[asked + 1 :] if m.author == "agent"]


def test_from_the_queue_to_the_receipt(road: Road, desk: DemoDesk, engine: RecordingEngine) -> None:
    row = next(row for row in road.queue(QueueView.MINE) if row.key == KEY)
    assert not row.draft_ready
    opened = road.open(KEY)
    assert opened.ticket.messages[-1].text == ASK
    assert (opened.summary, opened.draft) == (None, None)
    road.looked(road.open(KEY).ticket)

    prepared = road.prepare(KEY, on_step=lambda step: None)
    assert prepared.summary is not None
    assert prepared.summary.wants.text == READ["wants"]
    assert prepared.draft is not None
    row = next(row for row in road.queue(QueueView.MINE) if row.key == KEY)
    assert (row.draft_ready, row.mood) == (
        True,
        "angry",
    )  # by her own words, whatever the model said
    draft = prepared.draft
    assert "lasts 6 months or 1,200 litres" in draft.text
    assert draft.text.startswith("Hello Dana Whitfield,")
    cited = [sentence for sentence in draft.sentences if sentence.evidence]
    assert next(evidence.title for evidence in cited[0].evidence) == (
        "Changing the AquaPure 300 cartridge"
    )
    passage = next(
        found.passage
        for found in draft.sources
        if cited[0].evidence[0].source == f"passage:{found.passage.id}"
    )
    evidence = cited[0].evidence[0]
    assert passage.text[evidence.start : evidence.end] == evidence.quote
    assert "lasts 6 months" in road.knowledge.source_text(passage.source_id)

    claimed = draft.text.replace("1,200 litres", "9,000 litres")
    edited = road.edit(draft, claimed)
    waiting = [one for one in edited.findings if one.severity is Severity.ACCEPT]
    assert ["9,000" in claimed[one.start : one.end] for one in waiting] == [True]
    with pytest.raises(NotApproved, match="nothing was sent"):
        road.approve(edited, road.outgoing(edited, new_status=None))
    assert road.outbox() == ()
    accepted = road.accept(edited, waiting[0])

    what = road.outgoing(accepted, new_status=Status.PENDING)
    assert what.to == ("dana.whitfield@example.com",)
    assert claimed in road.shown(what)
    item = road.approve(accepted, what)
    assert item.state is OutboxState.WAITING
    assert road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY) is None
    assert road.take_back(item.approved.id).state is OutboxState.TAKEN_BACK
    assert road.deliver() == ()
    assert replies(desk) == []
    back = road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY)
    assert back == accepted

    again = road.approve(back, road.outgoing(back, new_status=Status.PENDING))
    assert [one.state for one in road.deliver()] == [OutboxState.CONFIRMED]
    assert replies(desk) == [claimed]
    assert [(mail.to, mail.text) for mail in desk.mails()] == [
        (["dana.whitfield@example.com"], claimed)
    ]
    after = road.open(KEY).ticket
    assert (after.messages[-1].text, after.status) == (claimed, Status.PENDING)
    assert road.deliver() == ()
    with pytest.raises(TooLate):
        road.take_back(again.approved.id)

    assert road.audit.broken() == ()
    rows = [row for row in road.audit.rows() if row.subject == "demo/4217"]
    assert [(row.event, row.subject) for row in rows] == [
        (event, "demo/4217")
        for event in (
            "seen",
            "prepared ahead",
            "edited",
            "found",
            "refused",
            "accepted",
            "approved",
            "taken back",
            "approved",
            "sending",
            "confirmed",
        )
    ]


def test_what_was_changed_after_it_was_shown_is_not_sent(road: Road, desk: DemoDesk) -> None:
    draft = drafted(road)
    shown = road.outgoing(draft, new_status=None)
    changed = road.edit(draft, draft.text.replace("Anna", "Anna Lindqvist"))
    with pytest.raises(NotApproved, match="not the one of the draft"):
        road.approve(changed, shown)
    road.deliver()
    assert replies(desk) == []


@pytest.mark.parametrize("who", ["customer", "colleague"])
def test_a_ticket_that_moved_on_holds_the_reply_back(road: Road, desk: DemoDesk, who: str) -> None:
    draft = drafted(road)
    road.approve(draft, road.outgoing(draft, new_status=Status.SOLVED))
    if who == "customer":
        new = desk.customer_writes("4217", "I found the answer, please cancel instead.")
    else:
        new = desk.other_agent_replies("4217", "Hi Dana, I took this over. Luis")
    before = replies(desk)
    (item,) = road.deliver()
    assert item.state is OutboxState.CONFLICT
    assert "Nothing was sent" in item.reason
    assert replies(desk) == before
    assert desk.mails() == ()
    opened = road.open(KEY)
    assert opened.draft is not None
    assert opened.draft.text == draft.text
    assert opened.ticket.messages[-1].id == new
    assert opened.since.new_messages == (new,)
    assert next(row for row in road.queue(QueueView.ALL) if row.key == KEY).changed
    assert road.deliver() == ()
    assert road.audit.broken() == ()

    again = agreed(road, opened.draft)
    unseen = road.approve(again, road.outgoing(again, new_status=None))
    assert [one.state for one in road.deliver()] == [OutboxState.CONFLICT]
    assert unseen.approved.outgoing.seen_version == draft.seen_version

    road.looked(road.open(KEY).ticket)
    back = agreed(road, road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY))
    said = road.outgoing(back, new_status=None).accepted_findings
    assert any(one.startswith("moved on: ") for one in said)
    road.approve(back, road.outgoing(back, new_status=None))
    assert [one.state for one in road.deliver()] == [OutboxState.CONFIRMED]
    assert replies(desk) == [*before, draft.text]


def test_window_and_draft_read_a_ticket_once(road: Road, engine: RecordingEngine) -> None:
    other = threading.Thread(target=road.draft, args=(KEY,))

    def script_that_is_overtaken(prompt: Prompt) -> str:
        if prompt.name == "read" and not other.ident:
            other.start()
            other.join(timeout=0.5)
        return script(prompt)

    engine.script = script_that_is_overtaken
    road.summarise(KEY)
    other.join()
    assert [prompt.name for prompt in engine.prompts].count("read") == 1


def test_a_draft_that_was_prepared_ahead_is_not_said_to_be_a_persons(
    road: Road, tmp_path: Path
) -> None:
    road.sync()
    road.prepare(KEY, on_step=_silent)
    events = [row.event for row in road.audit.rows() if row.subject == "demo/4217"]
    assert "prepared ahead" in events
    assert "generated" not in events
    road.draft(KEY)
    assert "generated" in [row.event for row in road.audit.rows()]
    assert road.audit.broken() == ()
    file = tmp_path / "export.jsonl"
    file.write_bytes(road.audit.export().data)
    script = paths.shipped("resources", "audit", "verify_audit.py")
    done = subprocess.run(
        [sys.executable, str(script), str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _silent(step: str) -> None:
    """Nobody watches."""


def test_an_earlier_text_that_is_taken_back_has_its_sources_again(road: Road) -> None:
    first = drafted(road)
    shorter = road.edit(first, "Hi Dana,\n\nAll the best to you on this fine and sunny day.")
    assert [one.evidence for one in shorter.sentences] == [()] * len(shorter.sentences)
    (_, text), *_ = road.history(shorter)
    again = road.edit(shorter, text)
    proved = [first.text[one.start : one.end] for one in first.sentences if one.evidence]
    held = " ".join(again.text[one.start : one.end] for one in again.sentences if one.evidence)
    assert proved
    assert " ".join(" ".join(proved).split()) == " ".join(held.split())
    assert again.findings == first.findings

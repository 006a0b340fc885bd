"""The road over the demo desk with a scripted engine: what only the joined rooms can show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from copilot.app import profile
from copilot.errors import BadInput
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.paths import places, shipped
from copilot.pipeline import Road
from copilot.records import Draft, OutboxState, ReplyKind, Severity, TicketKey
from copilot.settings import Settings, save
from tests.fakes.engine import ScriptedEngine

KEY = TicketKey("demo", "4217")


@pytest.fixture
def road(monkeypatch: pytest.MonkeyPatch) -> Iterator[Road]:
    at = places()
    save(Settings(undo_seconds=0), at.settings)
    made = profile.open_road(at, passphrase="correct horse", engine=ScriptedEngine())
    made.sync()
    yield made
    made.close()


def the_desk() -> DemoDesk:
    return DemoDesk(places().data, shipped("resources", "demo", "tickets.json"))


def written(road: Road, text: str = "Hello Dana Whitfield,\n\nWe are looking into it.\n\nAnna"):
    return agreed(road, road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), text))


def agreed(road: Road, draft: Draft | None) -> Draft:
    """What the draft asks a person about is accepted."""
    assert draft is not None
    for finding in draft.findings:
        if finding.severity is Severity.ACCEPT and not finding.accepted:
            draft = road.accept(draft, finding)
    return draft


def approved(road: Road):
    draft = written(road)
    return road.approve(draft, road.outgoing(draft, new_status=None))


def test_a_ticket_that_moved_on_is_held_and_goes_out_once_it_was_looked_at(road: Road) -> None:
    road.looked(road.open(KEY).ticket)
    approved(road)
    the_desk().customer_writes(KEY.id, "It has just arrived, thank you!")
    (held,) = road.deliver()
    assert held.state is OutboxState.CONFLICT
    assert the_desk().mails() == ()

    draft = agreed(road, road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY))
    road.approve(draft, road.outgoing(draft, new_status=None))
    assert road.deliver()[-1].state is OutboxState.CONFLICT, "nobody has looked at it yet"

    page = road.open(KEY)
    assert len(page.since.new_messages) == 1
    road.looked(page.ticket)
    draft = agreed(road, road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY))
    road.approve(draft, road.outgoing(draft, new_status=None))
    assert road.deliver()[-1].state is OutboxState.CONFIRMED
    assert [mail.to for mail in the_desk().mails()] == [["dana.whitfield@example.com"]]
    assert road.audit.broken() == ()


def test_what_is_taken_back_is_a_draft_again_and_is_not_sent(road: Road) -> None:
    item = approved(road)
    assert road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY) is None
    road.take_back(item.approved.id)
    assert road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY) is not None
    assert road.deliver() == ()
    assert the_desk().mails() == ()


def test_a_new_store_wants_a_long_passphrase() -> None:
    with pytest.raises(BadInput, match="at least 12"):
        profile.open_road(places(), passphrase="abc")
    assert not places().store.exists()


def test_triage_needs_no_model(road: Road) -> None:
    found = road.triage(TicketKey("demo", "4223"))
    assert [one.kind.value for one in found.escalations] == ["safety"]
    assert found.urgency.value == "high"
    assert found.category is not None
    assert found.category.value == "Safety"

"""A team's signed policy on the demo desk: what it blocks, who may, and what becomes of changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.drafts.approval import OpenFindings
from copilot.errors import BadInput, NotApproved, PolicyBroken, SecondNeeded
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.pipeline import Road
from copilot.records import Draft, OutboxState, ReplyKind, Severity, TicketKey
from tests.policy import policies as shop
from tests.road.conftest import OpenDemo

KEY = TicketKey("demo", "4217")
FINE = "Hello Dana Whitfield,\n\nWe are looking into it.\n\nKind regards\nAnna"
ANNA = "anna@nordlicht.example"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "team.toml"


@pytest.fixture
def road(open_demo: OpenDemo, file: Path) -> Road:
    """Anna may approve with the key of this profile, Lena may be the second."""
    first = open_demo()
    key = first.policy.own_key
    first.sync()
    first.close()
    people = shop.PEOPLE.replace(shop.MIA, ANNA).replace(shop.PUBLIC.hex(), key)
    shop.write(file, shop.text(1, people, shop.RULES.replace('"no source"', "")))
    made = open_demo(policy_file=str(file), policy_key=shop.LEAD_PUBLIC.hex())
    made.looked(made.open(KEY).ticket)
    return made


def written(road: Road, text: str = FINE) -> Draft:
    draft = road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), text)
    for finding in draft.findings:
        if finding.severity is Severity.ACCEPT:
            draft = road.accept(draft, finding)
    return draft


def test_what_it_blocks_is_found_where_it_stands(road: Road) -> None:
    text = FINE.replace("into it", "into it, guaranteed")
    draft = written(road, text)
    (found,) = [one for one in draft.findings if one.check == "blocked by your team"]
    assert (found.severity, text[found.start : found.end]) == (Severity.BLOCK, "guaranteed")
    with pytest.raises(OpenFindings, match="guarantee"):
        road.approve(draft, road.outgoing(draft, new_status=None))


def test_what_a_mandatory_check_finds_cannot_be_accepted(road: Road, file: Path) -> None:
    strict = file.read_text().replace("number = 1", "number = 2").replace("[]", '["no source"]')
    shop.write(file, strict)
    draft = road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), FINE)
    (found,) = draft.findings
    assert (found.check, found.severity) == ("no source", Severity.BLOCK)
    with pytest.raises(BadInput, match="cannot be accepted"):
        road.accept(draft, found)


def test_a_reply_under_it_is_sent_and_one_that_wants_two_is_not(road: Road) -> None:
    draft = written(road)
    what = road.outgoing(draft, new_status=None)
    assert road.terms(what).policy == "policy 1 of Shop"
    assert road.terms(what).second == ()
    item = road.approve(draft, what)
    assert item.approved.policy.startswith("1 ")
    assert [one.state for one in road.deliver()] == [OutboxState.CONFIRMED]

    road.looked(road.open(KEY).ticket)
    draft = written(road, FINE.replace("into it", "into it, as the court asks"))
    what = road.outgoing(draft, new_status=None)
    assert road.terms(what).second == ("It says “court”.",)
    with pytest.raises(SecondNeeded, match="court"):
        road.approve(draft, what)
    assert len(road.outbox()) == 1
    assert road.ask_second(draft, what).startswith(b"support-copilot second approval 1\n")
    assert road.audit.broken() == ()


def test_what_waits_is_held_when_the_policy_changed(road: Road, file: Path, desk: DemoDesk) -> None:
    draft = written(road)
    road.approve(draft, road.outgoing(draft, new_status=None))
    shop.write(file, file.read_text().replace("number = 1", "number = 2"))
    (item,) = road.deliver()
    assert item.state is OutboxState.REJECTED
    assert "policy 2 of Shop" in item.reason
    assert desk.mails() == ()
    back = road.saved_draft(KEY, ReplyKind.PUBLIC_REPLY)
    assert back is not None
    road.approve(back, road.outgoing(back, new_status=None))
    assert road.deliver()[-1].state is OutboxState.CONFIRMED


def test_a_broken_policy_stops_approving_and_sending_until_it_is_mended(
    road: Road, file: Path, desk: DemoDesk
) -> None:
    draft = written(road)
    road.approve(draft, road.outgoing(draft, new_status=None))
    whole = file.read_text()
    file.write_text(whole.replace("refund_over = 100", "refund_over = 100000"))
    (item,) = road.deliver()
    assert (item.state, "not what was signed" in item.reason) == (OutboxState.WAITING, True)
    other = road.edit(road.blank(TicketKey("demo", "4231"), ReplyKind.PUBLIC_REPLY), "Hola.")
    assert "not what was signed" in other.findings[0].text
    with pytest.raises(PolicyBroken):
        road.approve(other, road.outgoing(other, new_status=None))
    assert road.policy.state().fault
    assert desk.mails() == ()
    file.write_text(whole)
    assert road.deliver()[-1].state is OutboxState.CONFIRMED


def test_somebody_the_policy_does_not_name_cannot_approve(
    road: Road, file: Path, open_demo: OpenDemo
) -> None:
    road.close()
    chosen = {"policy_file": str(file), "policy_key": shop.LEAD_PUBLIC.hex()}
    other = open_demo(agent_email="eve@nordlicht.example", **chosen)
    other.looked(other.open(KEY).ticket)
    draft = written(other)
    what = other.outgoing(draft, new_status=None)
    assert "not among the people" in other.terms(what).refused
    with pytest.raises(NotApproved, match="not among the people"):
        other.approve(draft, what)
    assert other.outbox() == ()

"""Files on the road over the demo desk: attached, bound, sent, read back, deleted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copilot.drafts.approval import OpenFindings
from copilot.drafts.requests import read_request, request_bytes
from copilot.errors import BadInput, NotApproved, SecondNeeded
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.paths import Places
from copilot.pipeline import Road
from copilot.records import Draft, OutboxState, PersonKept, ReplyKind, Severity, TicketKey
from tests.outbox.two_people import by_lena
from tests.policy import policies as shop
from tests.road.conftest import OpenDemo
from tests.road.scripted import RecordingEngine
from tests.road.test_deleting_people import in_the_file

KEY = TicketKey("demo", "4217")
FINE = "Hello Dana Whitfield,\n\nhere is the plan.\n\nKind regards\nAnna"
SECRET = b"the plan of the xylograph pavilion"
REPLY = ReplyKind.PUBLIC_REPLY


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "pavilion-plan.pdf"
    path.write_bytes(SECRET)
    return path


@pytest.fixture
def road(open_demo: OpenDemo) -> Road:
    made = open_demo()
    made.sync()
    made.looked(made.open(KEY).ticket)
    return made


def agreed(road: Road, draft: Draft) -> Draft:
    for finding in draft.findings:
        if finding.severity is Severity.ACCEPT and not finding.accepted:
            draft = road.accept(draft, finding)
    return draft


def with_file(road: Road, path: Path) -> Draft:
    draft = road.blank(KEY, REPLY)
    road.attaching.add(draft, path)
    return agreed(road, road.edit(draft, FINE))


def approve(road: Road, draft: Draft):
    return road.approve(draft, road.outgoing(draft, new_status=None))


def test_a_file_is_bound_sent_and_read_back(road: Road, plan: Path, desk: DemoDesk) -> None:
    draft = with_file(road, plan)
    (file,) = road.attaching.of(draft.id)
    what = road.outgoing(draft, new_status=None)
    assert what.attachments == (file,)
    said = road.shown(what)
    assert f"pavilion-plan.pdf (application/pdf, {len(SECRET)} bytes, sha256 {file.sha256})" in said
    plan.write_bytes(b"changed on the disk afterwards")
    plan.unlink()
    approve(road, draft)
    (item,) = road.deliver()
    assert (item.state, item.reason) == (OutboxState.CONFIRMED, "")
    message = road.open(KEY).ticket.messages[-1]
    assert [(one.name, one.size) for one in message.attachments] == [(plan.name, len(SECRET))]
    assert road.reader.attachment(KEY, message.attachments[0].id) == SECRET
    assert road.audit.broken() == ()
    events = [row.event for row in road.audit.rows()]
    assert events.index("attached") < events.index("approved") < events.index("confirmed")
    assert desk.mails()


def test_files_survive_a_restart_an_edit_a_redraft_and_being_taken_back(
    open_demo: OpenDemo, plan: Path
) -> None:
    road = open_demo(undo_seconds=60)
    road.sync()
    road.looked(road.open(KEY).ticket)
    files = road.attaching.of(with_file(road, plan).id)
    road.close()
    road = open_demo(RecordingEngine(), undo_seconds=60)
    draft = road.saved_draft(KEY, REPLY)
    assert draft is not None
    assert road.attaching.of(draft.id) == files
    again = road.draft(KEY)
    assert again.id != draft.id
    assert road.attaching.of(again.id) == files
    item = approve(road, agreed(road, road.edit(again, FINE)))
    road.take_back(item.approved.id)
    back = road.saved_draft(KEY, REPLY)
    assert back is not None
    assert road.attaching.of(back.id) == files
    road.attaching.remove(back, plan.name)
    assert road.attaching.of(back.id) == ()


def test_what_was_shown_is_what_is_approved(road: Road, plan: Path) -> None:
    draft = with_file(road, plan)
    shown = road.outgoing(draft, new_status=None)
    road.attaching.remove(draft, plan.name)
    with pytest.raises(NotApproved, match="list of files shown"):
        road.approve(draft, shown)
    plan.write_bytes(b"another plan")
    road.attaching.add(draft, plan)
    with pytest.raises(NotApproved, match="list of files shown"):
        road.approve(draft, shown)
    assert road.outbox() == ()


def test_a_program_is_not_approved_without_a_person_s_word(road: Road, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf.exe"
    path.write_bytes(b"MZ\x90")
    draft = road.edit(road.blank(KEY, REPLY), FINE)
    draft = agreed(road, draft)
    road.attaching.add(draft, path)
    with pytest.raises(OpenFindings, match="is a program"):
        approve(road, draft)
    draft = agreed(road, road.edit(draft, FINE))
    what = road.outgoing(draft, new_status=None)
    assert any("plan.pdf.exe" in each for each in what.accepted_findings)
    road.approve(draft, what)


def test_what_cannot_be_attached_is_told_and_nothing_is_kept(road: Road, tmp_path: Path) -> None:
    draft = road.blank(KEY, REPLY)
    empty, big = tmp_path / "empty.txt", tmp_path / "big.bin"
    empty.touch()
    big.write_bytes(bytes(10_000_001))
    for path, said in ((empty, "is empty"), (big, "at most 10 MB"), (tmp_path, "is a folder")):
        with pytest.raises(BadInput, match=said):
            road.attaching.add(draft, path)
    assert road.attaching.of(draft.id) == ()


def test_the_model_is_told_nothing_of_a_file(
    road: Road, plan: Path, engine: RecordingEngine
) -> None:
    with_file(road, plan)
    road.draft(KEY)
    road.draft(KEY, kind=ReplyKind.INTERNAL_NOTE)
    road.summarise(KEY)
    seen = "\n".join(f"{prompt.system}\n{prompt.user}" for prompt in engine.prompts)
    assert "[[CUSTOMER_1]]" in seen
    for word in ("pavilion", "xylograph"):
        assert word not in seen


def test_a_reply_with_a_file_waits_for_a_second_person(
    open_demo: OpenDemo, plan: Path, tmp_path: Path
) -> None:
    first = open_demo()
    key = first.policy.own_key
    first.sync()
    first.close()
    people = shop.PEOPLE.replace(shop.MIA, "anna@nordlicht.example")
    people = people.replace(shop.PUBLIC.hex(), key)
    policy = tmp_path / "team.toml"
    shop.write(policy, shop.text(1, people, shop.RULES.replace('"no source"', "")))
    road = open_demo(policy_file=str(policy), policy_key=shop.LEAD_PUBLIC.hex())
    road.looked(road.open(KEY).ticket)
    draft = with_file(road, plan)
    what = road.outgoing(draft, new_status=None)
    assert road.terms(what).second == ("It takes files outside: pavilion-plan.pdf.",)
    with pytest.raises(SecondNeeded, match="files outside"):
        road.approve(draft, what)
    assert road.outbox() == ()
    request = road.ask_second(draft, what)
    asked = read_request(request)
    assert asked.files == (SECRET,)
    second = by_lena(asked.approved)
    item = road.second.take(request_bytes(replace(asked, second=second, files=())))
    assert item.second is not None
    assert road.deliver()[-1].state is OutboxState.CONFIRMED
    assert road.audit.broken() == ()


def test_a_deleted_person_s_files_are_gone_from_the_bytes_of_the_store(
    road: Road, plan: Path, at: Places
) -> None:
    approve(road, with_file(road, plan))
    road.deliver()
    road.looked(road.open(KEY).ticket)
    waiting = plan.with_name("second-plan.txt")
    waiting.write_bytes(b"the quarterdeck of the gazebo")
    with_file(road, waiting)
    [person] = road.privacy.people("dana.whitfield@example.com")
    assert isinstance(person, PersonKept)
    counts = dict(road.privacy.delete_person(person).counts)
    assert counts["files"] == 2
    assert road.audit.broken() == ()
    road.close()
    data = in_the_file(at)
    for words in (SECRET, b"quarterdeck", b"pavilion", b"second-plan"):
        assert words not in data

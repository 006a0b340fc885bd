"""The demo desk: fresh times, a state that survives, and files that are no state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.paths import shipped
from copilot.records import Status, TicketKey
from tests.fakes.helpdesk import approved_for
from tests.helpdesk.test_contract import demo_desk

KEY = TicketKey("demo", "1")


def test_messages_look_fresh_whenever_the_desk_is_started(tmp_path: Path) -> None:
    created = demo_desk(tmp_path).reader().ticket(KEY).messages[0].created
    assert timedelta(minutes=59) < datetime.now(UTC) - created < timedelta(minutes=62)


def test_state_survives_and_the_mark_with_it(tmp_path: Path) -> None:
    desk = demo_desk(tmp_path)
    approved = approved_for(desk.reader().ticket(KEY), "Hello", new_status=Status.SOLVED)
    receipt = desk.writer().send(approved)
    again = DemoDesk(tmp_path / "desk", tmp_path / "missing.json")
    assert again.message == ""
    assert again.writer().send(approved).message_id == receipt.message_id
    assert len(again.mails()) == 1
    assert again.mails()[0].to == ["dana@customer.example"]
    assert again.reader().ticket(KEY).status is Status.SOLVED
    assert [path.name for path in (tmp_path / "desk").iterdir()] == ["demo-desk.json"]


def test_a_customer_who_writes_opens_the_ticket_again(tmp_path: Path) -> None:
    desk = demo_desk(tmp_path)
    desk.writer().send(approved_for(desk.reader().ticket(KEY), "Hello", new_status=Status.SOLVED))
    desk.customer_writes("1", "No!")
    assert desk.reader().ticket(KEY).status is Status.OPEN


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"format": 99}'])
def test_a_damaged_state_is_kept_aside_and_told(tmp_path: Path, content: bytes) -> None:
    path = demo_desk(tmp_path).path
    path.write_bytes(content)
    desk = demo_desk(tmp_path)
    (kept,) = path.parent.glob("*damaged*")
    assert kept.read_bytes() == content
    assert kept.name in desk.message
    assert desk.reader().ticket(KEY).messages[0].text == "Hello?"


def test_a_bad_seed_names_the_field_and_keeps_the_state(tmp_path: Path) -> None:
    path = demo_desk(tmp_path).path
    path.write_bytes(b"damaged")
    seed = tmp_path / "bad.json"
    seed.write_text('[{"id": 1}]')
    with pytest.raises(BadInput, match=r"bad\.json.*id"):
        DemoDesk(path.parent, seed)
    assert path.read_bytes() == b"damaged"


def test_the_shipped_tickets_can_be_loaded(tmp_path: Path) -> None:
    seed = shipped("resources", "demo", "tickets.json")
    if not seed.exists():
        pytest.skip("resources/demo/tickets.json is not there")
    reader = DemoDesk(tmp_path, seed).reader()
    page = reader.changes("")
    assert page.more
    moments = [ticket.updated for ticket in page.tickets]
    assert moments == sorted(moments)


def test_the_macros_of_the_shop_are_read_beside_its_tickets(tmp_path: Path) -> None:
    macros = DemoDesk(tmp_path, shipped("resources", "demo", "tickets.json")).reader().macros()
    assert {macro.language for macro in macros} == {"en", "de", "es"}
    assert all(macro.title and macro.text for macro in macros)


def test_a_desk_without_a_file_of_macros_has_none(tmp_path: Path) -> None:
    assert demo_desk(tmp_path).reader().macros() == ()


def test_damaged_macros_are_told(tmp_path: Path) -> None:
    desk = demo_desk(tmp_path)
    (tmp_path / "macros.json").write_text("[{]")
    with pytest.raises(BadInput, match="macros"):
        desk.reader().macros()

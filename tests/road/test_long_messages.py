"""A very long message on the road: hidden wholly, read in parts, and the agent is told."""

from __future__ import annotations

from copilot.assistance.long_messages import READ_IN_PARTS
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.records import TicketKey
from tests.fakes.engine import ScriptedEngine
from tests.road.conftest import OpenDemo

KEY = TicketKey("demo", "4217")
NAMED = "Dana Whitfield was at home."


def test_a_long_message_is_read_in_parts_and_hidden_wholly(
    open_demo: OpenDemo, desk: DemoDesk
) -> None:
    filler = [f"The box of day {at} was wet when the courier came. {NAMED}" for at in range(900)]
    ask = "How often do I have to change the cartridge?"
    desk.customer_writes("4217", " ".join([*filler[:450], ask, *filler[450:]]))
    road = open_demo(ScriptedEngine())
    road.sync()
    summary = road.summarise(KEY)
    assert READ_IN_PARTS in summary.note
    assert ask in [line.text for line in summary.open]
    assert READ_IN_PARTS in road.draft(KEY).note
    spans = road.open(KEY).spans
    assert max(map(len, spans.values())) >= len(filler)


def test_of_a_short_ticket_nothing_is_said(open_demo: OpenDemo) -> None:
    road = open_demo(ScriptedEngine())
    road.sync()
    assert READ_IN_PARTS not in road.summarise(KEY).note
    assert road.draft(KEY).note == ""

"""The two ends of a helpdesk: who reads it, and who writes to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from copilot.helpdesk.allowed import ALLOWED, HELPDESK
from copilot.helpdesk.contract import Reader, Writer
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.helpdesk.request_tracker.reader import RequestTrackerReader, authorization
from copilot.helpdesk.request_tracker.writer import RequestTrackerWriter
from copilot.helpdesk.sockets import open_client
from copilot.paths import shipped
from copilot.records import LedgerRow, Person
from copilot.settings import Settings


def helpdesk_of(
    chosen: Settings, folder: Path, token: str, ledger: Callable[[LedgerRow], None]
) -> tuple[Reader, Writer]:
    """The demo desk in `folder`, or Request Tracker with a token."""
    if chosen.helpdesk == "demo":
        ALLOWED.allow(HELPDESK, ())
        me = Person(chosen.agent_name, chosen.agent_email)
        desk = DemoDesk(folder, shipped("resources", "demo", "tickets.json"), me=me)
        return desk.reader(), desk.writer()
    client = open_client(chosen.helpdesk_url, headers=authorization(token), ledger=ledger)
    return RequestTrackerReader(client, token=token), RequestTrackerWriter(client, token=token)

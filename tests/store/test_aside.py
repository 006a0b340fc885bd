"""Rows beside a closed store: kept, taken over once, and by whom they can be read."""

from __future__ import annotations

import stat
from datetime import UTC, datetime

from copilot import paths
from copilot.app import profile
from copilot.helpdesk.allowed import ALLOWED
from copilot.records import LedgerRow
from copilot.store.aside import LedgerAside
from tests.road.scripted import RecordingEngine

ROW = LedgerRow(datetime(2026, 11, 21, tzinfo=UTC), "hub.example", "Fetching", 1, 2, 3)


def test_rows_are_taken_once_and_damage_is_left_out() -> None:
    at = paths.places()
    aside = LedgerAside(at)
    assert aside.take() == ()
    aside.add(ROW)
    file = at.data / "ledger.jsonl"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_bytes(file.read_bytes() + b"\xff{\n")
    aside.add(ROW)
    assert aside.take() == (ROW, ROW)
    assert aside.take() == ()
    assert [path for path in at.data.iterdir() if path.name.startswith("ledger")] == []


def test_an_opened_profile_has_what_was_told_before_and_is_told_of_refusals() -> None:
    at = paths.places()
    LedgerAside(at).add(ROW)
    road = profile.open_road(at, passphrase="six clouds over the fjord", engine=RecordingEngine())
    ALLOWED.refuse("phone-home.example", "getaddrinfo")
    reasons = [row.reason for row in road.ledger.all()]
    road.close()
    assert reasons == ["Fetching", "refused: getaddrinfo"]
    ALLOWED.refuse("after.example", "connect")
    assert [row.host for row in LedgerAside(at).take()] == ["after.example"]

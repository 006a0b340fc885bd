"""What stands beside a fake road: its engine, its way to the helpdesk, its ledger."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from copilot.records import EngineState, EngineStatus, LedgerRow, TicketKey


class FakeEngine:
    """`now` is its status."""

    def __init__(self, road: Any) -> None:
        self._road = road
        self.now = EngineStatus(EngineState.READY, "Qwen2.5 1.5B", 36.2)

    def status(self) -> EngineStatus:
        return self.now

    def start(self) -> None:
        self._road.note_call("warm_up")


class FakeReader:
    """Attachments are `road.files`."""

    def __init__(self, road: Any) -> None:
        self._road = road

    def attachment(self, key: TicketKey, attachment_id: str) -> bytes:
        self._road.note_call("attachment")
        return self._road.files[attachment_id]


class FakeLedger:
    """Two conversations, some minutes ago."""

    def __init__(self, road: Any) -> None:
        self._road = road

    def all(self) -> tuple[LedgerRow, ...]:
        return (
            LedgerRow(
                self._road.clock() - timedelta(minutes=4),
                "support.nordlicht.example",
                "sync",
                1_200,
                48_000,
                210,
            ),
            LedgerRow(
                self._road.clock() - timedelta(minutes=9),
                "support.nordlicht.example",
                "send reply",
                36_800,
                900,
                340,
            ),
        )

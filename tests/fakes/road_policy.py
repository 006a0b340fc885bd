"""The policy and the second person of a road without a store."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from copilot.audit.chain import FIRST, Broken, sealed
from copilot.audit.contents import opened
from copilot.audit.export import Export
from copilot.records import ApprovedDraft, Asked, AuditRow, OutboxItem, PolicyState, SecondRequest
from tests.fakes import road_tickets as shop

POLICY = PolicyState(
    "policy 3 of Nordlicht Outdoor",
    "/home/anna/team-policy.toml",
    "5f" * 32,
    "9c" * 32,
    (
        "Anna Lindqvist <anna@nordlicht.example> may approve replies and notes.",
        "Lena Moss <lena@nordlicht.example> may approve replies and notes and sign as the second "
        "person.",
        "A second person signs refunds over 100.00.",
        "A second person signs what says “lawyer*”, “court”.",
        "Never sent to customers: “guarantee*”.",
        "Replies go out Monday to Friday, 08:00 to 18:00 (Europe/Berlin).",
    ),
)
REASON = "It speaks of paying back and of 250.00, which is over 100.00."


class FakePolicy:
    """`shown` is what the page is told."""

    def __init__(self) -> None:
        self.shown = PolicyState()

    def state(self) -> PolicyState:
        return self.shown


class FakeSecond:
    """Takes any file for a request on the first ticket; `fault` is raised instead."""

    def __init__(self, road: Any) -> None:
        self._road = road
        self.fault: Exception | None = None
        self.asked: tuple[Asked, ...] = ()
        self.files: tuple[bytes, ...] = ()

    def read(self, data: bytes) -> SecondRequest:
        if self.fault is not None:
            raise self.fault
        draft = self._road.drafts[shop.FILTER.key]
        out = self._road.outgoing(draft, new_status=None)
        approved = ApprovedDraft(
            "a1", out, "ab" * 32, "cd" * 64, "luis@nordlicht.example", shop.NOW
        )
        return SecondRequest(approved, "12" * 32, (REASON,), files=self.files)

    def save_files(self, request: SecondRequest, folder: Path) -> Path:
        for data in request.files:
            (folder / "plan.pdf").write_bytes(data)
        return folder

    def waiting(self) -> tuple[Asked, ...]:
        return self.asked

    def sign(self, data: bytes) -> bytes:
        self._road.note_call("second.sign")
        return b"an answer to " + data

    def take(self, data: bytes) -> OutboxItem:
        self._road.note_call("take_answer")
        draft = self._road.drafts[shop.FILTER.key]
        item: OutboxItem = self._road.approve(draft, self._road.outgoing(draft, new_status=None))
        return item


class FakeAudit:
    """A whole chain; `road.broken` is what is wrong with it."""

    def __init__(self, road: Any) -> None:
        self._road = road

    def rows(self) -> tuple[AuditRow, ...]:
        self._road.note_call("audit_rows")
        return rows()

    def broken(self) -> tuple[Broken, ...]:
        self._road.note_call("audit_broken")
        return self._road.broken

    def export(self) -> Export:
        self._road.note_call("audit_export")
        return Export(b"the chain\n", (9, "ab" * 32), "12" * 32)


EVENTS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("opened", "store", {"unlocked_by": "keyring", "key": "5f" * 32, "version": "0.1.0"}),
    ("settings changed", "settings", {"names": ["policy_file", "policy_key"]}),
    ("policy in force", "policy", {"number": 3, "sha256": "9c" * 32, "key": "5f" * 32}),
    ("seen", "demo/4217", {"messages": 9}),
    ("generated", "demo/4217", {"draft": "d1"}),
    ("found", "demo/4217", {"draft": "d1", "checks": ["no source", "unsupported value"]}),
    ("approved", "demo/4217", {"approval": "a1", "digest": "ab" * 32, "state": "waiting"}),
    ("confirmed", "demo/4217", {"approval": "a1", "state": "confirmed", "message": "m10"}),
    ("person deleted", "people", {"rows": ["4", "5"]}),
)


def rows() -> tuple[AuditRow, ...]:
    """A whole chain of a few rows."""
    made: list[AuditRow] = []
    for at, (event, subject, payload) in enumerate(EVENTS, start=1):
        row = AuditRow(
            at,
            shop.NOW - timedelta(minutes=7 * (len(EVENTS) - at)),
            shop.AGENT.email,
            event,
            subject,
            json.dumps(payload),
            made[-1].sha256 if made else FIRST,
        )
        made.append(sealed(row))
    return tuple(map(opened, made))

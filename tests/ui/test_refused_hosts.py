"""A host that was refused is told of as that, and never as one that was contacted."""

from __future__ import annotations

from datetime import UTC, datetime

from copilot.records import LedgerRow
from ui.privacy.props import ledger_sum
from ui.status_line.props import hosts

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SENT = LedgerRow(NOW, "rt.example.com", "Sending a reply", 2000, 500, 40)
REFUSED = LedgerRow(NOW, "phone-home.example", "refused: getaddrinfo", 0, 0, 0)


def test_the_status_line_names_who_was_contacted() -> None:
    assert hosts((REFUSED,), NOW) == "Today: no host contacted"
    assert hosts((REFUSED, SENT), NOW).startswith("Today: rt.example.com only · ")


def test_the_ledger_counts_them_apart() -> None:
    assert ledger_sum((SENT,)).startswith("1 conversation · ")
    assert "refused" not in ledger_sum((SENT,))
    assert ledger_sum((SENT, REFUSED, REFUSED)).endswith(" · 2 refused")
    assert ledger_sum((SENT, REFUSED)).startswith("1 conversation · ")

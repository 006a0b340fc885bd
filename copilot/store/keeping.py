"""How much of each kind is in the store, and the taking away of what is older than its time."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from datetime import datetime

from copilot.records import DataKind, Kept
from copilot.settings import Retention
from copilot.store.encoding import from_time
from copilot.store.store import Store

_OPEN = "('waiting', 'sending', 'unknown')"
_GOES_OUT = """
    SELECT 1 FROM approvals a JOIN outbox o ON o.approval = a.id
    WHERE a.record ->> '$.outgoing.draft_id' = d.id
        AND o.state IN ('waiting', 'sending', 'unknown', 'confirmed')
"""
_SAVED = "(SELECT max(saved) FROM draft_texts WHERE draft = d.id)"
# Of each kind: what has an age, from where, and which of it.
KINDS: dict[DataKind, tuple[str, str]] = {
    DataKind.TICKETS: ("updated", "tickets WHERE status IN ('solved', 'deleted')"),
    DataKind.DRAFTS: (_SAVED, f"drafts d WHERE NOT EXISTS ({_GOES_OUT})"),
    DataKind.SENT: (
        "approved",
        f"approvals JOIN outbox ON approval = id WHERE state NOT IN {_OPEN} AND body <> ''",
    ),
    DataKind.TRACES: ("record ->> '$.created'", "traces WHERE true"),
    DataKind.QUESTIONS: (
        "at",
        "(SELECT at FROM misses UNION ALL SELECT at FROM judgements) WHERE true",
    ),
    DataKind.LEDGER: ("created", "ledger WHERE true"),
}


class Keeping:
    """What is kept, by kind."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def kept(self, retention: Retention) -> tuple[Kept, ...]:
        """One for each kind, in the order of the kinds."""
        return tuple(self._kept(kind, getattr(retention, kind.value)) for kind in DataKind)

    def _kept(self, kind: DataKind, days: int) -> Kept:
        age, rows = KINDS[kind]
        sql = f"SELECT count(*), min({age}) FROM {rows}"
        count, oldest = self._store.read(lambda db: db.execute(sql).fetchone())
        return Kept(kind, days, count, _moment(oldest))


def _moment(text: str | None) -> datetime | None:
    return from_time(text) if text else None

"""How much of each kind is in the store, and the taking away of what is older than its time."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections import Counter
from datetime import datetime

from copilot.records import DataKind, Kept, TicketKey
from copilot.settings import Retention
from copilot.store.connection import Connection
from copilot.store.encoding import from_time, to_time
from copilot.store.letting_go import LettingGo
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
    DataKind.TICKETS: ("updated", "tickets t WHERE status IN ('solved', 'deleted')"),
    DataKind.DRAFTS: (_SAVED, f"drafts d WHERE NOT EXISTS ({_GOES_OUT})"),
    DataKind.SENT: (
        "approved",
        f"approvals JOIN outbox ON approval = id WHERE state NOT IN {_OPEN} AND erased IS NULL",
    ),
    DataKind.TRACES: ("record ->> '$.created'", "traces WHERE true"),
    DataKind.QUESTIONS: (
        "at",
        "(SELECT at FROM misses UNION ALL SELECT at FROM judgements) WHERE true",
    ),
    DataKind.LEDGER: ("created", "ledger WHERE true"),
}
_IDLE = f"""
    NOT EXISTS (
        SELECT 1 FROM approvals a JOIN outbox o ON o.approval = a.id
        WHERE a.connector = t.connector AND a.ticket = t.id AND o.state IN {_OPEN}
    )
"""
_DRAFTS_SENT = """
    DELETE FROM drafts WHERE id IN (
        SELECT record ->> '$.outgoing.draft_id' FROM approvals JOIN outbox ON approval = id
        WHERE erased IS NOT NULL AND state = 'confirmed'
    )
"""
_COUNTED = (
    ("questions", "DELETE FROM misses WHERE julianday(at) < julianday(?)"),
    ("feedback", "DELETE FROM judgements WHERE julianday(at) < julianday(?)"),
)


class Keeping:
    """What is kept, by kind."""

    def __init__(self, store: Store, letting_go: LettingGo) -> None:
        self._store = store
        self._letting_go = letting_go

    def kept(self, retention: Retention) -> tuple[Kept, ...]:
        """One for each kind, in the order of the kinds."""
        return tuple(self._kept(kind, getattr(retention, kind.value)) for kind in DataKind)

    def done(self, before: datetime) -> tuple[str, ...]:
        """Ids of approvals from before then that are done and still have their text."""
        return tuple(id for (id,) in self._older(DataKind.SENT, before, "id"))

    def clear(self, kind: DataKind, before: datetime) -> Counter[str]:
        """Takes away what is older, and counts it. Joins the transaction that is open.

        Tickets of which a reply is on its way stay. Of SENT it takes the drafts whose text was
        erased in the outbox.
        """
        at = to_time(before)
        match kind:
            case DataKind.TICKETS:
                rows = self._older(kind, before, "connector, id", _IDLE)
                return self._letting_go.tickets([TicketKey(*row) for row in rows])
            case DataKind.DRAFTS:
                rows = self._older(kind, before, "id")
                return self._delete("drafts", "DELETE FROM drafts WHERE id = ?", rows)
            case DataKind.SENT:
                return self._delete("drafts", _DRAFTS_SENT, [()])
            case DataKind.QUESTIONS:
                parts = [self._delete(name, sql, [(at,)]) for name, sql in _COUNTED]
                return parts[0] + parts[1]
            case DataKind.TRACES | DataKind.LEDGER:
                name = "traces" if kind is DataKind.TRACES else "ledger rows"
                table = name.split(" ")[0]
                age = KINDS[kind][0]
                sql = f"DELETE FROM {table} WHERE julianday({age}) < julianday(?)"
                return self._delete(name, sql, [(at,)])

    def _kept(self, kind: DataKind, days: int) -> Kept:
        age, rows = KINDS[kind]
        sql = f"SELECT count(*), min({age}) FROM {rows}"
        count, oldest = self._store.read(lambda db: db.execute(sql).fetchone())
        return Kept(kind, days, count, from_time(oldest) if oldest else None)

    def _older(
        self, kind: DataKind, before: datetime, columns: str, besides: str = "true"
    ) -> list[tuple[str, ...]]:
        age, rows = KINDS[kind]
        sql = f"SELECT {columns} FROM {rows} AND {besides} AND julianday({age}) < julianday(?)"
        at = (to_time(before),)
        return self._store.read(lambda db: db.execute(sql, at).fetchall())

    def _delete(self, name: str, sql: str, rows: list[tuple[str, ...]]) -> Counter[str]:
        def work(db: Connection) -> Counter[str]:
            return Counter({name: sum(db.execute(sql, row).rowcount for row in rows)})

        return self._store.write(work)

"""Takes tickets out of the store with all that was made of them, and counts what went."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from copilot.records import TicketKey
from copilot.store.connection import Connection
from copilot.store.passages import Passages
from copilot.store.store import Store

# What is counted, in which table, and the name of the column with the number of the ticket.
MADE_OF_TICKETS = (
    ("redacted tickets", "redacted", "id"),
    ("summaries", "summaries", "id"),
    ("restore maps", "restore_maps", "id"),
    ("drafts", "drafts", "ticket"),
    ("feedback", "judgements", "ticket"),
    ("questions", "misses", "ticket"),
    ("traces", "traces", "ticket"),
)


class LettingGo:
    """Every method joins the transaction that is open."""

    def __init__(self, store: Store, passages: Passages) -> None:
        self._store = store
        self._passages = passages

    def tickets(self, keys: Sequence[TicketKey]) -> Counter[str]:
        """Messages, what was prepared, drafts, traces, passages and vectors; approvals stay."""
        counts = Counter(tickets=len(keys))

        def work(db: Connection) -> None:
            for key in keys:
                counts.update(_counted(db, key))
                for table in ("traces", "tickets"):
                    column = "ticket" if table == "traces" else "id"
                    sql = f"DELETE FROM {table} WHERE connector = ? AND {column} = ?"
                    db.execute(sql, (key.connector, key.id))

        self._store.write(work)
        return counts + self.sources(map(source_of, keys))

    def sources(self, ids: Iterable[str]) -> Counter[str]:
        """Source documents with passages, words and vectors, and what was learnt of them."""
        gone = tuple(ids)
        rows = [(id,) for id in gone]

        def work(db: Connection) -> Counter[str]:
            about = "SELECT count(*) FROM passages WHERE source = ?"
            passages = sum(db.execute(about, row).fetchone()[0] for row in rows)
            self._passages.remove(gone)
            done = db.executemany("DELETE FROM judgements WHERE source = ?", rows)
            db.executemany("DELETE FROM source_problems WHERE id = ?", rows)
            return Counter(passages=passages, feedback=max(done.rowcount, 0))

        return self._store.write(work)


def source_of(key: TicketKey) -> str:
    """Id of the source document that is made of a solved ticket."""
    return f"ticket:{key.connector}:{key.id}"


def _counted(db: Connection, key: TicketKey) -> Counter[str]:
    at = (key.connector, key.id)
    counts: Counter[str] = Counter()
    for name, table, column in MADE_OF_TICKETS:
        sql = f"SELECT count(*) FROM {table} WHERE connector = ? AND {column} = ?"
        counts[name] = db.execute(sql, at).fetchone()[0]
    files = """
        SELECT count(*) FROM draft_files JOIN drafts ON drafts.id = draft
        WHERE connector = ? AND ticket = ?
    """
    counts["files"] = db.execute(files, at).fetchone()[0]
    messages = """
        SELECT json_array_length(record, '$.messages') FROM tickets WHERE connector = ? AND id = ?
    """
    row = db.execute(messages, at).fetchone()
    counts["messages"] = row[0] if row else 0
    return counts

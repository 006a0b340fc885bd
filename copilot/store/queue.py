"""The queue: which tickets each view shows, and what a row tells of one."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from copilot.records import Person, QueueRow, QueueView, Status, TicketKey
from copilot.store.connection import Connection
from copilot.store.encoding import from_time

# What presses a customer is told of as long as they wait for the team's word.
ROWS = """
    SELECT t.connector, t.id, t.record ->> '$.subject', t.requester_name, t.requester_email,
        t.preview, t.updated, t.status, t.assignee, s.urgency, s.mood,
        (s.urgency <> 'normal' OR s.mood <> 'calm') AND 'agent' = (
            SELECT m.value ->> '$.author' FROM json_each(t.record, '$.messages') m
            WHERE m.value ->> '$.visibility' = 'public' ORDER BY m.key DESC LIMIT 1
        ),
        EXISTS (
            SELECT 1 FROM drafts d WHERE d.connector = t.connector AND d.ticket = t.id
            AND NOT d.retired AND d.kind = 'public reply' AND d.version = t.version
        ),
        l.seen IS NOT NULL AND l.seen <> t.seen, r.language
    FROM tickets t
    LEFT JOIN summaries s ON s.connector = t.connector AND s.id = t.id AND s.version = t.version
    LEFT JOIN redacted r ON r.connector = t.connector AND r.id = t.id AND r.version = t.version
    LEFT JOIN looks l ON l.connector = t.connector AND l.id = t.id
"""


def queue_rows(db: Connection, view: QueueView, agent: Person, search: str) -> tuple[QueueRow, ...]:
    """Newest first."""
    where, values = _view(view, agent)
    for word in search.casefold().split():
        where += " AND instr(words, ?)"
        values.append(word)
    sql = f"{ROWS} WHERE {where} ORDER BY t.updated DESC, t.connector, t.id"
    return tuple(map(_row, db.execute(sql, values)))


def queue_counts(db: Connection, agent: Person) -> dict[QueueView, int]:
    return {view: _count(db, view, agent) for view in QueueView}


def _view(view: QueueView, agent: Person) -> tuple[str, list[str]]:
    match view:
        case QueueView.MINE:
            where = "t.status IN ('open', 'pending') AND lower(t.assignee) IN (lower(?), lower(?))"
            return f"{where} AND t.assignee <> ''", [agent.name, agent.email]
        case QueueView.UNASSIGNED:
            return "t.status IN ('open', 'pending') AND t.assignee = ''", []
        case QueueView.WAITING:
            return "t.status = 'pending'", []
        case QueueView.ALL:
            return "t.status IN ('open', 'pending')", []


def _count(db: Connection, view: QueueView, agent: Person) -> int:
    where, values = _view(view, agent)
    return int(db.execute(f"SELECT count(*) FROM tickets t WHERE {where}", values).fetchone()[0])


def _row(row: Sequence[Any]) -> QueueRow:
    *about, urgency, mood, answered, draft_ready, changed, language = row
    return QueueRow(
        key=TicketKey(about[0], about[1]),
        subject=about[2],
        requester=about[3] or about[4],
        preview=about[5],
        updated=from_time(about[6]),
        status=Status(about[7]),
        assignee=about[8],
        urgency="" if answered else urgency or "",
        mood="" if answered else mood or "",
        draft_ready=bool(draft_ready),
        changed=bool(changed),
        language=language or "",
    )

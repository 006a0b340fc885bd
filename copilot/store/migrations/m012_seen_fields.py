"""Queue, tags and fields of a ticket are compared with the agent's last look, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Written as a save writes them, to the character: the queue compares the texts. Who had looked at a
# ticket as it is keeps having looked; what was changed before stays changed.
STATEMENTS = (
    "CREATE TEMP TABLE up_to_date AS SELECT connector, id FROM looks JOIN tickets USING "
    "(connector, id) WHERE looks.seen = tickets.seen",
    """
    UPDATE tickets SET seen = json_set(
        seen,
        '$.queue', coalesce(record ->> '$.queue', ''),
        '$.tags', json(coalesce(record -> '$.tags', '[]')),
        '$.fields', json(coalesce(record -> '$.fields', '[]'))
    )
    """,
    """
    UPDATE looks SET seen = coalesce(
        CASE
            WHEN (connector, id) IN (SELECT connector, id FROM up_to_date) THEN (
                SELECT seen FROM tickets t WHERE t.connector = looks.connector AND t.id = looks.id
            )
            ELSE (
                SELECT json_set(
                    looks.seen,
                    '$.queue', t.seen ->> '$.queue',
                    '$.tags', json(t.seen -> '$.tags'),
                    '$.fields', json(t.seen -> '$.fields')
                )
                FROM tickets t WHERE t.connector = looks.connector AND t.id = looks.id
            )
        END,
        seen
    )
    """,
    "DROP TABLE up_to_date",
)


def m012_seen_fields(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)

"""What is remembered about the knowledge: problems, runs, agents' judgements, questions missed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from copilot.records import (
    Feedback,
    Judgement,
    Miss,
    RedactedText,
    RedactedTicket,
    SourceProblem,
    TicketKey,
)
from copilot.store.connection import Connection
from copilot.store.encoding import from_json, from_time, now, to_time
from copilot.store.store import Store

MOST_MISSES = 1_000  # older ones are forgotten
_OPPOSED = {
    Judgement.REJECTED: (Judgement.USED, Judgement.OPENED),
    Judgement.USED: (Judgement.REJECTED,),
    Judgement.OPENED: (Judgement.REJECTED,),
}


class KnowledgeLog:
    """Nothing is kept about a ticket that is gone; vectors are those of questions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- what could not be read

    def set_problems(self, folder: str, problems: Sequence[SourceProblem]) -> None:
        """Replaces those of one folder."""
        rows = [
            (folder, place, one.id, one.reason, one.left_out) for place, one in enumerate(problems)
        ]

        def write(db: Connection) -> None:
            db.execute("DELETE FROM source_problems WHERE folder = ?", (folder,))
            db.executemany("INSERT INTO source_problems VALUES (?, ?, ?, ?, ?)", rows)

        self._store.write(write)

    def problems(self) -> dict[str, tuple[SourceProblem, ...]]:
        """By folder, each in the order they were given; folders without any are left out."""
        sql = "SELECT folder, id, reason, left_out FROM source_problems ORDER BY folder, number"
        found = self._store.read(lambda db: db.execute(sql).fetchall())
        return {
            folder: tuple(SourceProblem(id, why, bool(out)) for _, id, why, out in rows)
            for folder, rows in groupby(found, key=itemgetter(0))
        }

    # --- runs

    def begin_run(self) -> None:
        sql = "UPDATE index_runs SET begun = ?"
        self._store.write(lambda db: db.execute(sql, (to_time(now()),)))

    def end_run(self) -> None:
        sql = "UPDATE index_runs SET begun = NULL, ended = ?"
        self._store.write(lambda db: db.execute(sql, (to_time(now()),)))

    def interrupted(self) -> bool:
        """Whether a run began and has not ended; asked before begin_run, it is about the last."""
        sql = "SELECT begun IS NOT NULL FROM index_runs"
        return bool(self._store.read(lambda db: db.execute(sql).fetchone())[0])

    def last_run(self) -> datetime | None:
        """When the last run ended that did end."""
        ended = self._store.read(lambda db: db.execute("SELECT ended FROM index_runs").fetchone())[
            0
        ]
        return from_time(ended) if ended else None

    # --- judgements

    def judge(
        self,
        source_id: str,
        title: str,
        judgement: Judgement,
        vector: bytes,
        ticket: TicketKey,
        at: datetime,
    ) -> None:
        """Notes what the agent did with a source for the question that `vector` stands for.

        One row per ticket, source and judgement; a rejection takes back that it was used or
        opened there, and the other way round. Nothing is noted for a ticket that is gone.
        """
        about = (ticket.connector, ticket.id, source_id)
        drop = """
            DELETE FROM judgements
            WHERE connector = ? AND ticket = ? AND source = ? AND judgement = ?
        """
        add = """
            INSERT OR REPLACE INTO judgements
                (source, judgement, title, vector, at, connector, ticket)
            SELECT ?, ?, ?, ?, ?, connector, id FROM tickets WHERE connector = ? AND id = ?
        """
        row = (source_id, judgement.value, title, vector, to_time(at), *about[:2])

        def write(db: Connection) -> None:
            db.executemany(drop, [(*about, other.value) for other in _OPPOSED[judgement]])
            db.execute(add, row)

        self._store.write(write)

    def near(self, vector: bytes, at_least: float) -> tuple[tuple[str, Judgement, float], ...]:
        """Judgements on questions like this one, with the cosine, most alike first."""
        sql = """
            SELECT source, judgement, 1 - vec_distance_cosine(vector, ?) AS alike
            FROM judgements WHERE alike >= ? ORDER BY alike DESC, source, judgement
        """
        found = self._store.read(lambda db: db.execute(sql, (vector, at_least)).fetchall())
        return tuple((source, Judgement(what), float(alike)) for source, what, alike in found)

    def feedback(self) -> tuple[Feedback, ...]:
        """By source, the most judged first, each with its newest title."""
        sql = """
            SELECT source, title, sum(judgement = 'used'), sum(judgement = 'opened'),
                sum(judgement = 'rejected'), max(at)
            FROM judgements GROUP BY source ORDER BY count(*) DESC, source
        """  # SQLite takes the bare column `title` from the row of the max()
        found = self._store.read(lambda db: db.execute(sql).fetchall())
        return tuple(Feedback(*row[:5]) for row in found)

    def judged(self) -> tuple[RedactedTicket, ...]:
        """The tickets whose sources were judged, as they were last redacted."""
        sql = """
            SELECT record FROM redacted WHERE (connector, id) IN (
                SELECT connector, ticket FROM judgements
            ) ORDER BY connector, id
        """
        found = self._store.read(lambda db: db.execute(sql).fetchall())
        return tuple(from_json(record, RedactedTicket) for (record,) in found)

    def embedded_anew(
        self, judged: Mapping[TicketKey, bytes], missed: Mapping[RedactedText, bytes]
    ) -> None:
        """Gives every question the vector that another embedder made of it.

        What has none here is forgotten: vectors of two embedders cannot be compared.
        """
        tickets = [(vector, key.connector, key.id) for key, vector in judged.items()]
        questions = [(vector, question) for question, vector in missed.items()]

        def write(db: Connection) -> None:
            db.execute("UPDATE judgements SET vector = x''")
            sql = "UPDATE judgements SET vector = ? WHERE connector = ? AND ticket = ?"
            db.executemany(sql, tickets)
            db.execute("DELETE FROM judgements WHERE vector = x''")
            db.execute("UPDATE misses SET vector = x''")
            db.executemany("UPDATE misses SET vector = ? WHERE question = ?", questions)
            db.execute("DELETE FROM misses WHERE vector = x''")

        self._store.write(write)

    def reset(self, source_id: str | None) -> None:
        """Forgets all judgements on one source, or on every one."""
        sql = "DELETE FROM judgements WHERE ?1 IS NULL OR source = ?1"
        self._store.write(lambda db: db.execute(sql, (source_id,)))

    # --- questions that found nothing

    def miss(self, question: RedactedText, vector: bytes, ticket: TicketKey, at: datetime) -> None:
        """Notes a question that found nothing, once per ticket; for a ticket that is gone, not."""
        add = """
            INSERT OR REPLACE INTO misses (question, vector, at, connector, ticket)
            SELECT ?, ?, ?, connector, id FROM tickets WHERE connector = ? AND id = ?
        """
        forget = """
            DELETE FROM misses WHERE rowid IN (
                SELECT rowid FROM misses ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?
            )
        """

        def write(db: Connection) -> None:
            db.execute(add, (question, vector, to_time(at), ticket.connector, ticket.id))
            db.execute(forget, (MOST_MISSES,))

        self._store.write(write)

    def misses(self) -> tuple[Miss, ...]:
        """Newest first."""
        sql = """
            SELECT question, vector, connector, ticket, at FROM misses ORDER BY at DESC, rowid DESC
        """
        found = self._store.read(lambda db: db.execute(sql).fetchall())
        return tuple(
            Miss(RedactedText(question), vector, TicketKey(connector, id), from_time(at))
            for question, vector, connector, id, at in found
        )

    def unmiss(self, ticket: TicketKey) -> None:
        """Forgets the questions of one ticket: it is looked through again."""
        sql = "DELETE FROM misses WHERE connector = ? AND ticket = ?"
        self._store.write(lambda db: db.execute(sql, (ticket.connector, ticket.id)))

    def drop_misses(self, questions: Iterable[RedactedText]) -> None:
        """Forgets these questions, of whatever ticket: the gap was filled, or is none."""
        rows = [(question,) for question in questions]
        sql = "DELETE FROM misses WHERE question = ?"
        self._store.write(lambda db: db.executemany(sql, rows))

"""Source documents and their passages, found by words (FTS5) and by meaning (sqlite-vec)."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from copilot.records import Passage, RedactedText, Scope, SourceDocument, SourceKind
from copilot.store.connection import Connection
from copilot.store.encoding import from_json, from_time, to_json, to_time
from copilot.store.store import Store

COLUMNS = (
    """p.id, p.source, p.kind, p.title, p.heading, p.text, p.start, p."end", p.scope, p.changed"""
)
WEIGHTS = "4.0, 2.0, 1.0"  # of a word in title, heading and text


@dataclass(frozen=True, slots=True)
class IndexedSource:
    """What is in the index of one source document, and what it was made from."""

    id: str
    fingerprint: str
    embedder: str
    kind: SourceKind
    title: str
    scope: Scope
    passages: int


class Passages:
    """The index over redacted text."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def replace_source(
        self,
        document: SourceDocument,
        *,
        fingerprint: str,
        embedder: str,
        passages: Sequence[Passage],
        vectors: Sequence[bytes],
    ) -> None:
        """Writes a document with its passages and a vector (32-bit floats) for each.

        What was there of it is removed. The ids of `passages` are ignored, the store gives new
        ones.
        """
        if len(passages) != len(vectors):
            raise ValueError("one vector for each passage")
        about = (document.id, document.kind.value, document.scope.value, document.title)
        source = (*about, fingerprint, embedder, to_json(document))

        def replace(db: Connection) -> None:
            db.execute("DELETE FROM sources WHERE id = ?", (document.id,))
            db.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)", source)
            for passage, vector in zip(passages, vectors, strict=True):
                _add(db, document.id, passage, vector)

        self._store.write(replace)

    def remove_source(self, source_id: str) -> None:
        sql = "DELETE FROM sources WHERE id = ?"
        self._store.write(lambda db: db.execute(sql, (source_id,)))

    def sources(self) -> tuple[IndexedSource, ...]:
        """Everything in the index, in the order of the ids."""
        sql = """
            SELECT id, fingerprint, embedder, kind, title, scope,
                (SELECT count(*) FROM passages WHERE source = sources.id)
            FROM sources ORDER BY id
        """
        found = self._store.read(lambda db: db.execute(sql).fetchall())
        return tuple(
            IndexedSource(row[0], row[1], row[2], SourceKind(row[3]), row[4], Scope(row[5]), row[6])
            for row in found
        )

    def source_text(self, source_id: str) -> RedactedText | None:
        """The whole text of a source document; None when it is not in the index."""
        sql = "SELECT record FROM sources WHERE id = ?"
        row = self._store.read(lambda db: db.execute(sql, (source_id,)).fetchone())
        return from_json(row[0], SourceDocument).text if row else None

    def by_words(
        self,
        match: str,
        *,
        limit: int,
        scopes: Set[Scope],
        kinds: Set[SourceKind] | None = None,
    ) -> tuple[tuple[Passage, float], ...]:
        """Best first, with BM25 (higher is better). `match` is FTS5 syntax: use match_any()."""
        if not match:
            return ()
        allowed, values = _allowed(scopes, kinds)
        sql = f"""
            SELECT {COLUMNS}, -bm25(passages_fts, {WEIGHTS}) AS score
            FROM passages_fts JOIN passages p ON p.id = passages_fts.rowid
            WHERE passages_fts MATCH ? AND {allowed} ORDER BY score DESC, p.id LIMIT ?
        """
        return self._scored(sql, (match, *values, limit))

    def by_vector(
        self,
        vector: bytes,
        *,
        limit: int,
        scopes: Set[Scope],
        kinds: Set[SourceKind] | None = None,
    ) -> tuple[tuple[Passage, float], ...]:
        """Best first, with the cosine, -1 to 1. `vector` is as long as those in the index."""
        allowed, values = _allowed(scopes, kinds)
        sql = f"""
            WITH near AS (
                SELECT v.passage, 1 - vec_distance_cosine(v.vector, ?) AS score
                FROM passages p JOIN passage_vectors v ON v.passage = p.id
                WHERE {allowed} ORDER BY score DESC, v.passage LIMIT ?
            )
            SELECT {COLUMNS}, score FROM near JOIN passages p ON p.id = near.passage
            ORDER BY score DESC, p.id
        """
        return self._scored(sql, (vector, *values, limit))

    def get(self, ids: Iterable[int]) -> tuple[Passage, ...]:
        """In the order of `ids`; those that are gone are left out."""
        wanted = tuple(ids)
        sql = f"SELECT {COLUMNS} FROM passages p WHERE id IN ({_marks(wanted)})"
        found = self._store.read(lambda db: db.execute(sql, wanted).fetchall())
        known = {row[0]: _passage(row) for row in found}
        return tuple(known[number] for number in wanted if number in known)

    def _scored(self, sql: str, values: Sequence[Any]) -> tuple[tuple[Passage, float], ...]:
        found = self._store.read(lambda db: db.execute(sql, values).fetchall())
        return tuple((_passage(row), float(row[-1])) for row in found)


def match_any(words: Iterable[str], *, prefix: bool = False) -> str:
    """An FTS5 query for passages with any of the words, whatever characters they hold; "" for none.

    With `prefix` a word also finds longer words that begin with it.
    """
    star = "*" if prefix else ""
    # A NUL would end the query inside the quotes.
    clean = (word.replace("\0", " ").replace('"', '""') for word in words)
    return " OR ".join(f'"{word}"{star}' for word in clean if any(map(str.isalnum, word)))


def _add(db: Connection, source_id: str, passage: Passage, vector: bytes) -> None:
    values = (
        source_id,
        passage.kind.value,
        passage.scope.value,
        passage.title,
        passage.heading,
        passage.text,
        passage.start,
        passage.end,
        to_time(passage.changed) if passage.changed else None,
    )
    number = db.execute(
        'INSERT INTO passages (source, kind, scope, title, heading, text, start, "end", changed) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    ).lastrowid
    db.execute("INSERT INTO passage_vectors VALUES (?, ?)", (number, vector))


def _allowed(scopes: Set[Scope], kinds: Set[SourceKind] | None) -> tuple[str, tuple[str, ...]]:
    wanted = tuple(sorted(scopes))
    where = f"p.scope IN ({_marks(wanted)})"
    if kinds is None:
        return where, wanted
    sorts = tuple(sorted(kinds))
    return f"{where} AND p.kind IN ({_marks(sorts)})", (*wanted, *sorts)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _passage(row: Sequence[Any]) -> Passage:
    return Passage(
        id=row[0],
        source_id=row[1],
        kind=SourceKind(row[2]),
        title=row[3],
        heading=row[4],
        text=RedactedText(row[5]),
        start=row[6],
        end=row[7],
        scope=Scope(row[8]),
        changed=from_time(row[9]) if row[9] else None,
    )

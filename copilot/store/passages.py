"""The index over redacted text: source documents, their passages, and what finds these."""

# ruff: noqa: S608 - only constants of this room become part of a statement

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from copilot.records import (
    IndexedDocument,
    Passage,
    RedactedText,
    Scope,
    SourceDocument,
    SourceKind,
)
from copilot.store.connection import Connection
from copilot.store.encoding import from_json, to_json
from copilot.store.passage_rows import COLUMNS, FROM, add_passage, passage_of, passages_by_id
from copilot.store.passage_vectors import (
    add_vector,
    best_by_vector,
    cosines_of,
    embedder_number,
    serving,
    vectors_by_embedder,
    vectors_of,
)
from copilot.store.passage_words import add_words, best_by_words, count_of
from copilot.store.shelves import Allowed, shelf_of, shelves
from copilot.store.store import Store
from copilot.store.word_traces import forget_words, words_of

T = TypeVar("T")
Hits = tuple[tuple[Passage, float], ...]


@dataclass(frozen=True, slots=True)
class IndexedSource:
    """What is in the index of one source document, and what it was made from."""

    id: str
    folder: str
    stamp: str
    fingerprint: str
    embedder: str
    kind: SourceKind
    title: str
    scope: Scope
    team: str
    passages: int


class Passages:
    """The index over redacted text."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._counts: dict[str, int] = {}  # of words; a new one after every write

    def sources(self, folder: str | None = None) -> tuple[IndexedSource, ...]:
        """Everything in the index, or of one folder, in the order of the ids."""
        sql = """
            SELECT id, folder, stamp, fingerprint, embedder, kind, title, scope, team,
                (SELECT count(*) FROM passages WHERE source = sources.id)
            FROM sources JOIN shelves ON number = shelf
            WHERE ?1 IS NULL OR folder = ?1 ORDER BY id
        """
        found = self._store.read(lambda db: db.execute(sql, (folder,)).fetchall())
        return tuple(_source(*row) for row in found)

    def replace(self, documents: Sequence[IndexedDocument]) -> None:
        """Writes documents with their passages, in one transaction for all of them.

        What was there of a document is removed; of two with the same id the last one counts.
        """
        new = {one.document.id: one for one in documents}

        def replace(db: Connection) -> None:
            _remove(db, tuple(new))
            for document in new.values():
                _add(db, document)

        self._write(replace)

    def restamp(self, stamps: Mapping[str, str]) -> None:
        """New stamps by document id, for what was touched and says the same as before."""
        rows = [(stamp, id) for id, stamp in stamps.items()]
        sql = "UPDATE sources SET stamp = ? WHERE id = ?"
        self._store.write(lambda db: db.executemany(sql, rows))

    def remove(self, ids: Iterable[str]) -> None:
        """Forgets source documents with all that was made of them; unknown ids are passed over."""
        gone = tuple(ids)
        if gone:
            self._write(lambda db: _remove(db, gone))

    def source_text(self, source_id: str) -> RedactedText | None:
        """The whole text of a source document; None when it is not in the index."""
        sql = "SELECT record FROM sources WHERE id = ?"
        row = self._store.read(lambda db: db.execute(sql, (source_id,)).fetchone())
        return from_json(row[0], SourceDocument).text if row else None

    def languages(self) -> dict[str, int]:
        """How many passages there are in each language (ISO 639-1)."""
        sql = "SELECT language, count(*) FROM passages GROUP BY language"
        return dict(self._store.read(lambda db: db.execute(sql).fetchall()))

    def get(self, ids: Iterable[int]) -> tuple[Passage, ...]:
        """In the order of `ids`; those that are gone are left out."""
        wanted = tuple(ids)
        known = self._store.read(lambda db: passages_by_id(db, wanted))
        return tuple(known[number] for number in wanted if number in known)

    def by_words(
        self,
        match: str,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
    ) -> Hits:
        """Best first, with BM25 (higher is better). `match` is FTS5 syntax: use match_any().

        `teams` are the teams of the agent; what belongs to no team is for all of them.
        """
        allowed = Allowed(scopes, teams, kinds)
        return self._store.read(
            lambda db: _hits(db, best_by_words(db, match, shelves(db, allowed), limit))
        )

    def aside(self, work: Callable[[], T]) -> Callable[[], T]:
        """Begins `work`, which looks things up here, beside the caller; the call waits for it."""
        return self._store.read_aside(work).result

    def by_vector(
        self,
        vector: bytes,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
        embedder: str = "",
    ) -> Hits:
        """Best first, with the cosine, -1 to 1. `teams` as in by_words.

        `embedder`: sha256 of the files that made `vector`; "" for those with the most vectors here.
        """
        allowed = Allowed(scopes, teams, kinds)

        def find(db: Connection) -> Hits:
            number = serving(db, embedder)
            if number is None:
                return ()
            chosen = shelves(db, allowed)
            return _hits(db, best_by_vector(db, vector, chosen, embedder=number, limit=limit))

        return self._store.read(find)

    def vectors(self, ids: Iterable[int], *, embedder: str = "") -> dict[int, array[int]]:
        """Directions by passage id (384 numbers, any length), in the order of `ids`.

        `embedder` as in by_vector; passages without a vector of it are left out.
        """
        wanted = tuple(ids)

        def find(db: Connection) -> dict[int, array[int]]:
            number = serving(db, embedder)
            return {} if number is None else vectors_of(db, wanted, embedder=number)

        return self._store.read(find)

    def cosines(self, vector: bytes, ids: Iterable[int], *, embedder: str = "") -> dict[int, float]:
        """The cosine of each of these passages by id, as by_vector gives it."""
        wanted = tuple(ids)

        def find(db: Connection) -> dict[int, float]:
            number = serving(db, embedder)
            return {} if number is None else cosines_of(db, vector, wanted, embedder=number)

        return self._store.read(find)

    def counts(self, words: Sequence[str]) -> dict[str, int]:
        """In how many passages each search word stands; remembered until the next write.

        Of a word that the index holds in parts ("PS-3420") it is the count of its rarest part.
        """
        known = self._counts  # a write that comes meanwhile puts another one there
        missing = [word for word in words if word not in known]
        if missing:
            known.update(
                self._store.read(lambda db: {word: count_of(db, word) for word in missing})
            )
        return {word: known[word] for word in words}

    def embedders(self) -> dict[str, int]:
        """How many vectors there are of each embedder, by sha256."""
        return dict(self._store.read(vectors_by_embedder).values())

    def embedded(self, source_id: str, embedder: str) -> tuple[tuple[Passage, bytes], ...]:
        """The passages of a document with their float32 vectors of this embedder."""
        sql = f"SELECT {COLUMNS} FROM {FROM} WHERE p.source = ? ORDER BY p.id"
        rows = self._store.read(lambda db: db.execute(sql, (source_id,)).fetchall())
        passages = [passage_of(row) for row in rows]
        held = self.vectors((one.id for one in passages), embedder=embedder)
        return tuple(
            (one, array("f", held[one.id]).tobytes()) for one in passages if one.id in held
        )

    def to_embed(self, embedder: str, limit: int) -> tuple[Passage, ...]:
        """The first passages, at most `limit`, that have no vector of this embedder."""
        sql = f"""
            SELECT {COLUMNS} FROM {FROM}
            WHERE NOT EXISTS (
                SELECT 1 FROM passage_vectors
                WHERE id = ((SELECT number FROM embedders WHERE sha256 = ?) << 32) | p.id
            )
            ORDER BY p.id LIMIT ?
        """
        found = self._store.read(lambda db: db.execute(sql, (embedder, limit)).fetchall())
        return tuple(passage_of(row) for row in found)

    def add_vectors(self, embedder: str, vectors: Mapping[int, bytes]) -> None:
        """Adds vectors by passage id; a passage that is gone or has one already is passed over."""

        def add(db: Connection) -> None:
            number = embedder_number(db, embedder)
            sql = """
                SELECT shelf FROM passages p WHERE id = ?1 AND NOT EXISTS (
                    SELECT 1 FROM passage_vectors WHERE id = (?2 << 32) | ?1
                )
            """
            for passage, vector in vectors.items():
                if row := db.execute(sql, (passage, number)).fetchone():
                    add_vector(db, number, passage, row[0], vector)

        self._store.write(add)

    def drop_vectors(self, keep: str) -> None:
        """Removes the vectors of every embedder but `keep`, which is then that of all sources."""

        def drop(db: Connection) -> None:
            others = "(SELECT number FROM embedders WHERE sha256 <> ?)"
            db.execute(f"DELETE FROM passage_vectors WHERE id >> 32 IN {others}", (keep,))
            db.execute("DELETE FROM embedders WHERE sha256 <> ?", (keep,))
            db.execute("UPDATE sources SET embedder = ?", (keep,))

        self._store.write(drop)

    def _write(self, work: Callable[[Connection], object]) -> None:
        self._store.write(work)
        self._counts = {}


def _remove(db: Connection, ids: Sequence[str]) -> None:
    words = words_of(db, ids)
    db.executemany("DELETE FROM sources WHERE id = ?", [(id,) for id in ids])
    forget_words(db, words)


def _add(db: Connection, new: IndexedDocument) -> None:
    document = new.document
    shelf = shelf_of(db, document.kind, document.scope, document.team)
    marks = (new.folder, new.stamp, new.fingerprint, new.embedder)
    row = (document.id, *marks, shelf, document.title, to_json(document))
    db.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    embedder = embedder_number(db, new.embedder)
    for one in new.passages:
        number = add_passage(db, one.passage, source=document.id, shelf=shelf)
        add_words(db, number, shelf, one.words)
        if one.vector:
            add_vector(db, embedder, number, shelf, one.vector)


def _source(
    id: str,
    folder: str,
    stamp: str,
    fingerprint: str,
    embedder: str,
    kind: str,
    title: str,
    scope: str,
    team: str,
    passages: int,
) -> IndexedSource:
    about = (SourceKind(kind), title, Scope(scope), team)
    return IndexedSource(id, folder, stamp, fingerprint, embedder, *about, passages)


def _hits(db: Connection, best: Sequence[tuple[int, float]]) -> Hits:
    known = passages_by_id(db, [number for number, _ in best])
    # A passage may have been removed between the two looks.
    return tuple((known[number], score) for number, score in best if number in known)

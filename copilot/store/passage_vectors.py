"""Passages by meaning: short codes choose some hundred, their vectors rank them."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

from array import array
from collections.abc import Sequence

from copilot.store.connection import Connection
from copilot.store.passage_rows import marks
from copilot.store.shelves import PASSAGE_BITS, PASSAGE_MASK

CANDIDATES = 16  # vectors that are compared for each passage that is wanted
_FEWEST = 256  # of them, however few are wanted
SAMPLE = 32  # the code of every 32nd passage is also kept apart
_MOST = 4096  # the largest k of vec0
_CODE = "vec_quantize_binary(?)"  # the sign of each number


def embedder_number(db: Connection, sha256: str) -> int:
    """Number of an embedder, given where it has none yet."""
    db.execute("INSERT OR IGNORE INTO embedders (sha256) VALUES (?)", (sha256,))
    sql = "SELECT number FROM embedders WHERE sha256 = ?"
    return int(db.execute(sql, (sha256,)).fetchone()[0])


def serving(db: Connection, sha256: str) -> int | None:
    """Number of this embedder, or for "" of the one with the most vectors; None where unknown."""
    if sha256:
        row = db.execute("SELECT number FROM embedders WHERE sha256 = ?", (sha256,)).fetchone()
        return int(row[0]) if row else None
    known = db.execute("SELECT number FROM embedders").fetchall()
    if len(known) == 1:  # counting reads every page of vectors
        return int(known[0][0])
    numbers = vectors_by_embedder(db)
    return max(numbers, key=lambda number: numbers[number][1], default=None)


def vectors_by_embedder(db: Connection) -> dict[int, tuple[str, int]]:
    """Number to sha256 and count of vectors, for embedders that have any."""
    rows = db.execute("SELECT number, sha256 FROM embedders ORDER BY number").fetchall()
    sql = "SELECT count(*) FROM passage_vectors WHERE id BETWEEN ? AND ?"
    counts = {
        number: (sha256, int(db.execute(sql, _rows_of(number)).fetchone()[0]))
        for number, sha256 in rows
    }
    return {number: found for number, found in counts.items() if found[1]}


def add_vector(db: Connection, embedder: int, passage: int, shelf: int, vector: bytes) -> None:
    """A vector with its code; the passage has none of this embedder yet."""
    row = embedder << PASSAGE_BITS | passage
    codes = embedder << PASSAGE_BITS | shelf
    db.execute("INSERT INTO passage_vectors VALUES (?, ?)", (row, _short(vector)))
    db.execute(
        f"INSERT INTO passage_codes (rowid, shelf, code) VALUES (?, ?, {_CODE})",
        (row, codes, vector),
    )
    if passage % SAMPLE == 0:
        db.execute(f"INSERT INTO code_samples VALUES (?, ?, {_CODE})", (row, codes, vector))


def best_by_vector(
    db: Connection, vector: bytes, shelves: Sequence[int], *, embedder: int, limit: int
) -> tuple[tuple[int, float], ...]:
    """Ids of passages with the cosine, best first."""
    if not shelves:
        return ()
    codes = [embedder << PASSAGE_BITS | shelf for shelf in shelves]
    wanted = max(_FEWEST, CANDIDATES * limit)
    sql = f"""
        WITH near AS MATERIALIZED (
            SELECT rowid AS id FROM passage_codes
            WHERE code MATCH {_CODE} AND k = {_MOST} AND shelf IN ({marks(codes)})
                AND distance <= ?
        )
        SELECT id & {PASSAGE_MASK},
            1 - vec_distance_cosine(vec_int8(vector), vec_int8(?)) AS score
        FROM near JOIN passage_vectors USING (id)
        ORDER BY score DESC, id LIMIT ?
    """
    farthest = _farthest(db, vector, codes, wanted)
    values = (vector, *codes, farthest, _short(vector), limit)
    return tuple(db.execute(sql, values).fetchall())


def _farthest(db: Connection, vector: bytes, codes: Sequence[int], wanted: int) -> int:
    """The distance within which about `wanted` codes lie, told from the sample.

    vec0 picks its k nearest one after the other from every 1,024 codes: with a distance that
    lets few pass, k = 400 takes a tenth of the time.
    """
    sql = f"""
        SELECT vec_distance_hamming(vec_bit(code), {_CODE}) AS distance FROM code_samples
        WHERE shelf IN ({marks(codes)}) ORDER BY distance LIMIT 1 OFFSET ?
    """
    row = db.execute(sql, (vector, *codes, wanted // SAMPLE)).fetchone()
    return int(row[0]) if row else len(vector) * 8


def _short(vector: bytes) -> bytes:
    """384 float32 as 8-bit numbers; the largest becomes 127, a cosine does not mind."""
    numbers = memoryview(vector).cast("f")
    factor = 127 / (max(map(abs, numbers)) or 1)
    return array("b", [round(number * factor) for number in numbers]).tobytes()


def _rows_of(embedder: int) -> tuple[int, int]:
    return embedder << PASSAGE_BITS, (embedder + 1 << PASSAGE_BITS) - 1


def vectors_of(db: Connection, ids: Sequence[int], *, embedder: int) -> dict[int, array[int]]:
    """Directions of passages by id, of any length; those without one are left out."""
    rows = [embedder << PASSAGE_BITS | id for id in ids]
    sql = f"""
        SELECT id & {PASSAGE_MASK}, vector FROM passage_vectors WHERE id IN ({marks(rows)})
    """
    found = dict(db.execute(sql, rows).fetchall())
    return {id: array("b", found[id]) for id in ids if id in found}


def cosines_of(
    db: Connection, vector: bytes, ids: Sequence[int], *, embedder: int
) -> dict[int, float]:
    """How close these passages come, by id; those without a vector are left out."""
    rows = [embedder << PASSAGE_BITS | id for id in ids]
    sql = f"""
        SELECT id & {PASSAGE_MASK}, 1 - vec_distance_cosine(vec_int8(vector), vec_int8(?))
        FROM passage_vectors WHERE id IN ({marks(rows)})
    """
    return dict(db.execute(sql, (_short(vector), *rows)).fetchall())

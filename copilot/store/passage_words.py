"""Passages by words: FTS5 with BM25 over search words, and how common each word is."""

# ruff: noqa: S608 - only constants of this file become part of a statement

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from copilot.store.connection import Connection
from copilot.store.passage_rows import marks
from copilot.store.shelves import PASSAGE_BITS, PASSAGE_MASK

WEIGHTS = "4.0, 2.0, 1.0"  # of a word in title, heading and text
_TOKEN = re.compile(r"[^\W_]+")


def match_any(words: Iterable[str], *, prefix: bool = False) -> str:
    """An FTS5 query for passages with any of the words, whatever characters they hold; "" for none.

    With `prefix` a word also finds longer words that begin with it.
    """
    star = "*" if prefix else ""
    # A NUL would end the query inside the quotes.
    clean = (word.replace("\0", " ").replace('"', '""') for word in words)
    return " OR ".join(f'"{word}"{star}' for word in clean if any(map(str.isalnum, word)))


def add_words(db: Connection, passage: int, shelf: int, words: tuple[str, str, str]) -> None:
    """`words`: the search words of title, heading and text."""
    row = (shelf << PASSAGE_BITS | passage, *words)
    db.execute("INSERT INTO passage_words VALUES (?, ?, ?, ?)", row)


def best_by_words(
    db: Connection, match: str, shelves: Sequence[int], limit: int
) -> tuple[tuple[int, float], ...]:
    """Ids of passages with BM25, higher is better, best first."""
    if not match or not shelves:
        return ()
    # Shelves are compared before a row is scored: scoring is what takes the time.
    sql = f"""
        SELECT rowid & {PASSAGE_MASK}, -bm25(passages_fts, {WEIGHTS}) AS score
        FROM passages_fts
        WHERE passages_fts MATCH ? AND rowid BETWEEN ? AND ?
            AND rowid >> {PASSAGE_BITS} IN ({marks(shelves)})
        ORDER BY score DESC, rowid LIMIT ?
    """
    between = (min(shelves) << PASSAGE_BITS, max(shelves) + 1 << PASSAGE_BITS)
    return tuple(db.execute(sql, (match, *between, *shelves, limit)).fetchall())


def count_of(db: Connection, word: str) -> int:
    """In how many passages a word stands; of a word of several parts, such as PS-3420, at most."""
    sql = "SELECT coalesce(max(doc), 0) FROM word_counts WHERE term = ?"
    parts = tokens(word)
    return min((int(db.execute(sql, (part,)).fetchone()[0]) for part in parts), default=0)


def tokens(text: str) -> list[str]:
    """The words of a text as FTS5's unicode61 keeps them: in small letters without accents."""
    letters = text.lower()
    if not letters.isascii():
        parts = unicodedata.normalize("NFD", letters)
        letters = "".join(part for part in parts if not unicodedata.combining(part))
    return _TOKEN.findall(letters)

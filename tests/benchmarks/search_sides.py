"""The sides of the search benchmark, each in a process of its own, so that its memory shows.

python -m tests.benchmarks.search_sides SIDE FOLDER
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from psutil import Process

from copilot.knowledge.query import query_of_text
from copilot.knowledge.search import find_passages
from copilot.knowledge.weighing import match_of, rarest, weighed
from copilot.records import RedactedText, Scope
from copilot.store.passage_words import match_any
from copilot.store.passages import Passages
from copilot.store.store import Store

KEY = bytes(range(32))
A_VECTOR = 384 * 4  # bytes
NEAREST = 10
DEPTH = 40  # passages that the search takes by meaning, and by words

Search = Callable[[int], list[int]]  # number of a query to rows of passages, best first


def ours(folder: Path) -> dict[str, Any]:
    asked, words = vectors_asked(folder), json.loads((folder / "words.json").read_text())
    before = resident()
    store = Store.open(folder / "store.db", KEY)
    index = Passages(store)
    who = {"scopes": frozenset(Scope), "teams": frozenset({"billing"})}

    def by_vector(number: int) -> list[int]:
        found = index.by_vector(asked[number], limit=DEPTH, **who)
        return [passage.id - 1 for passage, _ in found[:NEAREST]]

    def by_words(number: int) -> list[int]:
        asked_for = weighed(query_of_text(RedactedText(" ".join(words[number])), language="en"))
        known = rarest(asked_for, index.counts([word.stem for word in asked_for]))
        match = match_of(known, match_any).text
        return [passage.id - 1 for passage, _ in index.by_words(match, limit=DEPTH, **who)]

    def hybrid(number: int) -> list[int]:
        """The search as it is shipped, with a vector that is there already."""
        found = find_passages(
            query_of_text(RedactedText(" ".join(words[number])), language="en"),
            index,
            embed=lambda texts: [asked[number]] * len(texts),
            match_any=match_any,
            teams=who["teams"],
        )
        return [one.passage.id - 1 for one in found]

    parts = {"words": by_words, "vectors": by_vector, "hybrid": hybrid}
    measured = {name: timed(search, len(asked)) for name, search in parts.items()}
    found = measured["vectors"]
    grown = resident() - before
    assert "numpy" not in sys.modules, "the window process would get heavy"
    store.close()
    return {
        **{name: part["milliseconds"] for name, part in measured.items()},
        "recall": recall(folder, "allowed", found["found"]),
        "memory": grown,
    }


def plain_scan(folder: Path) -> dict[str, Any]:
    """sqlite-vec's own table of floats in a plain file."""
    import sqlite_vec
    from sqlcipher3 import dbapi2 as sqlcipher

    asked = vectors_asked(folder)
    before = resident()
    connection = sqlcipher.connect(folder / "plain.db")
    connection.enable_load_extension(True)
    sqlite_vec.load(connection)
    sql = "SELECT rowid FROM plain WHERE vector MATCH ? AND k = 10"
    return other_side(
        folder, before, lambda n: [row for (row,) in connection.execute(sql, (asked[n],))]
    )


def numpy_exact(folder: Path) -> dict[str, Any]:
    import numpy as np

    asked = np.frombuffer((folder / "queries.bin").read_bytes(), "<f4").reshape(-1, 384)
    before = resident()
    vectors = np.load(folder / "vectors.npy")

    def search(number: int) -> list[int]:
        cosines = vectors @ asked[number]
        best = np.argpartition(-cosines, NEAREST)[:NEAREST]
        return best[np.argsort(-cosines[best])].tolist()

    return other_side(folder, before, search)


def usearch(folder: Path) -> dict[str, Any]:
    """A graph of floats in memory, with the settings it comes with."""
    import numpy as np
    from usearch.index import Index

    asked = np.frombuffer((folder / "queries.bin").read_bytes(), "<f4").reshape(-1, 384)
    before = resident()
    index = Index.restore(str(folder / "graph.usearch"))
    return other_side(folder, before, lambda n: index.search(asked[n], NEAREST).keys.tolist())


def other_side(folder: Path, before: float, search: Search) -> dict[str, Any]:
    count = (folder / "queries.bin").stat().st_size // A_VECTOR
    measured = timed(search, count)
    memory = resident() - before
    return {
        "vectors": measured["milliseconds"],
        "recall": recall(folder, "all", measured["found"]),
        "memory": memory,
    }


def timed(search: Search, count: int) -> dict[str, Any]:
    """Milliseconds of the second half of the queries, each asked once, after the first half."""
    found, milliseconds = [], []
    for number in range(count):
        started = time.perf_counter()
        found.append(search(number))
        milliseconds.append((time.perf_counter() - started) * 1000)
    return {"found": found, "milliseconds": milliseconds[count // 2 :]}


def recall(folder: Path, truth: str, found: list[list[int]]) -> float:
    """The share of the true nearest that was found."""
    nearest = json.loads((folder / "nearest.json").read_text())[truth]
    hits = [len(set(one) & set(true)) for one, true in zip(found, nearest, strict=True)]
    return sum(hits) / len(hits) / NEAREST


def vectors_asked(folder: Path) -> list[bytes]:
    data = (folder / "queries.bin").read_bytes()
    return [data[start : start + A_VECTOR] for start in range(0, len(data), A_VECTOR)]


def resident() -> float:
    """Megabytes of memory this process holds."""
    return Process().memory_info().rss / 1e6


SIDES = {"ours": ours, "sqlite-vec": plain_scan, "numpy": numpy_exact, "usearch": usearch}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(SIDES[sys.argv[1]](Path(sys.argv[2]))))

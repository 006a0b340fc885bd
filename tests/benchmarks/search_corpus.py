"""Made-up passages for the search benchmark, with words and vectors spread as in real texts."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from copilot.records import (
    IndexedDocument,
    IndexedPassage,
    Passage,
    RedactedText,
    Scope,
    SourceDocument,
    SourceKind,
)

DIMENSIONS = 384
NEAREST = 10
TEAMS = frozenset({"billing"})  # of the agent who searches; the passages of another team are hidden
VOCABULARY = 50_000
FUNCTION_WORDS = 80  # the commonest words, which no query holds
QUERY_WORDS = (50, 20, 8)  # of one query after the other: a thread, a message, a question
SYLLABLES = tuple(f"{first}{second}" for first in "bdfgklmnprtv" for second in "aou")
A_DOCUMENT = 10  # passages


def make_vectors(count: int, *, seed: int = 1) -> np.ndarray:
    """Unit vectors (count, 384) with heaps within heaps.

    Sizes and shares of the heaps were chosen so that the cosines to the 10th, 100th and 1,000th
    neighbour, the length of the mean and the spread over the axes (as if over some 50) are those
    of all-MiniLM-L6-v2 on 27,000 support texts, and the neighbours are as hard to tell by signs.
    """
    chance = np.random.default_rng(seed)
    axes = (np.arange(DIMENSIONS) + 8.0) ** -0.7
    axes = (axes / np.linalg.norm(axes)).astype("f4")

    def cloud(rows: int, share: float) -> np.ndarray:
        return chance.standard_normal((rows, DIMENSIONS), dtype="f4") * axes * np.sqrt(share)

    place = chance.permutation(count)
    made = cloud(count, 0.36) + cloud(1, 0.1)
    for heap in (4, 20, 100, 500, 2500):
        made += cloud(count // heap + 1, 0.54 / 5)[place // heap]
    turn, _ = np.linalg.qr(chance.standard_normal((DIMENSIONS, DIMENSIONS), dtype="f4"))
    for start in range(0, count, 10_000):  # a piece at a time: a million rows are 1.5 GB
        piece = made[start : start + 10_000] @ turn
        made[start : start + 10_000] = piece / np.linalg.norm(piece, axis=1, keepdims=True)
    return made.astype("<f4")


def make_texts(count: int, *, words: int, seed: int = 2) -> Iterator[str]:
    """Texts of `words` words and half as many more or fewer, after Zipf's law."""
    chance = np.random.default_rng(seed)
    heaviness = np.cumsum(1 / (np.arange(VOCABULARY) + 2.7))
    for _ in range(count):
        length = int(chance.integers(words // 2, words + words // 2 + 1))
        ranks = np.searchsorted(heaviness, chance.random(length) * heaviness[-1])
        yield " ".join(word(int(rank)) for rank in ranks)


def word(rank: int) -> str:
    """Four syllables, which no stemmer shortens; letters alone, a digit would make it a code."""
    return "".join(
        SYLLABLES[rank // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(4)
    )


def documents(vectors: np.ndarray, texts: Iterator[str]) -> Iterator[IndexedDocument]:
    """Ten passages each, a third of them solved tickets, a tenth of another team."""
    for start in range(0, len(vectors), A_DOCUMENT):
        number = start // A_DOCUMENT
        pieces = [(vector.tobytes(), next(texts)) for vector in vectors[start : start + A_DOCUMENT]]
        kind = SourceKind.SOLVED_TICKET if number % 3 == 1 else SourceKind.ARTICLE
        team = team_of(start)
        scope = Scope.INTERNAL if team or kind is SourceKind.SOLVED_TICKET else Scope.PUBLIC
        text = RedactedText("\n".join(text for _, text in pieces))
        about = SourceDocument(
            f"d{number}", kind, RedactedText(f"Article {number}"), text, scope, team=team
        )
        yield IndexedDocument(
            about, "folder", "1:1", "f", "e", tuple(_indexed(about, *piece) for piece in pieces)
        )


def team_of(row: int) -> str:
    number = row // A_DOCUMENT
    return {3: "returns", 4: "billing"}.get(number % 10, "")


FUNCTION = frozenset(word(rank) for rank in range(FUNCTION_WORDS))


def queries_of(texts: list[str]) -> list[list[str]]:
    """Words of a query for each text: of that text, without the commonest."""
    return [
        list(dict.fromkeys(one for one in text.split() if one not in FUNCTION))[:most]
        for text, most in zip(texts, itertools.cycle(QUERY_WORDS), strict=False)
    ]


def write_queries(folder: Path, asked: np.ndarray, words: list[list[str]]) -> None:
    (folder / "queries.bin").write_bytes(asked.tobytes())
    (folder / "words.json").write_text(json.dumps(words))


def write_truth(folder: Path, vectors: np.ndarray, asked: np.ndarray) -> None:
    """Rows of the nearest for each query, of all passages and of those the agent may see."""
    hidden = np.array([team_of(row) not in ("", *TEAMS) for row in range(len(vectors))])
    nearest: dict[str, list[list[int]]] = {"all": [], "allowed": []}
    for query in asked:
        cosines = vectors @ query
        nearest["all"].append(np.argpartition(-cosines, NEAREST)[:NEAREST].tolist())
        cosines[hidden] = -1
        nearest["allowed"].append(np.argpartition(-cosines, NEAREST)[:NEAREST].tolist())
    (folder / "nearest.json").write_text(json.dumps(nearest))


def _indexed(about: SourceDocument, vector: bytes, text: str) -> IndexedPassage:
    passage = Passage(
        0, about.id, about.kind, about.title, "", RedactedText(text), 0, len(text), about.scope
    )
    return IndexedPassage(passage, (about.title, "", text), vector)

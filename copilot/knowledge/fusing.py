"""Joins what was found by words and by meaning into one order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from copilot.knowledge.mixing import mixed
from copilot.records import Passage

# Chosen on development halves, see decisions/ranking.md.
_WORDS = 0.1  # what the best passage by words gains, at most, in cosines
_HALF_SURE = 40.0  # BM25 at which it gains half of that
_NAMED = 0.2  # what a passage gains that holds all codes of the query; set by hand
_NEAREST = 5  # passages that are taken for right
_FOLLOWING = 30  # passages after them that are taken for what all have in common
_TOWARDS = 0.8
_AWAY = 0.9
_TEMPERATURE = 0.08  # cosines; how quickly the nearest lose their say

Hits = Sequence[tuple[Passage, float]]


class Vectors(Protocol):
    """The directions of passages by id; a passage without one is missing from the answer."""

    def vectors(self, ids: Iterable[int], /) -> Mapping[int, Sequence[float]]: ...
    def cosines(self, vector: bytes, ids: Iterable[int], /) -> Mapping[int, float]: ...


@dataclass(slots=True)
class Standing:
    """A passage that was found, and how well it stands; scores are in cosines."""

    passage: Passage
    cosine: float
    words: float  # BM25
    score: float = 0.0


def fused(
    by_words: Hits,
    by_vector: Hits,
    query: bytes,
    index: Vectors,
    *,
    meaning: float = 1.0,
    named: Callable[[Passage], float] = lambda passage: 0.0,
) -> list[Standing]:
    """All that was found, best first.

    A convex sum of cosine and BM25 (S. Bruch, S. Gai, A. Ingber, ACM TOIS 42, 2023), then one
    step of pseudo-relevance feedback (J. J. Rocchio, 1971): towards the nearest few, away from
    what the following ones have in common, which pushes back passages that resemble everything.
    `meaning` is less than 1 for a language that the embedder does not know well; `named` is the
    share of the query's codes that a passage holds.
    """
    standings = _standings(by_words, by_vector, query, index)
    best = max((one.words for one in standings), default=0.0)
    for one in standings:
        words = _WORDS * one.words / (best + _HALF_SURE)
        one.score = meaning * one.cosine + words + _NAMED * named(one.passage)
    standings.sort(key=lambda one: (-one.score, one.passage.id))
    _judge(standings, index, meaning)
    return sorted(standings, key=lambda one: (-one.score, one.passage.id))


def _standings(by_words: Hits, by_vector: Hits, query: bytes, index: Vectors) -> list[Standing]:
    found = {passage.id: Standing(passage, cosine, 0.0) for passage, cosine in by_vector}
    farthest = min((cosine for _, cosine in by_vector), default=0.0)
    others = [passage.id for passage, _ in by_words if passage.id not in found]
    cosines = index.cosines(query, others) if others else {}
    for passage, words in by_words:
        near = cosines.get(passage.id, farthest)
        found.setdefault(passage.id, Standing(passage, near, 0.0)).words = words
    return list(found.values())


def _judge(standings: Sequence[Standing], index: Vectors, meaning: float) -> None:
    weights = _say(standings)
    vectors = index.vectors(weights)
    if not vectors:
        return
    direction, length = mixed(list(vectors.values()), [weights[id] for id in vectors])
    cosines = index.cosines(direction, [one.passage.id for one in standings])
    for one in standings:
        one.score += meaning * length * cosines.get(one.passage.id, 0.0)


def _say(standings: Sequence[Standing]) -> dict[int, float]:
    """By passage id: how much its vector counts, best first; below 0 it counts against."""
    nearest = standings[:_NEAREST]
    following = standings[_NEAREST : _NEAREST + _FOLLOWING]
    says = [math.exp((one.score - nearest[0].score) / _TEMPERATURE) for one in nearest]
    towards = {
        one.passage.id: _TOWARDS * say / sum(says) for one, say in zip(nearest, says, strict=True)
    }
    return towards | {one.passage.id: -_AWAY / len(following) for one in following}

"""Finds the passages that answer a query, by words and by meaning."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from copilot.knowledge.dating import in_force
from copilot.knowledge.query import Query, search_words
from copilot.knowledge.stemming import stems
from copilot.records import FoundPassage, Passage, RedactedText, Scope, SourceKind

_DEPTH = 40  # passages taken from each of the four rankings
_RRF_K = (
    10  # with the weights below: nDCG@10 of 0.69 on doc2dial (development), each alone at most 0.59
)
_FULL, _HALF = 1.0, 0.5
_BEST_RRF = (_FULL + _HALF + _FULL + _HALF) / (_RRF_K + 1)  # first in all four rankings
_TOO_ALIKE = 0.8  # shared share of word triples, beyond which two passages say the same
_OUT_OF_DATE_FACTOR = 0.5


Embed = Callable[[Sequence[str]], list[bytes]]
Rerank = Callable[[str, Sequence[str]], list[float]]


class PassageIndex(Protocol):
    """Looks passages up; filters by scope, team and kind before it ranks."""

    def by_words(
        self,
        match: str,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
    ) -> Sequence[tuple[Passage, float]]: ...
    def by_vector(
        self,
        vector: bytes,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
        embedder: str = "",
    ) -> Sequence[tuple[Passage, float]]: ...


@dataclass(frozen=True, slots=True)
class Looking:
    """Where and how is looked, for one agent."""

    index: PassageIndex
    embed: Embed  # of queries
    embedder: str = ""  # sha256 of the files behind `embed`
    knows: Callable[[str], bool] = lambda language: language in ("", "en")
    teams: Set[str] = frozenset()
    scopes: Set[Scope] = frozenset(Scope)
    bonus: Callable[[bytes], Mapping[str, float]] = lambda vector: {}
    rerank: Rerank | None = None

    def by_words(self, match: str, kinds: Set[SourceKind]) -> Sequence[tuple[Passage, float]]:
        return self.index.by_words(
            match, limit=_DEPTH, scopes=self.scopes, teams=self.teams, kinds=kinds
        )

    def by_vector(self, vector: bytes, kinds: Set[SourceKind]) -> Sequence[tuple[Passage, float]]:
        return self.index.by_vector(
            vector,
            limit=_DEPTH,
            scopes=self.scopes,
            teams=self.teams,
            kinds=kinds,
            embedder=self.embedder,
        )


@dataclass(slots=True)
class _Standing:
    passage: Passage
    fused: float = 0.0
    cosine: float = 0.0


def look_up(text: str, looking: Looking) -> tuple[FoundPassage, ...]:
    words = match_any(stems(text, "en").split(), prefix=True)
    found = looking.by_words(words, frozenset(SourceKind))
    return tuple(FoundPassage(passage, 0.0, "words") for passage, _ in found)


def find_passages(
    query: Query,
    looking: Looking,
    *,
    articles: int = 6,
    solved: int = 2,
    macros: int = 2,
) -> tuple[FoundPassage, ...]:
    histories = looking.embed([query.history, query.last])
    found: list[FoundPassage] = []
    for kind, most in (
        (SourceKind.ARTICLE, articles),
        (SourceKind.SOLVED_TICKET, solved),
        (SourceKind.MACRO, macros),
    ):
        if most:
            ranked = _ranked(query, looking, frozenset({kind}), histories)
            found.extend(_distinct(ranked, most))
    return tuple(sorted(found, key=lambda one: -one.score))


def _ranked(
    query: Query, look: Looking, kinds: Set[SourceKind], vectors: Sequence[bytes]
) -> list[FoundPassage]:
    standings: dict[int, _Standing] = {}
    meaning = 1.0 if look.knows(query.language) else 0.5
    for weight, vector in zip((_FULL, _HALF), vectors, strict=True):
        hits = look.by_vector(vector, kinds)
        _count(standings, hits, weight * meaning)
        for passage, cosine in hits:
            standing = standings[passage.id]
            standing.cosine = max(standing.cosine, cosine)
    for weight, text in ((_FULL, query.history), (_HALF, query.last)):
        words = match_any(stems(" ".join(search_words(text)), query.language).split())
        if words:
            _count(standings, look.by_words(words, kinds), weight)
    wanted = search_words(query.history)
    found = [_found(standing, wanted) for standing in standings.values()]
    return sorted(found, key=lambda one: -one.score)


def _count(
    standings: dict[int, _Standing], hits: Sequence[tuple[Passage, float]], weight: float
) -> None:
    for rank, (passage, _) in enumerate(hits, start=1):
        standing = standings.setdefault(passage.id, _Standing(passage))
        standing.fused += weight / (_RRF_K + rank)


def _found(standing: _Standing, wanted: Sequence[str]) -> FoundPassage:
    passage = standing.passage
    score = passage_score(standing.fused / _BEST_RRF, standing.cosine)
    if not in_force(passage, date.today()):
        score *= _OUT_OF_DATE_FACTOR
    return FoundPassage(passage, round(score, 3), _why(passage, wanted))


def passage_score(fused: float, cosine: float) -> float:
    """How well a passage stands, 0 to 1, comparable between queries; not a probability.

    `fused` is the share of the best possible reciprocal rank sum, `cosine` the better one of the
    two similarities. The weights were set by hand, not fitted.
    """
    return 1 / (1 + math.exp(-(-4.6 + 4.4 * fused + 2.6 * cosine)))


def _why(passage: Passage, wanted: Sequence[str]) -> str:
    held = set(search_words(f"{passage.title} {passage.heading} {passage.text}"))
    shared = sorted((word for word in wanted if word in held), key=len, reverse=True)[:4]
    return f"words: {', '.join(shared)}" if shared else "meaning"


def _distinct(ranked: Sequence[FoundPassage], most: int) -> Iterator[FoundPassage]:
    """The first `most` that do not repeat a better one."""
    kept: list[frozenset[tuple[str, ...]]] = []
    for one in ranked:
        if len(kept) == most:
            return
        triples = _triples(one.passage.text)
        if all(_alike(triples, other) < _TOO_ALIKE for other in kept):
            kept.append(triples)
            yield one


def _triples(text: RedactedText) -> frozenset[tuple[str, ...]]:
    words = text.lower().split()
    return frozenset(tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2)))


def _alike(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))


def match_any(words: Iterable[str], *, prefix: bool = False) -> str:
    star = "*" if prefix else ""
    return " OR ".join(f'"{word}"{star}' for word in words)

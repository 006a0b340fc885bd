"""Finds the passages that answer a query, by words and by meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Protocol

from copilot.knowledge.alike import distinct
from copilot.knowledge.dating import in_force
from copilot.knowledge.embedder import Embed
from copilot.knowledge.fusing import Hits, fused
from copilot.knowledge.mixing import mixed
from copilot.knowledge.not_found import likely, rest_of
from copilot.knowledge.query import Query
from copilot.knowledge.reasons import shared_words, why
from copilot.knowledge.weighing import Word, match_of, rarest, weighed
from copilot.records import FoundPassage, Passage, Scope, SourceKind

_BY_WORDS = 64  # passages taken by words, of all kinds
# Passages taken of each kind by words, at most, and by meaning.
_DEPTHS = {SourceKind.ARTICLE: 40, SourceKind.SOLVED_TICKET: 16, SourceKind.MACRO: 16}
_HISTORY, _LAST, _OPENING = 1.0, 1.0, 0.25  # shares of their vectors in the one looked for
_OUT_OF_FORCE = 0.5  # of the score
_BONUS = 0.1  # what feedback moves a score, at most
_RERANKED = 20

MatchAny = Callable[..., str]  # words to the index's own query language; prefix=True: begin so
Rerank = Callable[[str, Sequence[str]], Sequence[float]]  # query, texts: higher is better
Bonus = Callable[[bytes], Mapping[str, float]]  # vector of the query: by source id, -1 to 1


class PassageIndex(Protocol):
    """Looks passages up; filters by scope, team and kind before it ranks."""

    def by_words(
        self,
        match: str,
        /,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
    ) -> Hits: ...
    def by_vector(
        self,
        vector: bytes,
        /,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
        embedder: str = "",
    ) -> Hits: ...
    def vectors(
        self, ids: Iterable[int], /, *, embedder: str = ""
    ) -> Mapping[int, Sequence[float]]: ...
    def cosines(
        self, vector: bytes, ids: Iterable[int], /, *, embedder: str = ""
    ) -> Mapping[int, float]: ...
    def counts(self, words: Sequence[str], /) -> Mapping[str, int]: ...
    def aside(self, work: Callable[[], _Told], /) -> Callable[[], _Told]: ...


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words of a query find."""

    words: tuple[Word, ...]
    hits: Hits  # of all kinds, best first: scoring words is what takes the time


@dataclass(frozen=True, slots=True)
class _Look:
    """One look into the index, at one kind of source."""

    index: PassageIndex
    scopes: Set[Scope]
    teams: Set[str]
    kind: SourceKind
    embedder: str

    def by_vector(self, vector: bytes) -> Hits:
        return self.index.by_vector(
            vector,
            limit=_DEPTHS[self.kind],
            scopes=self.scopes,
            teams=self.teams,
            kinds={self.kind},
            embedder=self.embedder,
        )

    def vectors(self, ids: Iterable[int], /) -> Mapping[int, Sequence[float]]:
        return self.index.vectors(ids, embedder=self.embedder)

    def cosines(self, vector: bytes, ids: Iterable[int], /) -> Mapping[int, float]:
        return self.index.cosines(vector, ids, embedder=self.embedder)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query, made ready for every look."""

    query: Query
    vector: bytes
    history: bytes  # the vector of the thread alone
    told: Callable[[], _Told]  # waits for the words, which are looked up meanwhile
    meaning: float


def find_passages(
    query: Query,
    index: PassageIndex,
    *,
    embed: Embed,
    match_any: MatchAny,
    scopes: Set[Scope] = frozenset(Scope),
    teams: Set[str] = frozenset(),
    embedder: str = "",
    understands: Set[str] | None = frozenset({"en"}),
    today: date | None = None,
    rerank: Rerank | None = None,
    bonus: Bonus | None = None,
    articles: int = 6,
    solved: int = 2,
    macros: int = 2,
) -> tuple[FoundPassage, ...]:
    """The best passages, best first; articles, solved tickets and macros are ranked apart.

    `teams`: those of the agent. `embedder`: sha256 of the files behind `embed`; `understands`: the
    languages they were trained on, None for all. For a ticket in another language meaning counts
    half: names, codes and loan words decide. `rerank` orders the first 20 anew; `bonus` moves
    scores by what agents did with a source before, by 0.1 at most.
    """
    told = index.aside(lambda: _told(query, index, match_any, scopes, teams))
    vector, history = _vectors(query, embed)
    asked = _Asked(query, vector, history, told, _meaning(query, understands))
    liked = bonus(asked.vector) if bonus else {}
    found: list[FoundPassage] = []
    for kind, most in (
        (SourceKind.ARTICLE, articles),
        (SourceKind.SOLVED_TICKET, solved),
        (SourceKind.MACRO, macros),
    ):
        if most:
            look = _Look(index, scopes, teams, kind, embedder)
            ranked = _ranked(asked, look, liked, today or date.today())
            if rerank:
                ranked = _reranked(ranked, asked.query, rerank)
            found.extend(distinct(ranked, most))
    return tuple(_with_reason(one, asked, liked) for one in sorted(found, key=lambda o: -o.score))


def query_vector(query: Query, embed: Embed) -> bytes:
    """What is looked for by meaning: thread, last message and opening in one vector."""
    return _vectors(query, embed)[0]


def _vectors(query: Query, embed: Embed) -> tuple[bytes, bytes]:
    """The vector that is looked for, and that of the thread alone."""
    shares = {query.history: _HISTORY}
    for text, share in ((query.last, _LAST), (query.opening, _OPENING)):
        shares[text] = shares.get(text, 0.0) + share
    vectors = embed(list(shares))
    numbers = [memoryview(vector).cast("f") for vector in vectors]
    return mixed(numbers, list(shares.values()))[0], vectors[0]


def _told(
    query: Query,
    index: PassageIndex,
    match_any: MatchAny,
    scopes: Set[Scope],
    teams: Set[str],
) -> _Told:
    words = weighed(query)
    words = rarest(words, index.counts([word.stem for word in words]))
    match = match_of(words, match_any)
    if not match.text:
        return _Told(words, ())
    hits = index.by_words(match.text, limit=_BY_WORDS, scopes=scopes, teams=teams)
    return _Told(words, [(passage, bm25 * match.times) for passage, bm25 in hits])


def _meaning(query: Query, understands: Set[str] | None) -> float:
    """How much the embedder's word counts for the language of a query."""
    foreign = bool(query.language) and understands is not None
    return 0.5 if foreign and query.language not in (understands or ()) else 1.0


def _ranked(
    asked: _Asked, look: _Look, liked: Mapping[str, float], today: date
) -> list[FoundPassage]:
    """With the score that people and thresholds see; of two equal ones the newer one first."""
    by_vector = look.by_vector(asked.vector)
    told = asked.told()
    by_words = [hit for hit in told.hits if hit[0].kind is look.kind][: _DEPTHS[look.kind]]
    named = partial(_share_of_codes, [word for word in told.words if word.code])
    standings = fused(by_words, by_vector, asked.vector, look, meaning=asked.meaning, named=named)
    cosines = look.cosines(asked.history, [one.passage.id for one in standings])
    rest, near = rest_of(standings), max(cosines.values(), default=0.0)
    scores: dict[int, float] = {}
    for one in standings:
        score = likely(one.score, rest=rest, near=near)
        bonus = liked.get(one.passage.source_id, 0.0)
        moved = _moved(score, bonus, in_force=in_force(one.passage, today))
        scores[one.passage.id] = round(moved, 6)  # the last digits are chance
    order = sorted(standings, key=lambda one: (-scores[one.passage.id], -_changed(one.passage)))
    return [FoundPassage(one.passage, round(scores[one.passage.id], 3), "") for one in order]


def _share_of_codes(codes: Sequence[Word], passage: Passage) -> float:
    return len(shared_words(passage, codes)) / len(codes) if codes else 0.0


def _moved(score: float, bonus: float, *, in_force: bool) -> float:
    kept = score if in_force else score * _OUT_OF_FORCE
    return max(0.0, min(1.0, kept + max(-_BONUS, min(_BONUS, bonus))))


def _changed(passage: Passage) -> float:
    return passage.changed.timestamp() if passage.changed else 0.0


def _reranked(found: Sequence[FoundPassage], query: Query, rerank: Rerank) -> list[FoundPassage]:
    """The first ones in the order of another judge; the scores stay where they were."""
    first = found[:_RERANKED]
    wanted = "\n".join(dict.fromkeys((query.opening, query.last)))
    judged = rerank(wanted, [_whole(one.passage) for one in first])
    order = sorted(range(len(first)), key=lambda at: -judged[at])
    new = [replace(first[at], score=place.score) for at, place in zip(order, first, strict=True)]
    return [*new, *found[_RERANKED:]]


def _whole(passage: Passage) -> str:
    return "\n".join(part for part in (passage.title, passage.heading, passage.text) if part)


def _with_reason(one: FoundPassage, asked: _Asked, liked: Mapping[str, float]) -> FoundPassage:
    bonus = liked.get(one.passage.source_id, 0.0)
    return replace(one, why=why(one.passage, asked.told().words, bonus=bonus))

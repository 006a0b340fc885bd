"""Finds the passages that answer a query, by words and by meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copilot.knowledge.alike import distinct
from copilot.knowledge.dating import in_force
from copilot.knowledge.fusing import Standing, fused
from copilot.knowledge.looking import Embed, Looking, PassageIndex, Rerank
from copilot.knowledge.mixing import mixed
from copilot.knowledge.not_found import likely
from copilot.knowledge.query import Query, query_of_text
from copilot.knowledge.reasons import why
from copilot.knowledge.weighing import Word, match_of, rarest, weighed
from copilot.records import FoundPassage, Passage, RedactedText, SourceKind

__all__ = ["Embed", "Looking", "PassageIndex", "Rerank", "find_passages", "look_up"]

_HISTORY, _LAST, _OPENING = 1.0, 1.0, 0.25  # shares of their vectors in the one looked for
_FOREIGN = 0.5  # what meaning counts in a language that the embedder was not trained on
_OUT_OF_FORCE = 0.5  # of the score
_BONUS = 0.1  # what feedback moves a score, at most
_RERANKED = 20


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query, made ready for every look."""

    query: Query
    vector: bytes
    words: tuple[Word, ...]
    match: str
    liked: Mapping[str, float]


def find_passages(
    query: Query,
    looking: Looking,
    *,
    articles: int = 6,
    solved: int = 2,
    macros: int = 2,
    today: date | None = None,
) -> tuple[FoundPassage, ...]:
    """The best passages, best first; each kind of source is ranked apart and capped.

    The score tells how likely it is that something relevant was found; below
    not_found.NOT_FOUND_BELOW it is better to say that nothing was. For a language that the
    embedder was not trained on, meaning counts half: names, codes and loan words decide. The
    reranker orders the first 20 anew; feedback moves a score by 0.1 at most. A passage out of
    force (its dates against `today`) keeps half of its score.
    """
    asked = _asked(query, looking)
    found: list[FoundPassage] = []
    for kind, most in (
        (SourceKind.ARTICLE, articles),
        (SourceKind.SOLVED_TICKET, solved),
        (SourceKind.MACRO, macros),
    ):
        if most:
            scored = _scored(_ranked(asked, looking, kind), asked, today or date.today())
            if looking.rerank:
                scored = _reranked(scored, query, looking.rerank)
            found.extend(distinct(scored, most))
    found.sort(key=lambda one: -one.score)
    return tuple(
        replace(one, why=why(one.passage, asked.words, bonus=_bonus(one.passage, asked)))
        for one in found
    )


def look_up(text: str, looking: Looking) -> tuple[FoundPassage, ...]:
    """Passages with the words typed so far, the last one perhaps unfinished; embeds nothing."""
    words = _known(query_of_text(RedactedText(text), unfinished=True), looking)
    hits = looking.by_words(match_of(words), frozenset(SourceKind))
    found = (FoundPassage(passage, 0.0, why(passage, words)) for passage, _ in hits)
    return tuple(distinct(found, len(hits)))


def query_vector(query: Query, embed: Embed) -> bytes:
    """What is looked for by meaning: the last message, the thread and the opening in one vector."""
    shares: dict[str, float] = {}
    parts = ((query.history, _HISTORY), (query.last, _LAST), (query.opening, _OPENING))
    for text, share in parts:
        shares[text] = shares.get(text, 0.0) + share
    return mixed(embed(list(shares)), list(shares.values()))[0]


def _asked(query: Query, looking: Looking) -> _Asked:
    words = _known(query, looking)
    vector = query_vector(query, looking.embed)
    return _Asked(query, vector, words, match_of(words), looking.bonus(vector))


def _known(query: Query, looking: Looking) -> tuple[Word, ...]:
    words = weighed(query)
    return rarest(words, looking.index.counts([word.stem for word in words]))


def _ranked(asked: _Asked, looking: Looking, kind: SourceKind) -> list[Standing]:
    kinds = frozenset({kind})
    by_words, by_vector = (
        looking.by_words(asked.match, kinds),
        looking.by_vector(asked.vector, kinds),
    )
    meaning = 1.0 if looking.knows(asked.query.language) else _FOREIGN
    return fused(by_words, by_vector, asked.vector, looking, meaning=meaning)


def _scored(ranked: Sequence[Standing], asked: _Asked, today: date) -> list[FoundPassage]:
    """With the score that people and thresholds see; of two equal ones the newer one first."""
    scores = {one.passage.id: _score(one, _bonus(one.passage, asked), today) for one in ranked}
    order = sorted(ranked, key=lambda one: (-scores[one.passage.id], -_changed(one.passage)))
    return [FoundPassage(one.passage, round(scores[one.passage.id], 3), "") for one in order]


def _score(one: Standing, bonus: float, today: date) -> float:
    score = likely(one.score)
    if not in_force(one.passage, today):
        score *= _OUT_OF_FORCE
    return max(0.0, min(1.0, score + bonus))


def _bonus(passage: Passage, asked: _Asked) -> float:
    return max(-_BONUS, min(_BONUS, asked.liked.get(passage.source_id, 0.0)))


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

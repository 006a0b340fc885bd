"""Finds passages while somebody types: by words alone, in milliseconds, without the engine."""

from __future__ import annotations

from collections.abc import Set

from copilot.knowledge.alike import distinct
from copilot.knowledge.query import query_of_text
from copilot.knowledge.reasons import why
from copilot.knowledge.search import MatchAny, PassageIndex
from copilot.knowledge.weighing import match_of, rarest, weighed
from copilot.records import FoundPassage, RedactedText, Scope

_DEPTH = 24
_MOST = 12
_HALF_SURE = 8.0  # BM25 that is shown as a score of a half


def look_up(
    text: str, index: PassageIndex, *, match_any: MatchAny, teams: Set[str]
) -> tuple[FoundPassage, ...]:
    """The best passages by BM25; the last word may be unfinished. Scores are not calibrated.

    Nothing of `text` is kept, so it is taken as it was typed.
    """
    words = weighed(query_of_text(RedactedText(text)))
    known = rarest(words, index.counts([word.stem for word in words]))
    match = match_of(known, match_any)
    if not match.text:
        return ()
    hits = index.by_words(match.text, limit=_DEPTH, scopes=frozenset(Scope), teams=teams)
    found = [
        FoundPassage(passage, round(bm25 / (bm25 + _HALF_SURE), 3), why(passage, known))
        for passage, bm25 in hits
    ]
    return tuple(distinct(found, _MOST))

"""Leaves out passages that repeat a better one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copilot.records import FoundPassage, Passage

_TOO_ALIKE = 0.8  # share of word triples that both have, beyond which they say the same
Triples = frozenset[tuple[str, ...]]


def distinct(ranked: Iterable[FoundPassage], most: int) -> Iterator[FoundPassage]:
    """The first `most` that do not repeat a better one.

    The same words under another title are kept: they are about another thing.
    """
    kept: list[Triples] = []
    for one in ranked:
        if len(kept) == most:
            return
        triples = _triples(one.passage)
        if all(_shared(triples, other) < _TOO_ALIKE for other in kept):
            kept.append(triples)
            yield one


def _triples(passage: Passage) -> Triples:
    about = passage.title.lower()
    words = passage.text.lower().split()
    return frozenset((about, *words[at : at + 3]) for at in range(max(1, len(words) - 2)))


def _shared(left: Triples, right: Triples) -> float:
    return len(left & right) / max(1, len(left | right))

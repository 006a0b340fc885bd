"""Leaves out passages that repeat a better one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copilot.records import FoundPassage, RedactedText

_TOO_ALIKE = 0.8  # shared share of word triples, beyond which two passages say the same
Triples = frozenset[tuple[str, ...]]


def distinct(ranked: Iterable[FoundPassage], most: int) -> Iterator[FoundPassage]:
    """The first `most` that do not repeat a better one."""
    kept: list[Triples] = []
    for one in ranked:
        if len(kept) == most:
            return
        triples = _triples(one.passage.text)
        if all(_shared(triples, other) < _TOO_ALIKE for other in kept):
            kept.append(triples)
            yield one


def _triples(text: RedactedText) -> Triples:
    words = text.lower().split()
    return frozenset(tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2)))


def _shared(left: Triples, right: Triples) -> float:
    return len(left & right) / max(1, min(len(left), len(right)))

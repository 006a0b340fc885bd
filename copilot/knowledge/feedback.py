"""What agents did with sources for similar questions, as a small bonus or malus of their rank."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from copilot.records import Judgement

ALIKE = 0.7  # cosine of two questions from which on what was learnt from one counts for the other
MOST = 0.1  # of a score of 0 to 1, however often a source was judged
_WEIGHTS = {Judgement.USED: 0.05, Judgement.OPENED: 0.01, Judgement.REJECTED: -0.05}


class Judged(NamedTuple):
    """One judgement on a source, and how alike its question is to the one at hand, 0 to 1."""

    source_id: str
    judgement: Judgement
    similarity: float


def bonuses(judged: Iterable[Judged]) -> dict[str, float]:
    """What is added to the score of each source: -MOST to MOST, by how alike the questions are."""
    sums: dict[str, float] = {}
    for one in judged:
        share = (one.similarity - ALIKE) / (1 - ALIKE)
        sums[one.source_id] = sums.get(one.source_id, 0.0) + _WEIGHTS[one.judgement] * share
    return {source: max(-MOST, min(MOST, total)) for source, total in sums.items()}

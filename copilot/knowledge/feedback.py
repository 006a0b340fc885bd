"""What agents did with sources for similar questions, as a small bonus or malus of their rank."""

from __future__ import annotations

from collections.abc import Iterable

from copilot.records import Judgement

ALIKE = 0.7  # cosine of two questions from which on what was learnt from one counts for the other
MOST = 0.1  # of a score of 0 to 1, however often a source was judged
_WEIGHTS = {Judgement.USED: 0.05, Judgement.OPENED: 0.01, Judgement.REJECTED: -0.05}


Judged = tuple[str, Judgement, float]  # source, what was done, how alike its question was


def bonuses(judged: Iterable[Judged]) -> dict[str, float]:
    """What is added to the score of each source: -MOST to MOST, by how alike the questions are."""
    sums: dict[str, float] = {}
    for source, judgement, alike in judged:
        share = max(0.0, alike - ALIKE) / (1 - ALIKE)
        sums[source] = sums.get(source, 0.0) + _WEIGHTS[judgement] * share
    return {source: max(-MOST, min(MOST, total)) for source, total in sums.items()}

"""How sure it is that something relevant was found."""

from __future__ import annotations

import math
from collections.abc import Sequence

from copilot.knowledge.fusing import Standing

# Fitted on development halves, see decisions/ranking.md.
# Below it, it is better to say that nothing was found; a tenth of the questions that have an
# answer score less.
NOT_FOUND_BELOW = 0.3
_BEST, _REST, _NEAR, _NONE = 3.04, -3.11, 6.90, -5.69
_PLACE = 20  # the passage of this rank tells how well passages stand that are not meant
_USUAL = 0.43  # its score, where fewer were found


def rest_of(standings: Sequence[Standing]) -> float:
    """How well a passage stands that nobody asked for; `standings` are the best first."""
    return standings[_PLACE - 1].score if len(standings) >= _PLACE else _USUAL


def likely(score: float, *, rest: float, near: float) -> float:
    """The probability that this passage, best of its kind, is relevant: 0 to 1.

    A logistic regression (J. Platt, 1999) on its score, on `rest`, and on `near`, the highest
    cosine of a passage with the whole history.
    """
    return 1 / (1 + math.exp(-(_BEST * score + _REST * rest + _NEAR * near + _NONE)))

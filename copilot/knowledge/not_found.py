"""How sure it is that something relevant was found."""

from __future__ import annotations

import math

NOT_FOUND_BELOW = 0.5


def likely(score: float) -> float:
    """The probability, 0 to 1."""
    return 1 / (1 + math.exp(-8 * (score - 0.6)))

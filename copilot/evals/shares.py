"""Counts of what was right, and how sure one may be of them."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_ROUNDS = 1_000
_SEED = 20_261
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `all`; add them up over cases."""

    right: int
    all: int

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.all + other.all)

    @property
    def value(self) -> float:
        return self.right / self.all if self.all else 0.0

    def interval(self) -> tuple[float, float]:
        """Wilson score interval at 95 % (E. B. Wilson, JASA 22, 1927)."""
        if not self.all:
            return 0.0, 1.0
        z, n, p = 1.96, self.all, self.right / self.all
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - spread), min(1.0, middle + spread)


def total(shares: Sequence[Share]) -> Share:
    """All of them together."""
    return sum(shares, Share(0, 0))


def interval_over_cases(shares: Sequence[Share]) -> tuple[float, float]:
    """95 % bootstrap interval of the share, whole cases drawn (B. Efron, Ann. Statist. 7, 1979).

    Words of one case are not independent. Where all cases are alike, nothing can be drawn: then it
    is Wilson's over the cases.
    """
    counted = [share for share in shares if share.all]
    together = total(counted)
    if not counted or together.right in (0, together.all):
        return Share(round(together.value * len(counted)), len(counted)).interval()
    drawn = sorted(_ratio(chance) for chance in _draws(counted))
    return drawn[int(_ROUNDS * 0.025)], drawn[int(_ROUNDS * 0.975)]


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """95 % bootstrap interval of a mean; the same in every run."""
    if not values:
        return 0.0, 0.0
    drawn = sorted(sum(chance) / len(chance) for chance in _draws(values))
    return drawn[int(_ROUNDS * 0.025)], drawn[int(_ROUNDS * 0.975)]


def _draws(values: Sequence[_T]) -> list[list[_T]]:
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    return [chance.choices(values, k=len(values)) for _ in range(_ROUNDS)]


def _ratio(shares: Sequence[Share]) -> float:
    return total(shares).value

"""What a ranking is worth: nDCG@10, Recall@10 and MRR, with bootstrap intervals."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Mapping, Sequence

import msgspec

AT = 10
_ROUNDS = 1_000
_SEED = 20_261


class Mean(msgspec.Struct, frozen=True):
    """A mean over queries with its 95 % bootstrap interval (B. Efron, Ann. Statist. 7, 1979)."""

    value: float
    low: float
    high: float


def ndcg(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """nDCG at 10 with linear gains (K. Järvelin, J. Kekäläinen, ACM TOIS 20, 2002)."""
    best = sorted(gains.values(), reverse=True)[:AT]
    return _dcg([gains.get(id, 0.0) for id in ranked[:AT]]) / _dcg(best)


def recall(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """The share of relevant passages among the first 10."""
    return sum(id in gains for id in ranked[:AT]) / len(gains)


def reciprocal_rank(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """1 / rank of the first relevant passage among the first 10, or 0."""
    return next((1 / rank for rank, id in enumerate(ranked[:AT], 1) if id in gains), 0.0)


def mean(values: Sequence[float]) -> Mean:
    """The mean of at least one value; the interval is the same in every run."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    size = len(values)
    drawn = sorted(statistics.fmean(chance.choices(values, k=size)) for _ in range(_ROUNDS))
    low, high = drawn[int(_ROUNDS * 0.025)], drawn[int(_ROUNDS * 0.975)]
    return Mean(round(statistics.fmean(values), 4), round(low, 4), round(high, 4))


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))

"""Sums of embedding vectors, in plain Python: some 25 µs for each vector."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from operator import mul


def mixed(vectors: Sequence[Sequence[float]], weights: Sequence[float]) -> tuple[bytes, float]:
    """The direction (384 float32 of length 1) and the length of a weighted sum of directions.

    At least one vector is given; each counts by its direction, however long it is.
    """
    factors = [
        weight / (math.hypot(*vector) or 1.0)
        for vector, weight in zip(vectors, weights, strict=True)
    ]
    total = [sum(map(mul, column, factors)) for column in zip(*vectors, strict=True)]
    length = math.hypot(*total)
    return array("f", [number / (length or 1.0) for number in total]).tobytes(), length

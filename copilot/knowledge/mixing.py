"""Sums of embedding vectors, in plain Python: some 25 µs for each vector."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from operator import mul


def mixed(vectors: Sequence[bytes], weights: Sequence[float]) -> tuple[bytes, float]:
    """The direction (length 1) and the length of a weighted sum of directions.

    At least one vector is given, float32; each counts by its direction, however long it is.
    """
    numbers = [memoryview(vector).cast("f") for vector in vectors]
    factors = [
        weight / (math.hypot(*vector) or 1.0)
        for vector, weight in zip(numbers, weights, strict=True)
    ]
    total = [sum(map(mul, column, factors)) for column in zip(*numbers, strict=True)]
    length = math.hypot(*total)
    return array("f", [number / (length or 1.0) for number in total]).tobytes(), length

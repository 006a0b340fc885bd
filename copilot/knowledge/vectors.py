"""Arithmetic on embedding vectors that are kept as bytes."""

from __future__ import annotations

from operator import mul


def cosine(left: bytes, right: bytes) -> float:
    """Cosine similarity of two unit vectors of float32, little-endian.

    In plain Python on purpose: a ticket needs some hundred of these (40 µs each), and the window
    process stays free of numpy.
    """
    return float(sum(map(mul, memoryview(left).cast("f"), memoryview(right).cast("f"))))

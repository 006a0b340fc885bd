"""Long work on many texts in slices that are short enough to let something urgent go between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# A quarter of a second of one core (all-MiniLM-L6-v2). Larger slices were not faster: small
# batches of texts of about one length stay in the processor's cache.
SLICE = 2048  # characters, with what is padded to the longest text
SHORTEST, LONGEST = 16, SLICE  # characters that a text costs at least, and at most (it is cut off)


def slices(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indexes into `lengths`, the longest texts first, in slices of about the same work."""
    taken: list[int] = []
    cost = 1
    for place in sorted(range(len(lengths)), key=lambda each: -lengths[each]):
        if not taken:
            cost = min(max(lengths[place], SHORTEST), LONGEST)
        taken.append(place)
        if (len(taken) + 1) * cost > SLICE:
            yield taken
            taken = []
    if taken:
        yield taken

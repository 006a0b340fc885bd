"""Slices are short, hold every text once, and begin with the longest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copilot.knowledge.slicing import LONGEST, SHORTEST, SLICE, slices


@given(st.lists(st.integers(0, 5000), max_size=300))
def test_every_text_is_in_one_slice_and_slices_are_short(lengths: list[int]) -> None:
    cut = list(slices(lengths))
    assert sorted(place for places in cut for place in places) == list(range(len(lengths)))
    for places in cut:
        cost = min(max(lengths[places[0]], SHORTEST), LONGEST)
        assert len(places) == 1 or len(places) * cost <= SLICE
    order = [lengths[place] for places in cut for place in places]
    assert order == sorted(lengths, reverse=True)


def test_many_short_texts_share_a_slice() -> None:
    assert [len(places) for places in slices([10] * 300)] == [128, 128, 44]
    assert [len(places) for places in slices([2000, 1000, 1000])] == [1, 2]

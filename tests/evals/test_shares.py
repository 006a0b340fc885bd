"""Shares and their intervals."""

from __future__ import annotations

import pytest

from copilot.evals.shares import Share, interval_over_cases, mean_interval, total


def test_shares_add_up() -> None:
    assert total([Share(1, 2), Share(2, 3)]) == Share(3, 5)
    assert total([Share(1, 2), Share(2, 3)]).value == pytest.approx(0.6)
    assert Share(0, 0).value == 0


def test_wilson_for_a_known_count() -> None:
    """8 of 10: the published interval is 0.490 to 0.943."""
    assert Share(8, 10).interval() == pytest.approx((0.490, 0.943), abs=0.001)
    assert Share(0, 0).interval() == (0.0, 1.0)


def test_words_of_one_case_are_no_independent_draws() -> None:
    """The same 15 of 30 words, in few cases that are all right or all wrong, tell less."""
    spread = interval_over_cases([Share(5, 10), Share(5, 10), Share(5, 10)])
    lumped = interval_over_cases([Share(10, 10), Share(0, 10), Share(5, 10)])
    assert lumped[0] < spread[0] == spread[1] == 0.5 < lumped[1]


def test_where_all_is_right_the_interval_is_still_honest() -> None:
    low, high = interval_over_cases([Share(3, 3)] * 10)
    assert (low, high) == Share(10, 10).interval()
    assert low < 0.8


def test_the_interval_of_a_mean_holds_it_and_is_the_same_each_time() -> None:
    values = [0.0, 0.2, 0.4, 1.0] * 5
    low, high = mean_interval(values)
    assert low < 0.4 < high
    assert mean_interval(values) == (low, high)
    assert mean_interval([]) == (0.0, 0.0)

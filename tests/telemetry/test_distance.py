"""Edit distances in words."""

from __future__ import annotations

import pytest

from copilot.telemetry.distance import distance


@pytest.mark.parametrize(
    ("before", "after", "apart"),
    [
        ("", "", 0),
        ("The lamp is in stock.", "The lamp is in stock.", 0),
        ("The lamp is in stock.", "The lamp is not in stock.", 1),
        ("The lamp is in stock.", "The tent is in stock!", 2),
        ("The lamp is in stock.", "", 6),
        ("", "Two words", 2),
        ("It costs 1,200.50 EUR", "It costs 1,200.60 EUR", 1),
    ],
)
def test_words_put_in_taken_out_or_changed(before: str, after: str, apart: int) -> None:
    assert distance(before, after) == apart
    assert distance(after, before) == apart

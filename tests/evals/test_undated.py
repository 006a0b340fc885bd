"""Days that the program adds to the lines of a summary."""

from __future__ import annotations

import pytest

from copilot.evals.undated import undated


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("14 Nov, Luis Ortega: It left.", "It left."),
        ("14 Nov: It left.", "It left."),
        ("Told 14 Nov: It left.", "It left."),
        ("2 Nov (told 14 Nov), Luis Ortega: It left.", "It left."),
        ("2 Nov and 3 Nov: It left twice.", "It left twice."),
        ("30 Dec 2025 to 3 Jan: It left.", "It left."),
        ("Luis Ortega, 14 Nov: “I call tomorrow.” (by 15 Nov)", "“I call tomorrow.”"),
        ("Keep the promise by 15 Nov: “I call.”", "Keep the promise: “I call.”"),
        ("It left on 14 Nov, he said: really", "It left on 14 Nov, he said: really"),
        ("Ordered 14 Nov", "Ordered 14 Nov"),
    ],
)
def test_only_those_at_its_ends_go(line: str, bare: str) -> None:
    assert undated(line) == bare

"""How graders read words and values."""

from __future__ import annotations

import pytest

from copilot.evals.saying import says, value_set


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("It lasts Six\n Months.", "6 months|six months", True),
        ("1,200 litres", "1200", True),
        ("within 15 days", "5 days", False),
        ("€5.90 a letter", "5.90", True),
        ("€15.90 a letter", "5.90", False),
        ("10–15 working days", "10-15", True),
        ("**free** of charge", "free of charge", True),
        ("It’s free", "it's free", True),
        ("below −10 °C", "-10", True),
    ],
)
def test_words(text: str, words: str, said: bool) -> None:
    assert says(text, words) is said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,200 litres or six months", {"1200", "6"}),
        ("1.200 Liter zu 34,90 €", {"1200", "34.90"}),
        ("see https://help.example/a-5.", {"https://help.example/a-5", "5"}),
        ("mail a@b.example now", {"a@b.example"}),
        ("at 09:30", {"9:30"}),
        ("no value", set()),
    ],
)
def test_values(text: str, found: set[str]) -> None:
    assert value_set(text) == found

"""One key for all ways of typing a word, and one letter off."""

from __future__ import annotations

import pytest

from copilot.redaction.spellings import fold, folds, one_letter_off


@pytest.mark.parametrize(
    ("written", "key"),
    [("Weiß", "weiss"), ("JOSÉ", "jose"), ("Jose\u0301", "jose"), ("Łukasz", "lukasz")],
)
def test_a_key_has_small_letters_without_accents(written: str, key: str) -> None:
    assert fold(written) == key


def test_umlauts_are_known_as_two_letters_and_two_letters_as_umlauts() -> None:
    assert {"muller", "mueller"} <= set(folds("Müller"))
    assert {"muller", "mueller"} <= set(folds("Mueller"))


@pytest.mark.parametrize("typed", ["whitfild", "whitfieeld", "whitfeild", "whitfiold", "whitfiel"])
def test_one_letter_is_off(typed: str) -> None:
    assert one_letter_off("whitfield", typed)
    assert one_letter_off(typed, "whitfield")


@pytest.mark.parametrize("typed", ["whitfield", "whitfi", "whtifeild", "witfeild", ""])
def test_none_or_more_are_off(typed: str) -> None:
    assert not one_letter_off("whitfield", typed)

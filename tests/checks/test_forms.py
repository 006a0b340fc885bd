"""One form for every way in which a name or number is written."""

from __future__ import annotations

import pytest

from copilot.checks.forms import initialled, name_forms, plain, plain_text, signs, written

PLAIN = {
    "case": ("WHITFIELD", "whitfield"),
    "accents": ("Inés", "ines"),
    "letters with a stroke": ("Sørensen", "sorensen"),
    "sharp s": ("Weiß", "weiss"),
    "possessive": ("Dana’s", "dana"),
    "possessive of an s": ("Klaus'", "klaus"),
    "apostrophe inside": ("O’Neill", "oneill"),
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.values(), ids=PLAIN.keys())
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_whole_words_are_found_in_plain_text() -> None:
    assert plain_text("Ask Dana-Maria Weiß!") == " ask dana maria weiss "


def test_the_forms_of_a_name() -> None:
    assert name_forms("Matthias Kröger") == {
        "matthias kroger",
        "kroger matthias",
        "matthias kroeger",
        "kroeger matthias",
    }
    assert name_forms("Omar") == frozenset()
    assert initialled("Dana Maria Whitfield") == "d whitfield"
    assert initialled("Priya N.") == initialled("Omar") == ""


FOUND = {
    "dashes": ("A-88213", "order A88213.", True),
    "spaces and a hash": ("#88213", "order A 882 13", True),
    "another number behind it": ("A-88213", "A-882139", False),
    "another letter before it": ("A-88213", "BA-88213", False),
    "digits in a longer number": ("88213", "788213", False),
    "lines": ("5 Larch Terrace", "5 Larch\n  Terrace", True),
}


@pytest.mark.parametrize(("text", "within", "expected"), FOUND.values(), ids=FOUND.keys())
def test_a_number_is_found_however_it_is_written(text: str, within: str, expected: bool) -> None:
    assert bool(written(text).search(within)) is expected


def test_a_phone_number_is_found_with_and_without_its_country() -> None:
    assert signs("+44 (0)7700 900461", phone=True) == "700900461"
    assert written("+44 (0)7700 900461", phone=True).search("call 07700-900 461 now")
    assert not written("07700 900461", phone=True).search("call 07700 900462 now")

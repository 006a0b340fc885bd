"""Search words: one form for what means the same, codes as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.knowledge.stemming import stems


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Refunds, refunded: refunding!", "en", "refund refund refund"),
        ("Die Kartuschen müssen größer sein", "de", "die kartusch muss gross sein"),
        ("¿Cuándo llega mi devolución?", "es", "cuand lleg mi devolu"),
        ("Refunds, refunded", "xx", "refunds refunded"),
        ("退款需要", "zh", "退款 款需 需要"),
        ("0x80070005 on HTTP/2", "en", "0x80070005 on http 2"),
        ("batteries E4 re-opened", "en", "batteri e4 re open"),
        ("", "en", ""),
    ],
)
def test_words_are_stemmed_by_their_language(text, language, words):
    assert stems(text, language) == words


@pytest.mark.parametrize(
    "same",
    [
        ("AquaPure-200", "aquapure 200", "AquaPure200", "Aquapure‑200"),
        ("E4", "E-4", "e4"),
        ("NL-4471B", "nl4471b"),
    ],
)
def test_a_code_has_one_form_however_it_is_written(same):
    assert len({stems(text, "en") for text in same}) == 1


@given(st.text(), st.sampled_from(["en", "de", "fr", "zh", ""]))
def test_stems_are_letters_digits_and_single_spaces(text, language):
    found = stems(text, language)
    assert all(word.isalnum() for word in found.split(" ") if found)

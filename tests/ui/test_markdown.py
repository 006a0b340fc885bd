"""Markdown as plain words: what goes, what stays, and where each place is afterwards."""

from __future__ import annotations

import time

import pytest

from ui.shared.markdown import plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Head\nText", "Head\nText"),
        ("Use **both** `hands`, __slowly__.", "Use both hands, slowly."),
        ("- one\n* two\n1. three", "• one\n• two\n1. three"),
        ("| a | b |\n|---|:--:|\n| 1 | 2 |\nend", "a · b\n1 · 2\nend"),
        ("| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n", "a · b\r\n1 · 2\r\n"),
        ("| a | |\n|---|---|", "a · \n"),
        ("See [sizes](https://shop.example/s).", "See sizes (https://shop.example/s)."),
        ("[[CUSTOMER_1_FIRST]] and [[EMAIL_2]]", "(customer) and (e-mail address)"),
        ("| **[[ORDER_1]]** | x |", "(order number) · x"),
        ("2 * 3 * 4, a__b__c, a | b, # no", "2 * 3 * 4, a__b__c, a | b, # no"),
        ("nothing to do", "nothing to do"),
        ("", ""),
    ],
)
def test_the_signs_go_and_the_words_stay(text, words):
    assert plain_words(text).text == words


def test_a_kind_that_nobody_knows_is_named_all_the_same():
    assert plain_words("[[PERSON_3]]").text == "(person)"
    assert plain_words("[[BIRTHDATE_1]]").text == "(personal data)"


def test_every_word_is_found_again_at_its_place():
    text = (
        "# Head\n\nOne **two** three 😀 `four`.\n\n| five | six |\n|---|---|\n| seven | eight |\n"
        "- nine [ten](eleven.md) [[ORDER_1]] twelve\n"
    )
    told = plain_words(text)
    for word in ("One", "two", "three", "😀", "four", "five", "eight", "ten", "twelve"):
        start = text.index(word)
        place = told.at(start), told.at(start + len(word), end=True)
        assert told.text[slice(*place)] == word
    whole = told.at(0), told.at(len(text), end=True)
    assert told.text[slice(*whole)] == told.text
    placeholder = text.index("[[ORDER_1]]")
    place = told.at(placeholder), told.at(placeholder + len("[[ORDER_1]]"), end=True)
    assert told.text[slice(*place)] == "(order number)"
    assert [told.text[slice(*one)] for one in told.headings] == ["Head"]


def test_a_stretch_that_begins_or_ends_within_signs_keeps_all_its_words():
    text = "One **two** three"
    told = plain_words(text)
    stretch = text.index("*two"), text.index("* three")
    assert told.text[told.at(stretch[0]) : told.at(stretch[1], end=True)] == "two"


@pytest.mark.parametrize("piece", ["`a ", "[a", "| a ", "**a ", "# ", "|--", "[[A_1"])
def test_a_long_text_of_signs_alone_takes_no_time(piece):
    began = time.process_time()
    plain_words(piece * 60_000)
    assert time.process_time() - began < 5

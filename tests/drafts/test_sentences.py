"""Where sentences end, what they do, and which evidence an edit leaves them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.drafts.sentences import carry, classify, split
from copilot.records import SentenceKind
from tests.fakes import desk

CUTS = {
    "two": ("It broke. We mend it.", ["It broke.", "We mend it."]),
    "abbreviation": ("See Dr. Berg, e.g. today.", ["See Dr. Berg, e.g. today."]),
    "german": ("Am 5. Mai, z. B. früh. Danke!", ["Am 5. Mai, z. B. früh.", "Danke!"]),
    "numbers": ("It costs 5.50 EUR. Pay now.", ["It costs 5.50 EUR.", "Pay now."]),
    "number alone": ("1.\n2. Open it.\n-", ["Open it."]),
    "link": ("Read https://a.de/x.html. Then go.", ["Read https://a.de/x.html.", "Then go."]),
    "list": ("1. Open it.\n2. Press\nthe button.", ["Open it.", "Press\nthe button."]),
    "spanish": ("¿Ya llegó? ¡Gracias!", ["¿Ya llegó?", "¡Gracias!"]),
    "greeting": ("Hallo Frau Weber,\nwir senden es.", ["Hallo Frau Weber,", "wir senden es."]),
}


@pytest.mark.parametrize(("text", "expected"), CUTS.values(), ids=CUTS.keys())
def test_cuts(text, expected):
    assert [text[start:end] for start, end in split(text)] == expected


@given(st.text(alphabet="aB1 .!?\n,-", max_size=80))
def test_no_word_is_lost_or_said_twice(text):
    spans = split(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    inside = {place for start, end in spans for place in range(start, end)}
    assert all(place in inside for place, each in enumerate(text) if each in "aB")


KINDS = {
    "Dear Dana,": "greeting",
    "Thank you for your message.": "greeting",
    "Hello, you get your money back.": "statement",
    "Sorry, we pay nothing.": "statement",
    "Thank you for paying 5 EUR.": "statement",
    "Could you send a photo?": "question",
    "Mit freundlichen Grüßen": "closing",
    "Kind regards, Anna": "closing",
    "Mit freundlichen Grüßen Anna Berg": "closing",
    "Kind regards, you get your money back.": "statement",
    "Best, Refund 50 EUR": "statement",
    "Best Price Guaranteed": "statement",
    "Please let us know if you need anything else.": "closing",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_kinds(text, kind):
    assert [each.kind for each in classify(text)] == [kind]


def test_names_under_the_sign_off_close_the_letter():
    kinds = [each.kind for each in classify("It is done.\n\nKind regards,\nMia Berg\nShop team")]
    assert kinds == [SentenceKind.STATEMENT, *[SentenceKind.CLOSING] * 3]


def test_an_edit_keeps_evidence_where_the_sentence_is_the_same_or_similar():
    text = "Hello. Refunds take 7 working days. We never close our shop."
    new = carry(desk.draft(), text)
    assert [bool(each.evidence) for each in new] == [False, True, False]


GERMAN = "Das Geld kommt in 5 Werktagen auf Ihr Konto."


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (GERMAN, True),
        (GERMAN.replace("5", "7"), False),
        (f"{GERMAN} Wir danken Ihnen.", False),
    ],
)
def test_a_translation_keeps_evidence_by_place_where_its_figures_are_the_same(text, kept):
    old = desk.draft("Refunds reach your account within 5 working days.")
    carried = carry(old, text)
    assert bool(carried[0].evidence) is kept

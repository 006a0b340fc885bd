"""Reading a policy file: every mistake in it is named, and nothing in it is passed over."""

import ast
from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.policy.policy import CHECKS, parse
from copilot.policy.sentences import sentences
from tests.policy import policies as shop

MISTAKES = {
    "no TOML": ("number = ", "Invalid value"),
    "a field that is not known": ('number = 1\nteam = "S"\nwords = ["x"]', "unknown field"),
    "a rule that is not known": ('number = 1\nteam = "S"\n[blocked]\nword = ["x"]', "unknown"),
    "no number": ('team = "S"', "number"),
    "number zero": ('number = 0\nteam = "S"', ">= 1"),
    "nobody may be the second": (
        'number = 1\nteam = "S"\n[second_person]\nrefund_over = 5',
        "nobody may",
    ),
    "a limit below zero": ('number = 1\nteam = "S"\n[second_person]\nrefund_over = -5', ">= 0"),
    "a word of nothing": ('number = 1\nteam = "S"\n[blocked]\nwords = ["*"]', "no word"),
    "a link of nothing": ('number = 1\nteam = "S"\n[blocked]\nlinks = ["http://a.b"]', "no host"),
    "a check of another name": (
        'number = 1\nteam = "S"\n[checks]\nmandatory = ["no sorce"]',
        "no sorce",
    ),
    "a key that is none": (
        'number = 1\nteam = "S"\n[[people]]\nname = "A"\nemail = "a@b.example"\nkey = "12"',
        "64 hex",
    ),
    "two people with one key": (
        shop.text(1, shop.PEOPLE.replace(shop.LEAD_PUBLIC.hex(), shop.PUBLIC.hex())),
        "the same key",
    ),
    "two people with one address": (
        shop.text(1, shop.PEOPLE.replace(shop.LEAD, shop.MIA.upper())),
        "the same e-mail",
    ),
    "a time zone of nowhere": (shop.text(1, shop.HOURS.replace("Berlin", "Atlantis")), "time zone"),
    "no working day": (
        shop.text(1, shop.HOURS.replace('["mon", "tue", "wed", "thu", "fri"]', "[]")),
        "names no day",
    ),
    "hours the wrong way round": (
        shop.text(1, shop.HOURS.replace("18:00:00", "07:00:00")),
        "after it closes",
    ),
}


@pytest.mark.parametrize(("text", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named(text, says):
    with pytest.raises(BadInput, match=says):
        parse(text.encode())


def test_bytes_that_are_no_text_are_a_mistake():
    with pytest.raises(BadInput, match="mistake"):
        parse(b"\xff\xfe")


def test_everything_that_it_says_can_be_read_in_sentences():
    said = "\n".join(sentences(shop.policy(3, shop.PEOPLE, shop.RULES, shop.HOURS)))
    for words in (
        "Lena Moss <lena@shop.example> may approve replies and notes and sign as the second person",
        "signs refunds over 100.00",
        "“lawyer*”, “court”",
        "replies with files",
        "Never sent to customers: “guarantee*”",
        "No links to bit.ly",
        "Nobody accepts by hand: “no source”",
        "Monday to Friday, 08:00 to 18:00 (Europe/Berlin)",
        "Closed on 2026-12-25",
    ):
        assert words in said
    assert sentences(shop.policy(1, "")) == ("Everybody may approve.",)


def test_every_check_that_can_be_mandatory_is_one_that_the_checks_make():
    root = Path(__file__).resolve().parents[2] / "copilot"
    made = {
        node.value
        for path in (root / "checks").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(CHECKS) <= made

"""What the ticket's record names is found however it is written, and nothing beside it."""

from __future__ import annotations

import pytest

from copilot.records import KnownIdentity
from copilot.redaction.found import Stage, settle
from copilot.redaction.known import PLAIN, KnownFinder

RECORD = (
    KnownIdentity("CUSTOMER", "Dana Whitfield"),
    KnownIdentity("EMAIL", "dana.whit@example.com"),
    KnownIdentity("EMAIL", "info@shop.example"),
    KnownIdentity("AGENT", "Grace Müller"),
    KnownIdentity("AGENT", "Will Price"),
    KnownIdentity("AGENT", "José Ortega"),
    KnownIdentity("ORDER", "A-88213"),
    KnownIdentity("ACCOUNT", "DE-4471 2290"),
    KnownIdentity("PHONE", "+44 20 7946 0018"),
    KnownIdentity("ADDRESS", "12 Baker Street, London NW1 6XE"),
)
FINDER = KnownFinder(RECORD, [KnownIdentity("PERSON", "Bruno Keating")])


def hidden(text: str, finder: KnownFinder = FINDER) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.type) for f in settle(finder.find(text))]


@pytest.mark.parametrize(
    ("text", "found", "kind"),
    [
        ("D. Whitfield wrote", "D. Whitfield", "CUSTOMER"),
        ("D Whitfield wrote", "D Whitfield", "CUSTOMER"),
        ("signed D.W. today", "D.W", "CUSTOMER"),
        ("regards\n- DW\nsent from", "DW", "CUSTOMER"),
        ("Whitfield, Dana", "Whitfield, Dana", "CUSTOMER"),
        ("DANA WHITFIELD", "DANA WHITFIELD", "CUSTOMER"),
        ("thanks, dana", "dana", "CUSTOMER"),
        ("Danas Bestellung", "Dana", "CUSTOMER"),
        ("Dana’s order", "Dana", "CUSTOMER"),
        ("the Whitfields' parcel", "Whitfield", "CUSTOMER"),
        ("user dwhitfield again", "dwhitfield", "CUSTOMER"),
        ("user dana_whitfield88 again", "dana_whitfield88", "CUSTOMER"),
        ("user dana.whitfield again", "dana.whitfield", "CUSTOMER"),
        ("Ms Whitfeild called", "Whitfeild", "CUSTOMER"),
        ("mrs whitfild called", "whitfild", "CUSTOMER"),
        ("Dana W. called", "Dana W", "CUSTOMER"),
        ("Ask Will about it", "Will", "AGENT"),
        ("thanks, Will", "Will", "AGENT"),
        ("Will called me", "Will", "AGENT"),
        ("Grace Mueller", "Grace Mueller", "AGENT"),
        ("Frau MULLER", "MULLER", "AGENT"),
        ("gracias, jose", "jose", "AGENT"),
        ("Jose\u0301 Ortega", "Jose\u0301 Ortega", "AGENT"),
        ("number 88213", "88213", "ORDER"),
        ("number #88213", "88213", "ORDER"),
        ("number a 88213", "a 88213", "ORDER"),
        ("number A88213", "A88213", "ORDER"),
        ("number ORD-88213", "88213", "ORDER"),
        ("number de44712290", "de44712290", "ACCOUNT"),
        ("tel 0207 946 0018", "0207 946 0018", "PHONE"),
        ("tel +44 (0)20-7946-0018", "+44 (0)20-7946-0018", "PHONE"),
        ("tel 00442079460018", "00442079460018", "PHONE"),
        ("tel +442079460018", "+442079460018", "PHONE"),
        ("tel (020) 7946 0018", "(020) 7946 0018", "PHONE"),
        ("at 12 Baker St. today", "12 Baker St", "ADDRESS"),
        ("12 BAKER STREET\nLondon\nNW1 6XE", "12 BAKER STREET\nLondon\nNW1 6XE", "ADDRESS"),
        ("code nw16xe", "nw16xe", "ADDRESS"),
        ("in baker street", "baker street", "ADDRESS"),
        ("DANA.WHIT@example.com", "DANA.WHIT@example.com", "EMAIL"),
        ("dana.whit at example dot com", "dana.whit at example dot com", "EMAIL"),
        ("login dana.whit fails", "dana.whit", "ACCOUNT"),
        ("Bruno said so", "Bruno", "PERSON"),
    ],
)
def test_a_form_of_the_record_is_found(text: str, found: str, kind: str) -> None:
    assert hidden(text) == [(found, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "I will pay the price",
        "Will you send it?",
        "No.\nWill it fit?",
        "Grace period of 30 days",
        "with grace",
        "Danaher Corp",
        "a price of 20",
        "the DW 4000 drill",
        "5 Dan",
        "188213 units",
        "88213999 units",
        "7946 pieces",
        "write to info or the shop",
        "Bakers and streets",
        "a whit of dana-like",
    ],
)
def test_what_only_looks_like_the_record_stays(text: str) -> None:
    assert [found for found, _ in hidden(text) if found != "dana"] == []


def test_no_user_name_is_an_ordinary_word() -> None:
    people = ("Sam Hall", "Ann Long", "Tom Rust", "Chris Thorne")
    finder = KnownFinder([KnownIdentity("AGENT", name) for name in people], ())
    assert hidden("we shall go along and trust in more", finder) == []


def test_forms_of_one_person_have_one_owner() -> None:
    text = "Dana, D. Whitfield, Whitfeild, dwhitfield"
    found = settle(FINDER.find(text))
    assert [f.owner for f in found] == ["Dana Whitfield"] * 4
    assert [f.part for f in found] == ["FIRST", "", "LAST", ""]


def test_plain_text_is_shown_whoever_finds_it() -> None:
    plain = (KnownIdentity(PLAIN, "Quick Start"), KnownIdentity(PLAIN, "Will Price"))
    finder = KnownFinder([*plain, *RECORD], [KnownIdentity("PERSON", "Quick Start")])
    text = "QUICK START guide by Will Price"
    assert hidden(text, finder) == [("Will Price", "AGENT")]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Quick Start", []),
        ("John, Quick Start", ["John"]),
        ("Quick Start: John Doe", ["John Doe"]),
        ("quick starter", ["quick starter"]),
        ("quick.start@x.example", ["quick.start@x.example"]),
    ],
)
def test_plain_text_is_cut_out_of_a_guess(text: str, left: list[str]) -> None:
    from copilot.redaction.found import Found

    finder = KnownFinder([KnownIdentity(PLAIN, "quick start")], ())
    guess = Found(0, len(text), "PERSON", Stage.GUESS)
    assert [text[f.start : f.end] for f in settle([guess, *finder.find(text)])] == left


def test_a_piece_of_a_card_is_never_plain() -> None:
    from copilot.redaction.found import Found

    text = "4111 1111 1111 1111 and 1111"
    card = Found(0, 19, "CARD", Stage.RULE)
    finder = KnownFinder([KnownIdentity(PLAIN, "1111")], ())
    assert [text[f.start : f.end] for f in settle([card, *finder.find(text)])] == [text[:19]]
    finder = KnownFinder([KnownIdentity(PLAIN, text[:19])], ())
    assert settle([card, *finder.find(text)]) == []

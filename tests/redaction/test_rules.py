"""The rules together: what they find, what they leave, and that no text keeps them long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot.redaction.found import settle
from copilot.redaction.rules import find_rules


def found(text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.type) for f in settle(find_rules(text))]


@pytest.mark.parametrize(
    ("text", "what", "kind"),
    [
        ("my order A-88213 is late", "A-88213", "ORDER"),
        ("case ID #456789", "#456789", "ORDER"),
        ("Bestellnummer: 4711-2233", "4711-2233", "ORDER"),
        ("Ihre Rechnung Nr. 2026-0815", "2026-0815", "ORDER"),
        ("mi pedido 99812-B no llega", "99812-B", "ORDER"),
        ("commande n° 4471982", "4471982", "ORDER"),
        ("account number 12345678", "12345678", "ACCOUNT"),
        ("Kundennummer 4471982", "4471982", "ACCOUNT"),
        ("my application number is 123456", "123456", "ACCOUNT"),
        ("His ID number is 789012", "789012", "ACCOUNT"),
        ("username: dana_w", "dana_w", "ACCOUNT"),
        ("BIC COBADEFFXXX", "COBADEFFXXX", "ACCOUNT"),
        ("passport number 533380006", "533380006", "DOCUMENT"),
        ("Reisepass C01X00T47", "C01X00T47", "DOCUMENT"),
        ("permis de conduire 12AB34567", "12AB34567", "DOCUMENT"),
        ("carné de conducir 54362315K", "54362315K", "DOCUMENT"),
        ("driver's license D123-4567", "D123-4567", "DOCUMENT"),
        ("number plate AB12 CDE", "AB12 CDE", "PLATE"),
        ("Kennzeichen B-MW 1234", "B-MW 1234", "PLATE"),
        ("car plate LU 4482K", "LU 4482K", "PLATE"),
        ("on Insta: @marta_kb since May", "@marta_kb", "ACCOUNT"),
        ("matrícula 1234 BCD", "1234 BCD", "PLATE"),
        ("immatriculation AB-123-CD", "AB-123-CD", "PLATE"),
        ("the card ending in 4242", "4242", "CARD"),
        ("What are the last four digits? It's 4242.", "4242", "ACCOUNT"),
        ("write dana (at) example.com", "dana (at) example.com", "EMAIL"),
        ("Phone: 60-56-85-91", "60-56-85-91", "PHONE"),
        ("nobody is answering at 78 651 450", "78 651 450", "PHONE"),
        ("born on 3 May 1980", "3 May 1980", "BIRTHDATE"),
        ("post code NW1 6XE", "NW1 6XE", "ADDRESS"),
    ],
)
def test_words_in_front_say_what_it_is(text: str, what: str, kind: str) -> None:
    assert found(text) == [(what, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "the order is late and shipped",
        "Your order status: delivered 2026-03-12.",
        "AquaPure 3 with firmware version 2.1.0.4 shows error E-42.",
        "error code 0x80070005 appears after update KB5031455",
        "I paid £49.99 for 2 of them, 20% off",
        "call 112 (999 in the UK) at once",
        "return policy 2021 and delivery-2022",
        "invoice of 12 March 2026",
        "a 32-bit version on an account of 500mb",
        "the account - outlook.office.com",
        "see https://support.example/accounts/answer/32050",
        "my login is incorrect",
        "plate heater broken",
        "my registration of 2024",
        "the registration form 12345",
        "@channel the Instagram page is down",
        "the battery is 4000mAh and the case 15cm",
        "RFC-compliant since 1999",
        "part number is sold out, model X200 too",
        "It's 49.99 and it is 2026-03-12, best wishes.",
    ],
)
def test_products_versions_states_and_amounts_stay(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        *("1234567890", "A", "Ab", " ", "1 Aa ", "Aa ", "\n", "1, ", "a.", "@a.", "-", "1 "),
        *("Straße 1 ", "rue ", "order ", "password ", "?token=", "a1", "aA1-", "1/", "::", "1a:"),
        *("Avenue ", "12 Aa-Aa ", "Aa, ", "live at ", "API key: ", "+49 ", "1.1.1.", "0:"),
    ],
)
def test_time_grows_in_step_with_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        started = time.process_time()
        find_rules(text)
        return time.process_time() - started

    find_rules("warm up")
    short = min(seconds(4_000) for _ in range(3))
    assert seconds(32_000) < 40 * max(short, 0.005)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises_and_every_finding_lies_in_it(text: str) -> None:
    for finding in find_rules(text):
        assert 0 <= finding.start <= finding.end <= len(text)


def test_broken_surrogates_and_control_characters_are_taken() -> None:
    text = "order \ud800 A-88213 \x00 \u202e call 020 7946 0018 \udfff"
    assert ("A-88213", "ORDER") in found("order A-88213 \ud800")
    assert ("020 7946 0018", "PHONE") in found(text)

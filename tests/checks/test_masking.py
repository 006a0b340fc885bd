"""Cards, bank accounts and secrets: never restored, and masked where a person typed them."""

from __future__ import annotations

import pytest

from copilot.checks.checking import check
from copilot.checks.masking import masked, without_secrets
from copilot.checks.secrets import public_accounts
from copilot.checks.tracing import Tracing
from copilot.drafts.sentences import classify
from copilot.records import Finding, RestoreMap, Scope, Severity
from copilot.road.shapes import Shapes
from tests.fakes import desk

CARD = "4111 1111 1111 1111"
IBAN = "DE89 3704 0044 0532 0130 00"
GONE = "[removed for safety]"


def secrets(text: str, *, sources=(), language: str = "en") -> list[Finding]:
    found = check(
        text,
        classify(text),
        ticket=desk.ticket(f"My card is {CARD}, my account {IBAN}."),
        sources=sources,
        tracing=Tracing(owner="dana@mail.example", shapes=Shapes().of),
        language=language,
    )
    return [each for each in found if each.check == "secret"]


MASKED = {
    "card": ("CARD", CARD, "en", "•••• 1111"),
    "bank account": ("IBAN", IBAN, "en", "•••• 3000"),
    "password": ("SECRET", "hunter2hunter2", "en", GONE),
    "german": ("SECRET", "hunter2", "de", "[zur Sicherheit entfernt]"),
    "a language without a wording": ("SECRET", "hunter2", "sv", GONE),
    "too short for four of it": ("CARD", "4111", "en", GONE),
}


@pytest.mark.parametrize(
    ("kind", "text", "language", "expected"), MASKED.values(), ids=MASKED.keys()
)
def test_what_stands_in_its_place(kind: str, text: str, language: str, expected: str) -> None:
    assert masked(kind, text, language) == expected


def test_a_map_for_what_goes_out_restores_all_but_secrets() -> None:
    names = RestoreMap(
        (
            ("[[CUSTOMER_1]]", "Dana Whitfield"),
            ("[[CARD_1]]", CARD),
            ("[[CARD_1_V2]]", "4111111111111111"),
            ("[[IBAN_1]]", IBAN),
            ("[[SECRET_1]]", "hunter2"),
        )
    )
    assert without_secrets(names, "en").originals == (
        ("[[CUSTOMER_1]]", "Dana Whitfield"),
        ("[[CARD_1]]", "•••• 1111"),
        ("[[CARD_1_V2]]", "•••• 1111"),
        ("[[IBAN_1]]", "•••• 3000"),
        ("[[SECRET_1]]", GONE),
    )
    spared = without_secrets(names, "en", {"DE89370400440532013000"}).originals
    assert ("[[IBAN_1]]", IBAN) in spared


TYPED = {
    "card": (f"We have {CARD} here.", CARD, "•••• 1111"),
    "card with dashes": ("Your 4111-1111-1111-1111 is fine.", "4111-1111-1111-1111", "•••• 1111"),
    "card with dots": ("Your 4111.1111.1111.1111 is fine.", "4111.1111.1111.1111", "•••• 1111"),
    "bank account": (f"We pay to {IBAN}.", IBAN, "•••• 3000"),
    "bank account in small letters": (
        "We pay to de89370400440532013000.",
        "de89370400440532013000",
        "•••• 3000",
    ),
    "password": ("Your password is hunter2x.", "hunter2x", GONE),
    "pin": ("Use the PIN 4711 at the door.", "4711", GONE),
    "key": (
        "Set ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8 there.",
        "ghp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8",
        GONE,
    ),
    "token in a link": (
        "Open https://shop.example/in?token=abcdef123456 now.",
        "abcdef123456",
        GONE,
    ),
}


@pytest.mark.parametrize(("text", "stretch", "instead"), TYPED.values(), ids=TYPED.keys())
def test_what_a_person_typed_blocks_and_can_be_masked(
    text: str, stretch: str, instead: str
) -> None:
    (found,) = secrets(text)
    assert (found.severity, text[found.start : found.end]) == (Severity.BLOCK, stretch)
    assert found.instead == instead
    mended = text[: found.start] + found.instead + text[found.end :]
    assert secrets(mended) == []


def test_the_wording_is_in_the_tickets_language() -> None:
    (found,) = secrets("Das Passwort lautet hunter2x.", language="de")
    assert found.instead == "[zur Sicherheit entfernt]"


def test_what_is_masked_can_be_traced() -> None:
    def about(text: str) -> list[str]:
        found = check(
            text,
            (),
            ticket=desk.ticket(f"My card is {CARD}."),
            sources=(),
            tracing=Tracing(),
        )
        return [each.check for each in found]

    assert about("It went to •••• 1111.") == []
    assert about("It went to the card ending in 1111.") == []
    assert about("It went to •••• 2222.") == ["unsupported value"]


def test_the_shops_own_account_and_codes_may_be_told() -> None:
    text = f"Pay to {IBAN}. The PIN 0000 pairs it."
    public = desk.passage(f"Transfers go to {IBAN}. The PIN 0000 pairs every lamp.")
    assert public_accounts([public]) == {"DE89370400440532013000"}
    assert secrets(text, sources=[public]) == []
    inside = desk.passage(public.passage.text, scope=Scope.INTERNAL)
    assert public_accounts([inside]) == frozenset()
    assert len(secrets(text, sources=[inside])) == 2

"""Phones by the plans of the ticket's regions."""

from __future__ import annotations

import pytest

from copilot.records import KnownIdentity
from copilot.redaction.numbers import looks_like_id, looks_like_phone, regions_of
from copilot.redaction.phones import find_phones


def found(text: str, *regions: str) -> list[str]:
    return [text[f.start : f.end] for f in find_phones(text, regions)]


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("call 020 7946 0018 today", "GB", "020 7946 0018"),
        ("call 07911 123456 today", "GB", "07911 123456"),
        ("call (212) 736-5000 today", "US", "(212) 736-5000"),
        ("call 212.736.5000 today", "US", "212.736.5000"),
        ("ruf 030/901820 an", "DE", "030/901820"),
        ("ruf 0171 1234567 an", "DE", "0171 1234567"),
        ("llama al 612 345 678", "ES", "612 345 678"),
        ("mi móvil 612345678", "ES", "612345678"),
        ("au 01 42 68 53 00 demain", "FR", "01 42 68 53 00"),
        ("bel 020-5317700", "NL", "020-5317700"),
        ("tel. 22 826 90 80", "PL", "22 826 90 80"),
        ("+49 30 901820 from anywhere", "US", "+49 30 901820"),
        ("0034 612 345 678 from anywhere", "GB", "0034 612 345 678"),
        ("+442079460018 from anywhere", "DE", "+442079460018"),
    ],
)
def test_a_number_of_the_region_is_found(text: str, region: str, number: str) -> None:
    assert found(text, region) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "on 2026-03-12 10:30",
        "from 01.02.2026 to 03.02.2026",
        "firmware 10.0.19045.3570",
        "1.234.567 pieces",
        "EAN 4006381333931",
        "error -2147467259",
        "the years 2019-2024",
        "article 1000000",
        "amount 01234567 €",
        "https://x.example/a/0207946001",
        "GUID 3f2504e0-4f89-11d3",
    ],
)
def test_other_numbers_are_not_dialled(text: str) -> None:
    assert found(text, "GB", "US", "DE", "ES", "FR") == []


def test_regions_come_from_phones_then_domains_then_language() -> None:
    known = (
        KnownIdentity("EMAIL", "dana@shop.co.uk"),
        KnownIdentity("EMAIL", "bo@start.io"),
        KnownIdentity("PHONE", "+61 2 9374 4000"),
        KnownIdentity("PHONE", "+"),
        KnownIdentity("PHONE", "0171 1234567"),
    )
    assert regions_of(known, "de")[:5] == ("GB", "AU", "DE", "AT", "CH")
    assert regions_of((), "xx") == ("US", "GB", "DE", "ES", "FR")
    assert len(regions_of(known, "es")) <= 8


@pytest.mark.parametrize("text", ["A-88213", "#4711", "99812-B", "4711-2233", "INV/2026/17"])
def test_an_order_number_looks_like_one(text: str) -> None:
    assert looks_like_id(text)


@pytest.mark.parametrize(
    "text",
    ["late", "2026-11-21", "v2.1.4", "2.1.0.4", "32-bit", "30-day", "500ml", "mail.example.com"],
)
def test_a_date_version_measure_or_domain_is_no_order_number(text: str) -> None:
    assert not looks_like_id(text)


def test_one_digit_again_and_again_is_no_phone() -> None:
    assert not looks_like_phone("0000000000")
    assert looks_like_phone("020 7946 0018")


@pytest.mark.parametrize(
    "number", ["28-81-33-70", "75 196 772", "785 8949", "(32) 484-557", "(11) 4706-6184"]
)
def test_a_number_in_groups_is_found_where_no_word_tells(number: str) -> None:
    assert found(f"the driver had {number} on the label") == [number]


@pytest.mark.parametrize(
    "text",
    ["it costs 785 8949 kr", "1 234 567 rows", "10 20 30", "2026-11-21", "$785 8949", "785 8949 %"],
)
def test_other_groups_of_digits_stay(text: str) -> None:
    assert found(text) == []

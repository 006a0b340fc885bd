"""Known numbers whatever stands between their signs, and never a piece of a longer one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copilot.redaction.found import settle
from copilot.redaction.known_numbers import KnownNumbers


def found(kind: str, record: str, text: str) -> list[str]:
    numbers = KnownNumbers()
    assert numbers.add(record, kind)
    return [text[f.start : f.end] for f in settle(numbers.find(text))]


@pytest.mark.parametrize(
    ("kind", "record", "text", "expected"),
    [
        ("CARD", "4111 1111 1111 1111", "card 4111-1111-1111-1111", "4111-1111-1111-1111"),
        ("IBAN", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00", None),
        ("ORDER", "INV/2026/00417", "inv 2026 00417", "inv 2026 00417"),
        ("PHONE", "0171 3920012", "+49 (0) 171-3920012", "+49 (0) 171-3920012"),
        ("PHONE", "+1 212 736 5000", "(212) 736-5000", "(212) 736-5000"),
        ("PHONE", "00353 1 496 0123", "01 4960123", "01 4960123"),
    ],
)
def test_signs_between_do_not_matter(
    kind: str, record: str, text: str, expected: str | None
) -> None:
    assert found(kind, record, text) == [expected or text]


@pytest.mark.parametrize(
    ("kind", "record", "text"),
    [
        ("ORDER", "88213", "1882134"),
        ("ORDER", "88213", "88 days, 213 pieces"),
        ("PHONE", "0171 3920012", "0171 39200123"),
        ("PHONE", "0171 3920012", "product 5171392001299"),
    ],
)
def test_a_longer_or_scattered_number_is_another(kind: str, record: str, text: str) -> None:
    assert found(kind, record, text) == []


def test_what_is_no_number_is_not_taken() -> None:
    numbers = KnownNumbers()
    assert not numbers.add("late", "ORDER")
    assert not numbers.add("112", "PHONE")


@given(st.text(max_size=80))
@example("00")
def test_every_finding_lies_in_the_text(around: str) -> None:
    numbers = KnownNumbers()
    numbers.add("+44 20 7946 0018", "PHONE")
    text = f"{around} 2079460018 {around}"
    spans = [(f.start, f.end) for f in numbers.find(text)]
    assert spans
    assert all(0 <= start < end <= len(text) for start, end in spans)

"""Facts that rules read."""

from __future__ import annotations

from itertools import pairwise

import pytest

from copilot.assistance.facts import facts_in


def read(text: str) -> dict[str, str]:
    return {text[start:end]: kind for kind, start, end in facts_in(text)}


@pytest.mark.parametrize(
    "text",
    [
        "2 November",
        "May 8",
        "3. März 2026",
        "2026-11-14",
        "5 de enero",
        "1er juillet 2026",
        "14.11.2026",
        "12/31/2026",
    ],
)
def test_a_date_is_read(text: str) -> None:
    assert read(f"It came on {text}, I think")[text] == "date"


@pytest.mark.parametrize(
    "text",
    ["maybe 8 times", "8 mayors", "market 12", "14 decades", "2026-13-45", "45.13.2026", "1/2/345"],
)
def test_a_word_that_looks_like_a_date_is_none(text: str) -> None:
    assert "date" not in read(f"It came on {text}, I think").values()


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("my order A-88213 is late", "A-88213", "order"),
        ("order no. 100234 please", "100234", "order"),
        ("Bestellnummer: 4711-22", "4711-22", "order"),
        ("pedido 88107", "88107", "order"),
        ("commande numéro 55120", "55120", "order"),
        ("order [[ORDER_1]] is late", "[[ORDER_1]]", "order"),
        ("invoice [[ORDER_2]] is wrong", "[[ORDER_2]]", "invoice"),
        ("invoice no. 2026-0042", "2026-0042", "invoice"),
        ("Rechnung Nr. RE-20264711", "RE-20264711", "invoice"),
        ("factura 2026/118", "2026/118", "invoice"),
        ("serial EL2-24-3317", "EL2-24-3317", "serial"),
        ("S/N: 00AB4471", "00AB4471", "serial"),
        ("Seriennummer NL-4471", "NL-4471", "serial"),
        ("it shows E4 now", "E4", "error code"),
        ("firmware 2.4.1 is on it", "firmware 2.4.1", "version"),
        ("I paid £1,249.50 for it", "£1,249.50", "amount"),
        ("329,00 € zu viel", "329,00 €", "amount"),
        ("my AquaPure 300 leaks", "AquaPure 300", "product"),
    ],
)
def test_a_number_is_read_as_what_it_is(text: str, number: str, kind: str) -> None:
    assert read(text)[number] == kind


@pytest.mark.parametrize(
    "text",
    [
        "Order by phone on Monday",
        "Call me on 07700 900461",
        "It weighs 1.5 kg and version 1.5 kg is no version",
        "I live in Flat 2, Street 14, near Room 12",
        "the order is fine",
        "The serial killer film was bad",
        "It takes 5 days for 2 people",
        "my bill was high",
        "Size 42 fits",
    ],
)
def test_a_wrong_shape_is_not_taken(text: str) -> None:
    assert read(text) == {}


def test_no_two_facts_overlap() -> None:
    text = (
        "Order A-88213 of 2 November 2026, 249 EUR, AquaPure 300, firmware 1.2, E4, invoice 4711-2"
    )
    places = sorted((start, end) for _, start, end in facts_in(text))
    assert len(places) == 7
    assert all(one[1] <= other[0] for one, other in pairwise(places))

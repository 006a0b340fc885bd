"""The days of what happened: named by the customer, or only those on which it was told."""

from __future__ import annotations

from datetime import date

import pytest

from copilot.assistance.happened import happened_on
from copilot.assistance.past_days import past_days
from tests.assistance.tickets import ticket

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("sentence", "language", "days"),
    [
        ("I ordered the filter on 2 November and it still has not arrived.", "en", [2]),
        ("Tracking says “label created” since the 3rd.", "en", [3]),
        ("I ORDERED ON FRIDAY WITH EXPRESS AND PAID 16.90 FOR IT.", "en", [20]),
        ("I was charged on Tuesday, and again on Wednesday.", "en", [17, 18]),
        ("It broke yesterday.", "en", [20]),
        ("I sent it three days ago.", "en", [18]),
        ("The courier rang this morning.", "en", [21]),
        ("Ich habe am 2. November bestellt.", "de", [2]),
        ("Der Filter kam am Freitag an.", "de", [20]),
        ("Gestern ist die Pumpe ausgefallen.", "de", [20]),
        ("Vor zwei Tagen kam das Paket.", "de", [19]),
        ("Me han cobrado 329,00 € el martes y otra vez 329,00 € el miércoles.", "es", [17, 18]),
        ("Compré la tienda el 2 de noviembre.", "es", [2]),
        ("Ayer se rompió.", "es", [20]),
        ("J’ai commandé le filtre le 2 novembre.", "fr", [2]),
        ("Hier, le colis était ouvert.", "fr", [20]),
        ("Il y a trois jours, j’ai reçu le colis.", "fr", [18]),
        ("I bought it a day ago.", "en", [20]),
        ("Vor einem Tag kam das Paket.", "de", [20]),
        ("Compré la tienda hace tres días.", "es", [18]),
        ("Hace un día se rompió.", "es", [20]),
        ("Il y a un jour, j’ai reçu le colis.", "fr", [20]),
    ],
)
def test_a_day_that_is_named_is_resolved(sentence: str, language: str, days: list[int]) -> None:
    assert past_days(sentence, SATURDAY, language) == tuple(date(2026, 11, day) for day in days)


@pytest.mark.parametrize(
    "sentence",
    [
        "I need it before the 20th.",
        "We are moving on Friday.",
        "I will be away on Tuesday.",
        "It has to be here by 20 November.",
        "Please send it on Monday.",
        "The invoice of 12 November is wrong.",
        "It arrives on 24 November.",
        "My tent leaks at the seam.",
        "Ich brauche es bis Freitag.",
        "Hier ist die Rechnung vom 12. November.",
        "Lo necesito el viernes.",
        "J’en ai besoin vendredi.",
        "I live on the 3rd floor.",
        "It has said “label created” for days, and our exercise is on Saturday.",
        "My father (born 4 May 1951) had an account.",
        "We charge it on Fridays.",
        "It came two hours ago.",
        "I wrote two working days ago.",
        "In zwei Tagen fahren wir, einen Tag vor dem Fest.",
        "La necesito en dos días.",
        "Je pars dans deux jours.",
    ],
)
def test_no_day_is_one_of_the_past(sentence: str) -> None:
    assert past_days(sentence, SATURDAY) == ()


def test_a_day_without_a_year_is_the_last_one() -> None:
    assert past_days("I bought it on 20 December.", date(2026, 1, 5)) == (date(2025, 12, 20),)


def lines(*messages: tuple[str, str], written: tuple[str, ...] = (), language: str = "en"):
    given = ticket(*messages, subject="", language=language)
    return [line.text for line in happened_on(given, written)]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("The customer ordered the AquaPure filter", "2 Oct"),
        ("The customer has not received the AquaPure filter", "Told 1 Nov"),
        ("The customer asks where the AquaPure filter is", "1 Nov"),
        ("The customer lives in Leeds", "Told 1 Nov"),
    ],
)
def test_a_note_has_the_day_of_what_it_tells(note: str, told: str) -> None:
    said = "I ordered the AquaPure filter on 2 October, it still has not arrived. I live in Leeds."
    assert lines(("c", said), written=(note,)) == [f"{told}: {note}"]


def test_own_words_have_the_day_of_the_event_and_of_their_telling() -> None:
    said = "I ordered it on 2 October. The box was open. Send me a new one."
    assert lines(
        ("c", said), ("a", "I cannot send one."), ("a", "Thanks for the photo of it.")
    ) == [
        "2 Oct (told 1 Nov), [[CUSTOMER_1]]: I ordered it on 2 October.",
        "2 Nov, [[AGENT_1]]: I cannot send one.",
        "Told 3 Nov, [[AGENT_1]]: Thanks for the photo of it.",
    ]
    assert lines(("c", said)) == [
        "2 Oct (told 1 Nov), [[CUSTOMER_1]]: I ordered it on 2 October.",
        "1 Nov: Send me a new one.",
    ]


def test_a_note_on_a_foreign_ticket_rests_on_what_it_shares() -> None:
    said = "Me han cobrado dos veces [[ORDER_1]]: 329,00 € el martes y otra vez el miércoles."
    note = "The customer was charged twice for [[ORDER_1]]"
    assert lines(("c", said), written=(note,), language="es") == [f"27 Oct and 28 Oct: {note}"]

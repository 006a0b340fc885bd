"""Promises of agents, their days, and those that were broken."""

from __future__ import annotations

from datetime import date

import pytest

from copilot.assistance.due import due_of
from copilot.assistance.passed_promises import broken, doubtful
from copilot.assistance.promises import promises_of, promises_something
from tests.assistance.people import desk_ticket

FRIDAY = date(2026, 11, 13)


@pytest.mark.parametrize(
    "sentence",
    [
        "I will come back to you tomorrow.",
        "We'll refund you within 5 working days.",
        "I’ve asked the warehouse to check and will come back to you.",
        "The right one leaves today.",
        "It is with you in 4–6 working days.",
        "Ich melde mich morgen bei Ihnen.",
        "Wir werden Ihnen das Geld erstatten.",
        "Wir erstatten den Betrag innerhalb von 5 Werktagen.",
        "Le llamaré mañana.",
        "Vamos a enviarle otro filtro.",
        "Je vous rappellerai demain.",
        "Nous allons vous rembourser.",
    ],
)
def test_a_word_that_is_given_is_a_promise(sentence: str) -> None:
    assert promises_something(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Will you be at home tomorrow?",
        "I cannot promise a date.",
        "We will not be able to send it today.",
        "If it comes back to us, we send it again within 3 days.",
        "You have 60 days from delivery to return it.",
        "Hold the button for 5 seconds.",
        "I have sent it yesterday.",
        "Das können wir leider nicht erstatten.",
        "Gracias por su mensaje.",
        "Merci pour votre patience.",
    ],
)
def test_what_binds_nobody_is_none(sentence: str) -> None:
    assert not promises_something(sentence)


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("I call you today", (2026, 11, 13)),
        ("I will come back to you tomorrow", (2026, 11, 14)),
        ("within 3 working days", (2026, 11, 18)),
        ("in 4–6 working days", (2026, 11, 23)),
        ("within two weeks", (2026, 11, 27)),
        ("within 24 hours", (2026, 11, 14)),
        ("by Monday", (2026, 11, 16)),
        ("by 20 November", (2026, 11, 20)),
        ("before the 3rd", (2026, 12, 3)),
        ("until 5 January", (2027, 1, 5)),
        ("bis zum 20. November", (2026, 11, 20)),
        ("in 5 Werktagen", (2026, 11, 20)),
        ("in one day", (2026, 11, 14)),
        ("in acht Tagen", (2026, 11, 21)),
        ("dentro de tres días", (2026, 11, 16)),
        ("sous 5 jours ouvrés", (2026, 11, 20)),
        ("next week", (2026, 11, 20)),
        ("am 17.11.2026", (2026, 11, 17)),
    ],
)
def test_the_day_of_a_promise_is_read(sentence: str, due: tuple[int, int, int]) -> None:
    assert due_of(sentence, FRIDAY) == date(*due)


@pytest.mark.parametrize("sentence", ["I will look into it", "soon", "on 2 May", "on 31 June 2026"])
def test_no_day_is_made_up(sentence: str) -> None:
    assert due_of(sentence, FRIDAY) is None


def test_who_promised_what_and_when_is_told() -> None:
    given = desk_ticket(
        ("c", 12, "Where is it?"),
        ("a", 13, "Sorry. I will come back to you tomorrow.\n> I will sue you tomorrow."),
        ("n", 13, "I will be on holiday tomorrow."),
    )
    (one,) = promises_of(given.messages)
    assert one.message_id == "m2"
    assert one.told == "Luis Ortega, 13 Nov: “I will come back to you tomorrow.” (by 14 Nov)"


def test_a_promised_answer_is_broken_when_its_day_went_by_in_silence() -> None:
    silent = desk_ticket(("a", 13, "I will write to you tomorrow."), ("n", 16, "Nobody wrote."))
    promises = promises_of(silent.messages)
    assert broken(promises, silent.messages, date(2026, 11, 14)) == ()
    assert broken(promises, silent.messages, date(2026, 11, 15)) == promises
    assert doubtful(promises, silent.messages, date(2026, 11, 15)) == ()
    answered = desk_ticket(("a", 13, "I will write to you tomorrow."), ("a", 14, "No scan."))
    assert broken(promises_of(answered.messages), answered.messages, date(2026, 11, 20)) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "I’ve asked the warehouse and will come back to you tomorrow.",
        "I will let you know by Monday.",
        "You will have our answer and I will reply tomorrow.",
        "Ich melde mich morgen bei Ihnen.",
        "Wir werden Ihnen morgen Bescheid geben.",
        "Mañana le responderé.",
        "Je vous répondrai demain.",
    ],
)
def test_that_an_answer_did_not_come_is_known(sentence: str) -> None:
    given = desk_ticket(("a", 13, sentence), ("c", 18, "Hello?"))
    assert broken(promises_of(given.messages), given.messages, date(2026, 11, 20))


@pytest.mark.parametrize(
    "sentence",
    [
        "The repair kit RK-19 leaves within 3 working days and is free of charge.",
        "We refund the 249 EUR within 3 working days.",
        "I will call you tomorrow.",
        "Wir erstatten den Betrag innerhalb von 3 Werktagen.",
        "Le enviamos el filtro mañana.",
        "Nous vous enverrons le filtre demain.",
    ],
)
def test_of_other_promises_only_their_day_is_known(sentence: str) -> None:
    given = desk_ticket(("a", 13, sentence), ("c", 18, "Hello? It has not arrived."))
    promises = promises_of(given.messages)
    assert broken(promises, given.messages, date(2026, 11, 20)) == ()
    (one,) = doubtful(promises, given.messages, date(2026, 11, 20))
    day = one.due and one.due.day
    assert one.doubted == f"Promised for {day} Nov: was it kept? Luis Ortega, 13 Nov: “{sentence}”"


@pytest.mark.parametrize(
    ("promised", "told"),
    [
        ("The repair kit leaves within 3 working days.", "I fitted the kit on Saturday."),
        ("The right one leaves today.", "It has arrived, thanks."),
        ("We refund the 249 EUR within 3 days.", "I got the money on Monday."),
        ("Wir schicken den Filter morgen.", "Der Filter ist heute angekommen."),
        ("Wir erstatten den Betrag in 3 Tagen.", "Ich habe das Geld erhalten."),
        ("Le enviamos el filtro mañana.", "El filtro ha llegado."),
        ("Nous vous enverrons le filtre demain.", "J’ai bien reçu le filtre."),
    ],
)
def test_nothing_is_asked_of_what_came(promised: str, told: str) -> None:
    given = desk_ticket(("a", 13, promised), ("c", 18, told))
    promises = promises_of(given.messages)
    assert promises
    assert doubtful(promises, given.messages, date(2026, 11, 20)) == ()


@pytest.mark.parametrize(
    "told", ["The kit has not arrived.", "When will I have received the kit?", "I got your mail."]
)
def test_what_did_not_come_is_asked_for(told: str) -> None:
    given = desk_ticket(("a", 13, "The kit leaves within 3 days."), ("c", 18, told))
    assert doubtful(promises_of(given.messages), given.messages, date(2026, 11, 20))

"""Names that the words around them tell."""

from __future__ import annotations

import pytest

from copilot.redaction.names import name_findings


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in name_findings(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I have paid it, sorry, my husband Gethin was at the door", "Gethin"),
        ("my father, Dieter Vogt (born 4 May 1951), died", "Dieter Vogt"),
        ("Last night my daughter Amara (7) had a headache", "Amara"),
        ("meine Tochter Luzia hat es bekommen", "Luzia"),
        ("se lo di a mi hermano Íñigo ayer", "Íñigo"),
        ("ma femme Maëlys l'a reçu", "Maëlys"),
        ("try it, that helps you get in\nsam", "sam"),
        ("try it, that helps you get in\n- sam.\n", "sam"),
    ],
)
def test_relatives_and_signatures_are_names(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "my wife USB stick",
        "my friend I told you",
        "my partner and I",
        "the parcel is gone\nthanks",
        "the parcel is gone\nplease",
        "what a name\nhope",
    ],
)
def test_other_words_behind_relatives_stay(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Imre, can you look into this again?", "Imre"),
        ("it works now.\nTorvald, thanks for the quick answer", "Torvald"),
        ("thank you for looking into it!\nRosalind", "Rosalind"),
        ("I will wait for your answer.\n\nMarek Halvorsen\n", "Marek Halvorsen"),
        ("my name is vida and I cannot log in", "vida"),
        ("please ask for ms. Okonjo at the desk", "Okonjo"),
        ("the card of Dr. Justin Beet", "Justin Beet"),
        ("for Mrs Anna Whitfield Please call", "Anna Whitfield"),
        ("Tilo: I still cannot log in", "Tilo"),
        ("> Gerwin: we sent it back", "Gerwin"),
    ],
)
def test_whom_a_message_calls_and_who_signs_it(text: str, name: str) -> None:
    assert found(text) == [name]


def test_who_speaks_in_a_conversation() -> None:
    text = "[10:15 AM] Sarah: Where is it?\n[10:16 AM] Ubul: It left today.\n10:17 Destiny: Good."
    assert found(text) == ["Sarah", "Ubul", "Destiny"]


@pytest.mark.parametrize(
    "text",
    [
        "However, I tried it twice",
        "Anyways, thanks for your help",
        "Thunderbird, can it import that?",
        "Unfortunately, the printer is off",
        "Dear Parents, the school is closed",
        "Dear Student,\nyour card is ready",
        "it was sent.\nOutlook",
        "it was sent.\nHarbour Ferries Ticket Desk",
        "Problem: the lamp is off\nSubject: Lamp",
        "Error: I cannot open it",
        "Printer: it blinks\nRouter: it is dark",
        "my name is wrong on the card",
        "my name is will be changed",
    ],
)
def test_what_only_stands_where_names_stand(text: str) -> None:
    assert found(text) == []

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

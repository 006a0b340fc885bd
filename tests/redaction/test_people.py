"""Guesses of people's names: the real lists, and a pipeline that says what the test tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from copilot.redaction.gazetteer import Kind, kind_of
from copilot.redaction.language import language_of
from copilot.redaction.people import guessed_people


def found(text: str, language: str = "en", people: Sequence[str] = ()) -> list[str]:
    """What is guessed when the pipeline takes `people` for people."""

    def ask(sentences: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
        for sentence in sentences:
            at = [(sentence.find(name), name) for name in people]
            yield [(start, start + len(name)) for start, name in at if start >= 0]

    return [text[one.start : one.end] for one in guessed_people(text, language, ask)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I met Sarah yesterday", ["Sarah"]),
        ("it was Krisztián Szöllösy again", ["Krisztián Szöllösy"]),
        ("Szabina J Gelencsér called", ["Szabina J Gelencsér"]),
        ("the desk of Donald van der Voet", ["Donald van der Voet"]),
        ("Sarah's parcel", ["Sarah"]),
        ("Will John come?", ["John"]),
        ("write to Unglaub or to Fowler (f@example.com)", ["Fowler"]),
        ("please ask anna-lena schuster", ["anna-lena schuster"]),
        ("please tell john whitfield", ["john whitfield"]),
        ("GREETINGS FROM SARAH MILLER", ["SARAH MILLER"]),
    ],
)
def test_lists_and_places_tell_names(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Thunderbird Settings of Microsoft Outlook and Safari",
        "I live on Anderson Street",
        "New York State Driver License",
        "Error E-42 in AquaPure 3",
        "May I ask in April or June?",
        "",
    ],
)
def test_what_is_no_name_stays(text: str) -> None:
    assert found(text) == []


def test_a_last_name_that_begins_a_sentence_counts_when_the_pipeline_agrees() -> None:
    assert found("Fowler: the files are here") == []
    assert found("Fowler: the files are here", people=["Fowler"]) == ["Fowler"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the files of Fowler are here", "Fowler"),
        ("Mcclain has not answered my mails", "Mcclain"),
        ("the parcel was signed for by Hyytiä again", "Hyytiä"),
        ("we spoke with Leehy about it", "Leehy"),
        ("please ask larry lombardo", "larry lombardo"),
        ("it is a present for samantha", "samantha"),
        ("according to Jonathan Talon DDS it is", "Jonathan Talon DDS"),
    ],
)
def test_names_are_told_without_the_pipeline(text: str, name: str) -> None:
    assert found(text) == [name]


def test_the_english_pipeline_counts_for_less_in_another_language() -> None:
    text = "die Lampen Skagen und Polaris sind weg, Geld zurück oder Umtausch"
    assert found(text, "de", ["Skagen", "Polaris", "Geld zurück"]) == []
    assert found("gestern war Jürgen Müller da", "de") == ["Jürgen Müller"]


def test_the_pipeline_is_asked_only_where_it_counts() -> None:
    asked: list[str] = []

    def ask(sentences: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
        asked.extend(sentences)
        return ([] for _ in sentences)

    list(guessed_people("it is broken. I told Forest again. John Smith knows.", "en", ask))
    assert asked == ["I told Forest again."]


def test_the_lists_are_folded() -> None:
    assert kind_of("JÜRGEN") == Kind.FIRST
    assert kind_of("Anna-Lena") & Kind.FIRST
    assert kind_of("grace") == Kind.FIRST | Kind.WORD
    assert kind_of("license") == Kind.WORD
    assert kind_of("Polaris") == Kind.NONE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wo ist mein Paket?", "de"),
        ("¿Dónde está mi pedido?", "es"),
        ("Où est ma commande ?", "fr"),
        ("Refund for order 8812", "en"),
        ("Hello, this is Derek Crnić", "en"),
        ("\ud800\udc00 ok", "en"),
    ],
)
def test_short_texts_are_told_or_left_as_expected(text: str, language: str) -> None:
    assert language_of([text]) == language


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("it is under the name of my partner John A. Leiva now", "John A. Leiva"),
        ("please change it to Oybek Musliyevich", "Oybek Musliyevich"),
        ("the owner? Jildou S Boots", "Jildou S Boots"),
        ("Zsombor Kovács has not answered", "Zsombor Kovács"),
        ("Borkowski wrote to you last week", "Borkowski"),
        ("please add Mikaelsen to our plan", "Mikaelsen"),
        ("Quionda lives in the flat below", "Quionda"),
        ("Avtorhan and I share the account", "Avtorhan"),
        ("we would like to thank Tihomila for it", "Tihomila"),
    ],
)
def test_words_in_no_list_are_names_by_what_is_beside_them(text: str, name: str) -> None:
    assert found(text) == [name]


def test_a_row_of_names_tells_the_ones_in_no_list() -> None:
    assert found("it was signed by Gerstle, Anna and Monjeaux") == ["Gerstle", "Anna", "Monjeaux"]


@pytest.mark.parametrize(
    "text",
    [
        "I use Betterbird with Grafana Zabbix here",
        "Vitamin B Complex and Plan B Backup",
        "Betterbird, Vivaldi and Opera ask for a password",
        "Firefox and I are no friends",
        "Option A. The other one is off",
        "it is frozen, Frozen and Loosen are songs",
        "the account of Nordlicht Logistics",
        "Sorry, I'll ask TheBat, and they'll know",
    ],
)
def test_products_and_headings_are_no_people(text: str) -> None:
    assert found(text) == []

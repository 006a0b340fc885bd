"""Postal addresses of several countries in one line and in several, and what is none."""

from __future__ import annotations

import pytest

from copilot.redaction.addresses import find_addresses
from copilot.redaction.found import Found, Stage, settle


def found(text: str) -> list[str]:
    findings = [Found(a, b, "ADDRESS", Stage.RULE) for a, b in find_addresses(text)]
    return [text[f.start : f.end] for f in settle(findings)]


@pytest.mark.parametrize(
    "address",
    [
        "12 Main Street, Austin, TX 78701",
        "1600 N Highland Ave Apt 4B, Los Angeles, CA 90028-1234, USA",
        "350 Fifth Avenue\nSuite 21\nNew York, NY 10118",
        "PSC 1234, Box 5678\nAPO AE 09204",
        "P.O. Box 1177, Boulder, CO 80306",
        "Flat 3, 12 Baker Street, London NW1 6XE",
        "12 Baker Street\nLondon\nNW1 6XE\nUnited Kingdom",
        "2/14 King Street, Newtown NSW 2042",
        "150 Elgin Street, Ottawa, ON K2P 1L4",
        "Lindenstraße 14, 10969 Berlin",
        "Hauptstr. 3a\n04103 Leipzig\nDeutschland",
        "Am Alten Markt 7, 14467 Potsdam",
        "Mariahilfer Straße 45, 1060 Wien",
        "Bahnhofstrasse 21, CH-8001 Zürich",
        "Calle de Alcalá 23, 28014 Madrid",
        "Avda. de la Constitución 8, 3º B, 41001 Sevilla",
        "Carrera 7 # 71-21, Bogotá, Colombia",
        "12 rue de la Paix, 75002 Paris",
        "5 bis avenue Victor Hugo, 69003 Lyon, France",
        "Via Garibaldi 15, 20121 Milano",
        "Keizersgracht 123, 1015 CJ Amsterdam",
        "ul. Marszałkowska 10/16, 00-590 Warszawa",
        "Drottninggatan 71, 111 36 Stockholm",
        "Vesterbrogade 3, 1620 København",
        "Karl Johans gate 22, 0026 Oslo",
        "Mannerheimintie 30, 00100 Helsinki",
        "Rua Augusta 1508, São Paulo, Brasil",
    ],
)
def test_an_address_is_found_whole(address: str) -> None:
    assert found(f"Please send it to {address}. Thanks!") == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("I live at 12 Baker Street, London NW1 6XE.", "12 Baker Street, London NW1 6XE"),
        ("ich wohne in der Lindenstraße 14 und warte", "Lindenstraße 14"),
        ("my address is 7 Mill House, Upper Barn and thanks", "7 Mill House, Upper Barn"),
        ("the corner of Pine Street and 3rd Avenue.", "the corner of Pine Street and 3rd Avenue"),
        ("at 45 old mill road please", "45 old mill road"),
        ("calle Mayor 22, 38999 Santa Cruz. He visto", "calle Mayor 22, 38999 Santa Cruz"),
        ("We are on Almeida Street now", "Almeida Street"),
    ],
)
def test_the_address_ends_where_the_sentence_goes_on(text: str, address: str) -> None:
    assert address in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "It arrived on 12 March 2026 at 10:30.",
        "I ordered 2 Coffee Makers, Berlin edition",
        "from 23 to 30 November 2026: prices fall",
        "Windows 11, 2023 Update",
        "It is 3 days by road.",
        "the 2 TB hard drive and 5 users on the way",
        "Speicherplatz 64 GB, Parkplatz 3",
        "error 4 in step 2, see page 12",
        "Model Aqua 3, 2024 edition",
        "der Lösungsweg 2 hilft nicht",
        "your shipping address is wrong",
        "the address is probably more than 10 years old",
        "our email address is help@example.com since 2019",
        "via PayPal or Visa",
        "we ship to 30 countries",
        "Place 3 items in the cart",
    ],
)
def test_counts_products_and_dates_are_no_addresses(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("They live in Laukaantie 80 since May", "Laukaantie 80"),
        ("it was sent to Dalmatinova 68 instead", "Dalmatinova 68"),
        ("please pick it up at Apt. 401", "Apt. 401"),
        ("ship to unit 8087 box 7596\ndpo ae 50606", "unit 8087 box 7596\ndpo ae 50606"),
        ("the shop is at Bezrukov Street", "Bezrukov Street"),
        ("My new address is Bem rakpart 79.", "Bem rakpart 79"),
    ],
)
def test_a_place_is_found_without_its_town(text: str, address: str) -> None:
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    ["I upgraded to Windows 11", "it was sent in Version 80", "see Creative Suite 6 and Page 12"],
)
def test_other_words_with_a_number_are_no_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "24 Castle Hill Road Apt. 12 Milton New Zealand",
        "8 rue des Lilas Appt 3 SAINT-MALO France",
        "P.O. Box 18 Apt. 5, ALT-RUPPIN, Germany",
        "14 Mill Street, The Hague",
        "Lindenstraße 14, Frankfurt (Oder), Germany 15230",
        "3 Elm Street\nPoggio dei Fiori\n, none\n 26783",
        "3 Elm Street, Kirkby, East Riding of Yorkshire, United Kingdom",
        "Hauptstraße 9, Neustadt an der Dosse, 16845 Neustadt",
        "Tržaška cesta 4, Begunje na Gorenjskem, Slovenia",
    ],
)
def test_what_stands_between_street_and_code_is_of_the_address(address: str) -> None:
    assert found(f"It went to {address}.") == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("nella Via delle Rose 41 da anni", "Via delle Rose 41"),
        ("on m'a livré au 12 rue des lilas hier", "12 rue des lilas"),
        ("see kossuth lajos utca 98 for the meter", "kossuth lajos utca 98"),
        ("der Zähler in der Alten Bahnhofstraße 3 läuft", "Alten Bahnhofstraße 3"),
        ("the meter of Brucker Bundesstraße 31", "Brucker Bundesstraße 31"),
        ("the box at Koivuntie 27 hums", "Koivuntie 27"),
        ("the parcel for Slunečná 68 and Havlíčkova 7", "Havlíčkova 7"),
        ("the meter in Πλατεία Αγοράς 20", "Πλατεία Αγοράς 20"),
        ("Hauptstr. 3a, 04103 Leipzig, Kundennummer 77", "Hauptstr. 3a, 04103 Leipzig"),
        ("Hauptstr. 3a, 04103 Leipzig, Germany", "Hauptstr. 3a, 04103 Leipzig, Germany"),
        ("the corner of ash lane and old mill road.", "the corner of ash lane and old mill road"),
        ("Please send the other boxes to Brisas 680 soon", "Brisas 680"),
        ("We meet at Ostaijen 32 tomorrow", "Ostaijen 32"),
        ("Address: Globelnik Street\nPhone: none", "Globelnik Street"),
    ],
)  # fmt: skip
def test_streets_as_they_are_written_elsewhere(text: str, address: str) -> None:
    assert address in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "we meet at Terminal 4 or at Gate 12",
        "the fan is at Level 3 and it stops at Step 7",
        "I went back to Thunderbird 115 and to Ubuntu 22",
        "please send me to Tier 2 and to Support 24",
        "it comes to EUR 24 and goes to USB 3",
        "the train at Berlin 15:30",
        "Casa 3, Nova 5 and Ova 2 are products",
        "3 Elm lamps, which I sent back with 12345",
        "we shipped 3 Boxes, and then waited 10115 seconds",
        "via email 3 times",
        "unsere Straße 2 Stunden gesperrt",
        "partenza da Genova 3 giorni fa",
        "in der Betreffzeile 3 und im Dateipfad 2",
        "Diese Bestellung 3 und der Fahrplan 8",
    ],
)
def test_things_with_a_number_stay_readable(text: str) -> None:
    assert found(text) == []

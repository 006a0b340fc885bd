"""Numbers with check digits: right ones are found, wrong ones and part numbers are not."""

from __future__ import annotations

import pytest

from copilot.redaction.ids import find_ids


def found(text: str) -> list[tuple[str, str]]:
    return sorted({(text[f.start : f.end], f.type) for f in find_ids(text)})


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("it says 536-90-4399 on it", "536-90-4399", "DOCUMENT"),
        ("my ITIN: 912-90-3456", "912-90-3456", "DOCUMENT"),
        ("my social security no 536904399", "536904399", "DOCUMENT"),
        ("our EIN is 12-3456789", "12-3456789", "DOCUMENT"),
        ("NINO AB 12 34 56 C", "AB 12 34 56 C", "DOCUMENT"),
        ("UTR 19558 39661", "19558 39661", "DOCUMENT"),
        ("my NHS number 943 476 5870", "943 476 5870", "DOCUMENT"),
        ("PPS 6433435F", "6433435F", "DOCUMENT"),
        ("IdNr. 36 574 261 809", "36 574 261 809", "DOCUMENT"),
        ("Steuer-ID meines Mannes: 36574261809", "36574261809", "DOCUMENT"),
        ("Finanzamt, 151/815/08156", "151/815/08156", "DOCUMENT"),
        ("Rentennummer 65 170839 J 003", "65 170839 J 003", "DOCUMENT"),
        ("SVNR 1237 010180", "1237 010180", "DOCUMENT"),
        ("AHV 756.9217.0769.85", "756.9217.0769.85", "DOCUMENT"),
        ("mi dni es 54362315-K", "54362315-K", "DOCUMENT"),
        ("tengo X2482300W", "X2482300W", "DOCUMENT"),
        ("NIF de la empresa J99216582", "J99216582", "DOCUMENT"),
        ("n° 2 95 10 99 126 111 93", "2 95 10 99 126 111 93", "DOCUMENT"),
        ("SIRET 732 829 320 00074", "732 829 320 00074", "DOCUMENT"),
        ("codice RCCMNL83S18D969H grazie", "RCCMNL83S18D969H", "DOCUMENT"),
        ("mijn BSN is 111222333", "111222333", "DOCUMENT"),
        ("nummer 85.07.30-033.28", "85.07.30-033.28", "DOCUMENT"),
        ("personnr 880320-0016", "880320-0016", "DOCUMENT"),
        ("CPR 211062-5629", "211062-5629", "DOCUMENT"),
        ("tunnus 131052-308T", "131052-308T", "DOCUMENT"),
        ("nr 151086 95088", "151086 95088", "DOCUMENT"),
        ("PESEL: 44051401359", "44051401359", "DOCUMENT"),
        ("rodné číslo 710319/2745", "710319/2745", "DOCUMENT"),
        ("SIN 123-456-782", "123-456-782", "DOCUMENT"),
        ("TFN 123 456 782", "123 456 782", "DOCUMENT"),
        ("ABN 83 914 571 673", "83 914 571 673", "DOCUMENT"),
        ("it is 2341 2341 2346", "2341 2341 2346", "DOCUMENT"),
        ("PAN ACUPA7085R", "ACUPA7085R", "DOCUMENT"),
        ("id 7503305044089", "7503305044089", "DOCUMENT"),
        ("no. 971013-9019902", "971013-9019902", "DOCUMENT"),
        ("o número 390.533.447-05", "390.533.447-05", "DOCUMENT"),
        ("CURP BOXW310820HNERXN09", "BOXW310820HNERXN09", "DOCUMENT"),
        ("CUIT 20-05536168-2", "20-05536168-2", "DOCUMENT"),
        ("RUT 76.086.428-5", "76.086.428-5", "DOCUMENT"),
        ("it was 4111111111111111", "4111111111111111", "CARD"),
        ("it was 4111-1111-1111-1111", "4111-1111-1111-1111", "CARD"),
        ("mistyped 4111 1111 1111 1112", "4111 1111 1111 1112", "CARD"),
        ("amex 3782 822463 10005", "3782 822463 10005", "CARD"),
        ("DE89 3704 0044 0532 0130 00 bitte", "DE89 3704 0044 0532 0130 00", "IBAN"),
        ("(GB82 WEST 1234 5698 7654 32)", "GB82 WEST 1234 5698 7654 32", "IBAN"),
        ("IBAN: GB82 WEST 1234 5698 7654 32 ok", "GB82 WEST 1234 5698 7654 32", "IBAN"),
        ("to GB29NWBK60161331926819", "GB29NWBK60161331926819", "IBAN"),
        ("IMEI 490154203237518", "490154203237518", "ACCOUNT"),
    ],
)
def test_a_number_of_a_person_is_found(text: str, number: str, kind: str) -> None:
    assert (number, kind) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "part number 12-3456789 is sold out",
        "the seals 36574261808 and 36574261809 are in stock",
        "SKU 4006381333931 has 12 left",
        "model AB12-3456-CD",
        "we shipped 12345678 units in 2025",
        "article 536-00-4399 and 666-12-1234",
        "error 0x80070005 at 00007FF6",
        "build 20251103.1 of 2025-11-03",
        "GB29NWBK60161331926818 is not right",
        "serial X1234567A of the pump",
        "the range 100000-2000000",
        "pages 880320-9916",
        "€ 1.234.567,89 and $1,234,567.89",
        "ACUXA7085R",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert found(text) == []

"""Numbers, amounts, dates, links and placeholders of a text: what wording must not change."""

from __future__ import annotations

import re

from copilot.assistance.spans import NUMBER_WORDS, spans

_PLACEHOLDER = re.compile(r"\[\[[A-Z_0-9]+\]\]")
_LINK = re.compile(r"https?://[^\s)>\]]+|www\.[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NUMBER_WORD = re.compile(r"\b(?:" + "|".join(NUMBER_WORDS) + r")\b", re.IGNORECASE)
_DAYS = {
    word: names.split()[0]
    for names in (
        "january januar jänner enero janvier",
        "february februar febrero février",
        "march märz marzo mars",
        "april abril avril",
        "june juni junio juin",
        "july juli julio juillet",
        "august agosto août",
        "september septiembre septembre",
        "october oktober octubre octobre",
        "november noviembre novembre",
        "december dezember diciembre décembre",
        "monday montag lunes lundi",
        "tuesday dienstag martes mardi",
        "wednesday mittwoch miércoles mercredi",
        "thursday donnerstag jueves jeudi",
        "friday freitag viernes vendredi",
        "saturday samstag sonnabend sábado samedi",
        "sunday sonntag domingo dimanche",
    )
    for word in names.split()
}
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b", re.IGNORECASE)
# English "may" is a verb as well, and "mai" is what it is in the others.
_MAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th|\.)? (?:of |de )?(?:may|mai|mayo)\b|\b(?:may|mai|mayo) \d{1,2}\b",
    re.IGNORECASE,
)

_CURRENCIES = {
    "EUR": r"€|\beur(?:os?)?\b",
    "GBP": r"£|\bgbp\b|\bpounds?\b|\bpfund\b|\blibras?\b|\blivres?\b",
    "USD": r"\$|\busd\b|\b(?:us-)?dollars?\b|\bdólar(?:es)?\b",
    "CHF": r"\bchf\b|\bfrancs?\b|\bfranken\b|\bfrancos?\b",
}
_FIGURES = r"(\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?)"
_MONEY = tuple(
    (code, re.compile(rf"(?:{mark})\s?{_FIGURES}|{_FIGURES}\s?(?:{mark})", re.IGNORECASE))
    for code, mark in _CURRENCIES.items()
)
_CURRENCY = tuple((code, re.compile(mark, re.I)) for code, mark in _CURRENCIES.items())


def values_of(text: str) -> frozenset[str]:
    """Every value in one spelling: "1,000" and "1.000" are the same, and so are "two" and "2".

    Months and days of the week are the same in English, German, Spanish and French.
    """
    links = {found.rstrip(".,;").lower() for found in _LINK.findall(text)}
    rest = _LINK.sub(" ", text)
    placeholders = set(_PLACEHOLDER.findall(rest))
    rest = _PLACEHOLDER.sub(" ", rest)
    numbers = {re.sub(r"[.,](?=\d{3}\b)", "", n).replace(",", ".") for n in _NUMBER.findall(rest)}
    numbers |= {NUMBER_WORDS[word.lower()] for word in _NUMBER_WORD.findall(rest)}
    days = {_DAYS[word.lower()] for word in _DAY.findall(rest)} | {
        "may" for _ in _MAY.findall(rest)
    }
    return frozenset(links | placeholders | numbers | days)


def invents(text: str, *grounds: str) -> bool:
    """Whether `text` holds a value, or an amount in a currency, that none of `grounds` holds."""
    told = "\n".join(grounds)
    return not values_of(text) <= values_of(told) or not _money(text) <= _given(told)


def keeps(text: str, original: str) -> bool:
    """Whether `text` holds the values of `original` and no other; 3 days are not 3 working days."""
    return values_of(text) == values_of(original) and _working(text) == _working(original)


def _working(text: str) -> frozenset[tuple[int, str]]:
    """What is counted without the weekends: (3, "day")."""
    return frozenset((one.number, one.unit) for one in spans(text) if one.working)


def _money(text: str) -> frozenset[tuple[str, str]]:
    """Each amount with its currency: ("16.90", "GBP")."""
    return frozenset(
        (number, code)
        for code, pattern in _MONEY
        for found in pattern.finditer(text)
        for number in values_of(found[1] or found[2])
    )


def _given(told: str) -> frozenset[tuple[str, str]]:
    """The same, and every number in a currency that stands for itself: "Price (EUR)"."""
    alone = [
        code
        for (code, pattern), (_, mark) in zip(_MONEY, _CURRENCY, strict=True)
        if mark.search(pattern.sub(" ", told))
    ]
    return _money(told) | {(number, code) for number in values_of(told) for code in alone}

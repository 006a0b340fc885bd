"""Facts that code can read in a ticket: numbers of things, amounts, dates, versions, products."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from copilot.records import Fact, RedactedTicket, Role

_MONTH = (
    r"(?:jan(?:uary?|vier)?|feb(?:ruary?|rero)?|fév(?:rier)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|"
    r"abr(?:il)?|avr(?:il)?|mayo?|mai|june?|juni|junio|juin|july?|juli|julio|juil(?:let)?|"
    r"aug(?:ust)?|ago(?:sto)?|août|sep(?:t|tember|tiembre|tembre)?|o[ck]t(?:ober|ubre|obre)?|"
    r"nov(?:ember|iembre|embre)?|de[cz](?:ember)?|dic(?:iembre)?|déc(?:embre)?|ene(?:ro)?)\b\.?"
)
# A number behind the word for it: "invoice no. 2026-0042", "Rechnung Nr. 4711".
_NO = r"(?:\s?(?:no|nr|number|num|nummer|número|numéro|n[º°]|id)\b\.?)?\s?[:#]?\s?"
_CODE = r"((?=[A-Z0-9/-]*\d{2})[A-Z0-9]+(?:[-/][A-Z0-9]+){0,4})\b(?![.,]?\d)"
_HIDDEN = r"(\[\[(?:ORDER|ACCOUNT|DOCUMENT)_\d+\]\])"


def _after(words: str) -> str:
    return rf"\b(?:{words}){_NO}(?:{_CODE}|{_HIDDEN})"


# In this order; what one kind took is not read again.
_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "invoice",
            _after(
                r"invoice|bill|rechnung(?:snummer)?|facturas?|factures?|número de factura|"
                r"numéro de facture"
            )
            + r"|\b(?:INV|RE|RG)-\d[\d-]{3,}\b",
        ),
        (
            "serial",
            _after(r"serial|s/n|sn|serien|seriennummer|número de serie|numéro de série"),
        ),
        (
            "order",
            _after(r"order|bestellung|bestellnummer|auftrag|auftragsnummer|pedido|commande")
            + r"|\[\[ORDER(?:_\d+)?\]\]|\b[A-Z]{1,3}-\d{4,}\b",
        ),
        (
            "amount",
            r"(?:[€£$]\s?\d[\d.,]*\d|[€£$]\s?\d)|\b\d[\d.,]*\s?(?:€|£|\$|EUR\b|USD\b|GBP\b|CHF\b|"
            r"euros?\b)",
        ),
        (
            "date",
            r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th|er|"
            r"\.)?\s(?:de\s)?"
            + _MONTH
            + r"(?:\s\d{4})?|\b"
            + _MONTH
            + r"\s\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s\d{4})?",
        ),
        ("error code", r"\b(?:E|ERR|Error|Fehler|Code|erreur)[-_ ]?\d{1,4}\b(?![.,]\d)"),
        ("version", r"\b(?:v|version|firmware)\s?\d+(?:\.\d+){1,3}\b(?!\s?(?:kg|l|m|cm|mm)\b)"),
    )
)
# One or two capitalised words with a number, such as "AquaPure 300" or "Polaris 250".
_PRODUCT = re.compile(
    r"\b(?!(?:My|Our|The|This|Your|A|An|Mein|Meine|Unser|Unsere|Das|Der|Die|Mi|Nuestra?|La|El|Mon|"
    r"Ma|"
    r"Notre|Le)\b)(?:[A-Z][\w'-]+ )?[A-Z][a-z]+[A-Za-z]* \d{1,4}\b(?![.,]?\d)(?!\s?[€%])"
    r"(?!\s(?:days?|weeks?|months?|years?|hours?|minutes?|times|people|tagen?|wochen?|monaten?|"
    r"jahren?|"
    r"stunden?|días?|semanas?|meses|años?|horas?|jours?|semaines?|mois|ans?|heures?)\b)"
)
_NOT_PRODUCT = re.compile(
    r"^(?:.*\s)?(?:on|at|in|the|flat|room|page|line|level|step|unit|suite|box|order|rechnung|"
    r"invoice|seite|zimmer|piso|calle|rue|street|road|size|größe|talla|taille|nr|no|tel)\s\d+$",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(r"(\d{1,4})[-./](\d{1,2})[-./](\d{2,4})$")


class Place(NamedTuple):
    """text[start:end] is a fact of this kind."""

    kind: str
    start: int
    end: int


def facts_of(ticket: RedactedTicket) -> tuple[Fact, ...]:
    """The facts of the customer's messages, each once, where it was first said."""
    found: dict[str, Fact] = {}
    for message in ticket.messages:
        if message.author is Role.CUSTOMER:
            for kind, start, end in facts_in(message.text):
                text = message.text[start:end]
                found.setdefault(text.lower(), Fact(kind, text, message.id))
    return tuple(found.values())


def facts_in(text: str) -> Iterator[Place]:
    """The places of the facts of a text, kind by kind; no two overlap."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in (*_KINDS, ("product", _PRODUCT)):
        for found in pattern.finditer(text):
            start, end = _named(found)
            if not _has_shape(kind, text[start:end]):
                continue
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
                yield Place(kind, start, end)


def _named(found: re.Match[str]) -> tuple[int, int]:
    """The number alone where a word before it names its kind."""
    group = next((at for at, one in enumerate(found.groups(), 1) if one), 0)
    start, end = found.span(group)
    return start, end - (len(found[group]) - len(found[group].rstrip()))


def _has_shape(kind: str, text: str) -> bool:
    if kind == "product":
        return not re.search(_MONTH, text, re.IGNORECASE) and not _NOT_PRODUCT.match(text)
    if kind == "date" and (numeric := _NUMERIC_DATE.match(text)):
        return _is_day(*map(int, numeric.groups()))
    return True


def _is_day(first: int, month: int, last: int) -> bool:
    """Year first, or day first, or as Americans write it."""
    year, day = (first, last) if first > 31 else (last, first)
    year += 2000 if year < 100 else 0
    return any(_exists(year, *pair) for pair in ((month, day), (day, month)))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return 1900 <= year <= 2100

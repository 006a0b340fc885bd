"""Facts that code can read in a ticket: order numbers, amounts, dates, versions, error codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.records import Fact, RedactedTicket, Role

_MONTH = (
    r"(?:jan(?:uary?|vier)?|feb(?:ruary?|rero)?|fév(?:rier)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|"
    r"abr(?:il)?|avr(?:il)?|mayo?|mai|june?|juni|junio|juin|july?|juli|julio|juil(?:let)?|"
    r"aug(?:ust)?|ago(?:sto)?|août|sep(?:t|tember|tiembre|tembre)?|o[ck]t(?:ober|ubre|obre)?|"
    r"nov(?:ember|iembre|embre)?|de[cz](?:ember)?|dic(?:iembre)?|déc(?:embre)?|ene(?:ro)?)\b\.?"
)
_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("order", r"\[\[ORDER(?:_\d+)?\]\]|\b[A-Z]{1,3}-\d{4,}\b"),
        (
            "amount",
            r"(?:[€£$]\s?\d[\d.,]*\d|[€£$]\s?\d)|\b\d[\d.,]*\s?(?:€|£|\$|EUR\b|USD\b|GBP\b|CHF\b|euros?\b)",
        ),
        (
            "date",
            r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th|er|\.)?\s(?:de\s)?"
            + _MONTH
            + r"(?:\s\d{4})?|\b"
            + _MONTH
            + r"\s\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s\d{4})?",
        ),
        ("error code", r"\b(?:E|ERR|Error|Fehler|Code)[-_ ]?\d{1,4}\b"),
        ("version", r"\b(?:v|version|firmware)\s?\d+(?:\.\d+)+\b"),
    )
)
# Two capitalised words with a number, such as "AquaPure 300" or "Polaris 250".
_PRODUCT = re.compile(r"\b(?:[A-Z][\w'-]+ )?[A-Z][a-z]+[A-Za-z]* \d{1,4}\b(?![.,]?\d)(?!\s?[€%])")


def facts_of(ticket: RedactedTicket) -> tuple[Fact, ...]:
    """The facts of the customer's messages, each once, where it was first said."""
    found: dict[tuple[str, str], Fact] = {}
    for message in ticket.messages:
        if message.author is Role.CUSTOMER:
            for kind, text in _read(message.text):
                found.setdefault((kind, text.lower()), Fact(kind, text, message.id))
    return tuple(found.values())


def _read(text: str) -> Iterator[tuple[str, str]]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in (*_KINDS, ("product", _PRODUCT)):
        for found in pattern.finditer(text):
            if kind == "product" and re.search(_MONTH, found[0], re.IGNORECASE):
                continue
            if all(found.end() <= start or found.start() >= end for start, end in taken):
                taken.append(found.span())
                yield kind, found[0].strip()

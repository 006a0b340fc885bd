"""What kinds of personal data are called, and placeholders as people read them."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"\[\[([A-Z]+)_\d+(?:_[A-Z]+\d*)?\]\]")
_NAMES = {
    "CUSTOMER": "the customer’s name",
    "AGENT": "an agent’s name",
    "PERSON": "a person’s name",
    "EMAIL": "an e-mail address",
    "PHONE": "a phone number",
    "ADDRESS": "a postal address",
    "CARD": "a card number",
    "IBAN": "a bank account",
    "ORDER": "an order number",
    "ACCOUNT": "an account number",
    "DOCUMENT": "a document’s number",
    "IP": "a network address",
    "MAC": "a device’s address",
    "LOCATION": "a place on the map",
    "PLATE": "a number plate",
    "SECRET": "a password or key",
}


def type_name(kind: str) -> str:
    """A kind of personal data in words: "EMAIL" is "an e-mail address"."""
    return _NAMES.get(kind, kind.lower().replace("_", " "))


def placeholders_in_words(text: str) -> str:
    """The text with what each placeholder stands for: "(customer)", "(order number)"."""
    return PLACEHOLDER.sub(lambda found: _in_words(found[1]), text)


def _in_words(kind: str) -> str:
    _, _, words = type_name(kind).partition(" ")
    return f"({words.removesuffix('’s name')})" if words else "(personal data)"

"""The rewrites that the composer offers: what the button says and what the road is asked for."""

from __future__ import annotations

SHORTER, FRIENDLIER, FORMAL = "shorter", "friendlier", "more formal"
BUTTONS = (("Shorter", SHORTER), ("Friendlier", FRIENDLIER), ("More formal", FORMAL))
LANGUAGES = {
    "en": "English",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "sv": "Swedish",
}


def translate_to(code: str) -> str:
    """What the road is asked for, such as "translate to German"."""
    return f"translate to {LANGUAGES.get(code, code)}"


def languages(of_customer: str) -> tuple[tuple[str, str], ...]:
    """(code, title) of each language, the customer's first."""
    title = LANGUAGES.get(of_customer, of_customer)
    first = ((of_customer, f"{title} (the customer’s)"),) if of_customer else ()
    return first + tuple(item for item in LANGUAGES.items() if item[0] != of_customer)

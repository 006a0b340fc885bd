"""Telling numbers that name somebody from dates, versions and amounts, which must stay readable."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.records import KnownIdentity

_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,2}:\d{2}(?::\d{2})?"
)
_DATES = re.compile(
    rf"(?:{_DATE.pattern})[ ]?(?:[-–/][ ]?)?(?:{_DATE.pattern}|\d{{1,4}})?|"
    r"(?:19|20)\d{2}[ ]?[-–/][ ]?(?:19|20)\d{2}"
)
_VERSION = re.compile(r"v?\d{1,3}(?:\.\d{1,4}){1,3}", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?:[a-z][a-z0-9-]*\.)+[a-z]{2,}[/.]?|"
    r".*\.(?:com|net|org|html?|php|exe|dll|zip|pdf|js|json|png|jpe?g|txt|csv|xlsx?|docx?)$"
)
_MEASURE = re.compile(
    r"\d+(?:[.,-]\d+)*-?(?:bits?|inch|days?|hours?|hrs?|min(?:ute)?s?|weeks?|months?|years?|gb|mb|tb|kb|"
    r"ghz|mhz|hz|watts?|volts?|kg|cm|mm|km|ml|mah|px|dpi|fps|mbps|th|st|nd|rd|am|pm|x|%|p|k|"
    r"tage?|stunden|wochen|monate|jahre|días|meses|años|jours|mois|ans)",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,2}(?:[.,]\d{3})+(?:[.,]\d{1,2})?")

# Country ends of e-mail domains that are not the two letters of the region.
_ENDS = {"uk": "GB"}
# Ends that are used everywhere and tell no country.
_EVERYWHERE = {"io", "ai", "co", "me", "tv", "cc", "fm", "ly", "gg", "to", "eu", "su"}
_OF_LANGUAGE = {
    "en": ("US", "GB", "AU", "IN"),
    "de": ("DE", "AT", "CH"),
    "es": ("ES", "MX", "AR", "CO", "CL"),
    "fr": ("FR", "BE", "CH", "CA"),
    "it": ("IT", "CH"),
    "nl": ("NL", "BE"),
    "pt": ("BR", "PT"),
    "pl": ("PL",),
    "sv": ("SE", "FI"),
    "da": ("DK",),
    "no": ("NO",),
    "cs": ("CZ", "SK"),
    "tr": ("TR",),
}
_ANYWHERE = ("US", "GB", "DE", "ES", "FR")
_MOST_REGIONS = 8


def regions_of(known: Sequence[KnownIdentity], language: str) -> tuple[str, ...]:
    """Regions whose telephone plans a ticket's numbers may follow, the likeliest first.

    ISO 3166 in two letters: of the known phones' country codes, of the known e-mails' domains,
    of the language, and the largest.
    """
    found = [region for identity in known for region in _regions_told_by(identity)]
    found += [*_OF_LANGUAGE.get(language, ()), *_ANYWHERE]
    return tuple(dict.fromkeys(found))[:_MOST_REGIONS]


def not_a_date(text: str) -> bool:
    """False for 2026-11-21, 21.11.2026 and 10:30."""
    return _DATE.fullmatch(text.strip()) is None


def looks_like_id(text: str) -> bool:
    """Whether text behind a word like "order" is its number: no word, date, version or amount."""
    bare = text.strip("#.")
    digits = sum(char.isdigit() for char in bare)
    if digits < 2 or len(bare) < 4 or not not_a_date(bare):
        return False
    if digits < 5 and _MEASURE.fullmatch(bare):
        return False
    return not _VERSION.fullmatch(bare) and not _DOMAIN.match(bare)


def looks_like_phone(text: str) -> bool:
    """Whether the digits can be dialled: no date, span of years, version, or amount."""
    digits = sum(char.isdigit() for char in text)
    if not 7 <= digits <= 20 or _DATES.fullmatch(text.strip()):
        return False
    if text.isdigit() and len(set(text)) <= 2:
        return False
    return not (_VERSION.fullmatch(text) or _GROUPED.fullmatch(text))


def _regions_told_by(identity: KnownIdentity) -> list[str]:
    if identity.type == "EMAIL":
        end = identity.text.rpartition(".")[2].strip().lower()
        if len(end) == 2 and end.isalpha() and end not in _EVERYWHERE:
            return [_ENDS.get(end, end.upper())]
    if identity.type == "PHONE" and identity.text.strip().startswith(("+", "00")):
        return _regions_of_code("+" + identity.text.strip().lstrip("+0"))
    return []


def _regions_of_code(written: str) -> list[str]:
    import phonenumbers

    try:
        number = phonenumbers.parse(written, None)
    except phonenumbers.NumberParseException:
        return []
    region = phonenumbers.region_code_for_number(number)
    return [region] if region else []

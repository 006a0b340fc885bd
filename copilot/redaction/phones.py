"""Telephone numbers by the numbering plans of the countries a ticket may come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from copilot.redaction.found import Found, Stage
from copilot.redaction.numbers import looks_like_phone

DEFAULT_REGIONS = ("US", "GB", "DE", "ES", "FR")
_CANDIDATE = re.compile(
    r"(?<![\w.,:/=#-])(?:\+|00|\()?\d(?:[ \u00a0\u202f]?[().\-–‑/]?[ \u00a0]?\d){6,16}"
    r"(?:[ ,]{0,2}(?:x|ext\.?|extension|Durchwahl|-)[ ]?\d{1,6})?(?!\w|[.,:/-]\d|[ ]?[%€$£])",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:phone|tel|mobil|cell|call|ring|fax|whatsapp|telegram|signal|handy|ruf|number|nummer|numéro|"
    r"número|telefon|móvil|llam|joindre|appel|portable|reach|contact|text me|sms|dial)[^\n]{0,25}$",
    re.IGNORECASE,
)
# Groups as numbers are dialled in many countries, without a word that says so: 28-81-33-70,
# 75 196 772, 785 8949, (32) 484-557, (11) 4706-6184; not thousands (1 234 567) or a date.
_GROUPS = re.compile(
    r"(?<![\w.,:/=#$€£+-])(?<![\d)][ -])(?:"
    r"\(\d{2,4}\)[ -]?\d{3,4}(?:[ -]\d{3,4}){1,2}|\d{2}(?:([ -])\d{2}){3,4}|\d{2}[ ]\d{3}[ ]\d{3}|"
    r"\d{3}[ -]\d{4}|\d{3}[ ]\d{2}[ ]\d{3}|\d{2}[ ]\d{6}|\d{4}[ ]\d{4}|\d{3}[ ]\d{3}[ ]\d{3,4}|"
    r"\d{2}[ ]\d{3}[ ]\d{3}[ ]\d{4}|[2-9]\d{2}[2-9]\d{6})"
    r"(?![\w%]|[.,:/-]\d|[ ]?[%€$£°]|[ ]\d|[ ](?:kr|eur|usd|gbp|chf|mb|gb|kb|mm|cm|px)\b)",
    re.IGNORECASE,
)
_NO_TRUNK = frozenset(  # plans where a national number begins with any digit
    ("US", "CA", "ES", "PT", "IT", "DK", "NO", "PL", "CZ", "GR", "MX", "LU", "CO", "CL", "AR", "PE")
)


def find_phones(text: str, regions: Sequence[str] = DEFAULT_REGIONS) -> Iterator[Found]:
    """Numbers that are valid abroad, or within one of the regions (ISO 3166, two letters).

    Less surely those that are only grouped as numbers are, without a plan that has them.
    """
    valid = set()
    for match in _CANDIDATE.finditer(text):
        written = match[0]
        if looks_like_phone(written) and _is_phone(written, text, match.start(), tuple(regions)):
            valid.add(match.start())
            yield Found(match.start(), match.end(), "PHONE", Stage.RULE, score=0.9)
    for match in _GROUPS.finditer(text):
        if match.start() not in valid and looks_like_phone(match[0]):
            yield Found(match.start(), match.end(), "PHONE", Stage.RULE, score=0.6)


def _is_phone(written: str, text: str, start: int, regions: tuple[str, ...]) -> bool:
    if written.startswith("+") or written.startswith("00"):
        return _is_valid("+" + written.lstrip("+0"), None)
    said = _CUE.search(text[max(0, start - 40) : start]) is not None
    apart = any(not char.isdigit() for char in written)
    for region in regions:
        natural = written.lstrip("(").startswith("0") if region not in _NO_TRUNK else apart
        if (natural or said) and _is_valid(written, region):
            return True
    return False


@lru_cache(maxsize=4096)
def _is_valid(written: str, region: str | None) -> bool:
    import phonenumbers

    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)

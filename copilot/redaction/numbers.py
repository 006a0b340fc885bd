"""Telling numbers that name somebody from dates and versions, which the model must read."""

from __future__ import annotations

import re

_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,2}:\d{2}(?::\d{2})?"
)
_VERSION = re.compile(r"v?\d{1,3}(?:\.\d{1,4}){1,3}", re.IGNORECASE)


def not_a_date(text: str) -> bool:
    """False for 2026-11-21, 21.11.2026 and 10:30."""
    return _DATE.fullmatch(text.strip()) is None


def looks_like_id(text: str) -> bool:
    """Whether text behind a word like "order" is its number: no word, date or version."""
    bare = text.strip("#.")
    digits = sum(char.isdigit() for char in bare)
    return digits >= 2 and len(bare) >= 4 and not_a_date(bare) and not _VERSION.fullmatch(bare)

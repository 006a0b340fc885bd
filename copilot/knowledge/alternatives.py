"""Items of a list that say the same sort of thing, each for another place, model or plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABEL = 6  # words before the colon of an item, at most
_SHORT = 12  # words behind it; an item that says more is no bare value
_ENOUGH = 2 / 3  # of the items say the same sort of thing
_MARKS = re.compile(r"[*_`]")
_SORTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[€£$]|\b(?:eur|usd|gbp|chf|euros?|free|gratis|kostenlos|kostenfrei|gratuit\w*)\b",
        r"\b(?:days?|weeks?|months?|years?|hours?|minutes?|tage?n?|wochen?|monate?n?|jahre?n?|"
        r"stunden?|días?|semanas?|mes(?:es)?|años?|horas?|jours?|semaines?|mois|ans?|heures?)\b",
        r"\+\d[\d ()/-]{6,}",
        r"\b[\w.+-]+@[\w-]+\.\w+|https?://",
        r"\d\s?(?:kg|g)\b",
        r"\d\s?(?:cm|mm|m|km)\b",
        r"\d\s?(?:l|litres?|liters?)\b",
        r"\d\s?%",
    )
)


def label_of(item: str) -> str:
    """What stands before the colon: "Germany" of "Germany: free"; "" where nothing short does."""
    label, colon, _ = _MARKS.sub("", item).partition(":")
    return label.strip() if colon and len(label.split()) <= _LABEL else ""


def are_alternatives(items: Sequence[str]) -> bool:
    """Whether they are labelled, short, and most of them hold one sort of value.

    "Weight: 2 kg", "Price: 30 €" are not: each says another thing of the same.
    """
    told = [_MARKS.sub("", item).partition(":")[2] for item in items if label_of(item)]
    short = [one for one in told if 0 < len(one.split()) <= _SHORT]
    fewest = max(2, _ENOUGH * len(items))
    return any(sum(bool(sort.search(one)) for one in short) >= fewest for sort in _SORTS)

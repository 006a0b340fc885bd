"""Which row of a table an ask is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.knowledge.query import search_words

_STEM = 5  # letters: "weigh" names the row "Weight"
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SHORT_NAMES = {"uk": "united kingdom", "usa": "united states", "eu": "european union"}
_MEASURE = r"(?P<unit>cm|centimet(?:er|re)s?|mm|m|met(?:er|re)s?|kg|g|°C|l|lit(?:er|re)s?|km|V|W)\b"
_RANGE = re.compile(rf"(?P<low>\d+(?:[.,]\d+)?)\s?[–-]\s?(?P<high>\d+(?:[.,]\d+)?)\s?{_MEASURE}")
_AMOUNT = re.compile(rf"(?<![\d.,–-])(?P<amount>\d+(?:[.,]\d+)?)\s?{_MEASURE}")


def named_rows(rows: Sequence[str], ask: str) -> frozenset[int]:
    """Which rows an ask is about: their places in `rows`.

    A row of which a measure of the ask lies in a range goes before one of which it names all words
    of the first cell, and that before one of which it names some.
    """
    asked = {word[:_STEM] for word in search_words(_long_names(ask))}
    shares = [_named(row, asked) for row in rows]
    ranges = [_in_range(row, ask) for row in rows]
    if any(ranges):
        return frozenset(at for at, inside in enumerate(ranges) if inside)
    best = max(shares, default=0.0)
    return frozenset(at for at, share in enumerate(shares) if share and share == best)


def _named(row: str, asked: set[str]) -> float:
    """Which share of the words of the first cell stands in the ask."""
    first = row.strip().strip("|").split("|")[0].lower()
    words = [word for word in _LETTERS.findall(first) if word in search_words(word)]
    return sum(word[:_STEM] in asked for word in words) / len(words) if words else 0.0


def _long_names(ask: str) -> str:
    low = ask.lower()
    return " ".join([low, *(long for short, long in _SHORT_NAMES.items() if short in low.split())])


def _in_range(row: str, ask: str) -> bool:
    amounts = [(_number(m["amount"]), _unit(m["unit"])) for m in _AMOUNT.finditer(ask)]
    return any(
        _unit(span["unit"]) == unit and _number(span["low"]) <= amount <= _number(span["high"])
        for span in _RANGE.finditer(row)
        for amount, unit in amounts
    )


def _unit(text: str) -> str:
    long = {"cent": "cm", "mete": "m", "metr": "m", "lite": "l", "litr": "l"}
    return long.get(text.lower()[:4], text)


def _number(text: str) -> float:
    return float(text.replace(",", "."))

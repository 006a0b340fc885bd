"""Finding known numbers in a text whatever stands between their digits and letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from copilot.redaction.found import Found, Stage

_CODES_OF_TWO = (
    " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 "
    "65 66 81 82 84 86 90 91 92 93 94 95 98 "
)
_BETWEEN = frozenset(" \t\u00a0\u202f-–‑_/.()#")
_WIDEST = 3  # signs between two digits of one number
_BEFORE_PHONE = re.compile(
    r"(?:(?:\+|\b00)[ ]?\d{1,3}[ ().\-/]{0,3})?(?:(?<!\d)\(?0\)?[ .\-/]{0,2})?\(?$"
)
_SHORTEST_PHONE = 7
_SHORTEST_CORE = 5


@dataclass(frozen=True, slots=True)
class _Number:
    key: str
    type: str
    owner: str


class KnownNumbers:
    """Numbers by their digits and letters alone; phones with and without their country code."""

    def __init__(self) -> None:
        self._numbers: dict[str, _Number] = {}

    def add(self, text: str, kind: str, owner: str = "") -> bool:
        """Whether the text has the shape of a number and was taken."""
        keys = _phone_keys(text) if kind == "PHONE" else _number_keys(text)
        for key in keys:
            self._numbers.setdefault(key, _Number(key, kind, owner or text))
        return bool(keys)

    def find(self, text: str) -> Iterator[Found]:
        if not self._numbers:
            return
        places = [at for at, char in enumerate(text) if char.isalnum()]
        squeezed = "".join(_small(text[at]) for at in places)
        for number in self._numbers.values():
            at = squeezed.find(number.key)
            while at >= 0:
                span = _span(text, places, range(at, at + len(number.key)), number)
                if span is not None:
                    yield Found(*span, number.type, Stage.KNOWN, number.owner)
                at = squeezed.find(number.key, at + 1)


def _span(text: str, places: list[int], inner: range, number: _Number) -> tuple[int, int] | None:
    """Where the number stands; None when it is a piece of a longer one or lies too far apart."""
    for left, right in pairwise(places[at] for at in inner):
        if right - left > _WIDEST + 1 or not _BETWEEN.issuperset(text[left + 1 : right]):
            return None
    start, end = places[inner[0]], places[inner[-1]] + 1
    if number.type == "PHONE":
        match = _BEFORE_PHONE.search(text[max(0, start - 12) : start])
        start -= len(match[0]) if match else 0
    return None if _tied(text, start, start - 1) or _tied(text, end - 1, end) else (start, end)


def _tied(text: str, edge: int, beside: int) -> bool:
    """Whether the sign beside goes on with the number: a digit by a digit, a letter by a letter."""
    if not 0 <= beside < len(text) or not (text[beside].isalnum() and text[edge].isalnum()):
        return False
    return text[edge].isdigit() == text[beside].isdigit()


def _number_keys(text: str) -> list[str]:
    """The whole, and its digits without a prefix such as ORD- where they are five or more."""
    key = _squeezed(text)
    digits = sum(char.isdigit() for char in key)
    if digits < 2 or len(key) < 4:
        return []
    runs = [
        run for run in re.findall(r"\d+", re.sub(r"[ ]", "", text)) if len(run) >= _SHORTEST_CORE
    ]
    return [key, *(run for run in runs if run != key and len(runs) == 1)]


def _phone_keys(text: str) -> list[str]:
    """The number within its country, without the leading zero."""
    digits = "".join(char for char in text.split("x")[0] if char.isdigit())
    if text.strip().startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        code = 1 if digits[:1] in {"1", "7"} else 2 if f" {digits[:2]} " in _CODES_OF_TWO else 3
        digits = digits[code:]
    digits = digits.lstrip("0")
    return [digits] if len(digits) >= _SHORTEST_PHONE else []


def _squeezed(text: str) -> str:
    return "".join(_small(char) for char in text if char.isalnum())


def _small(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char

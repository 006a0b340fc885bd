"""One key for all ways of typing a word: without capitals and accents, ae for ä, a letter off."""

from __future__ import annotations

import unicodedata

_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"}
)
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
# Letters that do not come apart into a letter and an accent.
_WHOLE = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.lower().translate(_WHOLE))
    return "".join(char for char in apart if not unicodedata.combining(char))


def folds(text: str) -> list[str]:
    """Folded forms of a name: as fold() gives it, and for ä typed as ae or ae meant as ä."""
    small = unicodedata.normalize("NFC", text).lower()
    plain = fold(small)
    umlauts = plain
    for pair, letter in _UMLAUTS:
        umlauts = umlauts.replace(pair, letter)
    return list(dict.fromkeys([plain, fold(small.translate(_GERMAN)), umlauts]))


def one_letter_off(word: str, other: str) -> bool:
    """Whether one letter was changed, left out, added or swapped with its neighbour."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    short, long = sorted((word, other), key=len)
    at = next((i for i, char in enumerate(short) if char != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = long[:at] + long[at : at + 2][::-1] + long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or short == swapped

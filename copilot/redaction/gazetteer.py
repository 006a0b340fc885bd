"""Which words are first or last names, by the lists in resources/names."""

from __future__ import annotations

import unicodedata
from enum import IntFlag
from functools import cache, lru_cache

from copilot.paths import shipped

# The letters that have no accent to take off; make_names.py folds in the same way.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


class Kind(IntFlag):
    """What a word can be."""

    NONE = 0
    FIRST = 1
    LAST = 2
    WORD = 4  # an ordinary word (of English when it is no name at all) or a place


_LISTS = {
    "first.txt": Kind.FIRST,
    "first_or_word.txt": Kind.FIRST | Kind.WORD,
    "last.txt": Kind.LAST,
    "last_or_word.txt": Kind.LAST | Kind.WORD,
    "words.txt": Kind.WORD,
}


@lru_cache(maxsize=20_000)
def kind_of(word: str) -> Kind:
    """Of a word in any case; for "Anna-Lena" and "O'Neill" that of the parts together."""
    names = _names()
    folded = fold(word).replace("’", "'")
    if folded in names:
        return names[folded]
    parts = [names.get(part, Kind.NONE) for part in folded.split("-")]
    if len(parts) == 2 and all(part & (Kind.FIRST | Kind.LAST) for part in parts):
        return parts[0] & ~Kind.WORD
    return Kind.NONE


def fold(word: str) -> str:
    """Small letters without accents, as the lists hold them."""
    small = word.lower()
    if small.isascii():
        return small
    spelt = unicodedata.normalize("NFKD", small.translate(_LETTERS))
    return "".join(char for char in spelt if not unicodedata.combining(char))


@cache
def _names() -> dict[str, Kind]:
    folder = shipped("resources", "names")
    return {
        word: kind
        for file, kind in _LISTS.items()
        for word in (folder / file).read_text("utf-8").split()
    }

"""The forms in which one name or number is written, brought to one that can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 5  # words of a name

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_BETWEEN = r"[\W_]{0,3}"  # what may stand between two characters of one number

Word = tuple[str, int, int]  # plain, start, end


def plain(text: str) -> str:
    """Small letters without accents and possessive endings: "Sørensen’s" is "sorensen"."""
    bare = _POSSESSIVE.sub("", text.casefold()).replace("'", "").replace("’", "")
    if bare.isascii():
        return bare
    taken_apart = unicodedata.normalize("NFKD", bare.translate(_LETTERS))
    return "".join(each for each in taken_apart if not unicodedata.combining(each))


def words(text: str) -> list[Word]:
    """The words and numbers of a text, plain, with their places."""
    return [(plain(match[0]), *match.span()) for match in _WORD.finditer(text)]


def plain_text(text: str) -> str:
    """Its plain words between single spaces, one at either end, so that whole words are found."""
    return f" {' '.join(word for word, _, _ in words(text))} "


def name_forms(name: str) -> frozenset[str]:
    """How a full name is written: umlauts as two letters or one, the last name in front."""
    composed = unicodedata.normalize("NFC", name.casefold())
    found = set()
    for spelling in (composed, composed.translate(_UMLAUTS)):
        parts = [word for word, _, _ in words(spelling)]
        if len(parts) >= 2:
            found.add(" ".join(parts[:LONGEST]))
            found.add(" ".join([parts[-1], *parts[:-1]][:LONGEST]))
    return frozenset(found)


def initialled(name: str) -> str:
    """ "d whitfield" of "Dana Whitfield"; "" where the name has no two words."""
    parts = [word for word, _, _ in words(name)]
    return f"{parts[0][0]} {parts[-1]}" if len(parts) >= 2 and len(parts[-1]) > 1 else ""


@lru_cache(maxsize=512)
def written(text: str, *, phone: bool = False) -> re.Pattern[str]:
    """Finds a number, code or address in any spacing, with dashes or "#", in any case.

    A phone number is found with and without its country code, by its last nine digits.
    """
    all_signs = signs(text, phone=phone)
    before, after = r"(?<![^\W_])", r"(?![^\W_])"
    if phone:
        before = ""
    elif all_signs.isdigit():
        before, after = r"(?<!\d)", r"(?!\d)"
    return re.compile(before + _BETWEEN.join(map(re.escape, all_signs)) + after, re.IGNORECASE)


def signs(text: str, *, phone: bool = False) -> str:
    """Its letters and digits in a row; of a phone number, the last nine digits."""
    if phone:
        return "".join(filter(str.isdigit, text))[-9:]
    return "".join(filter(str.isalnum, text))

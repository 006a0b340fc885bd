"""Whether a text says words, and which values it states: how graders read."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STEP = re.compile(r"^\s*\d{1,2}[.)](?=\s)", re.MULTILINE)
_LINK = re.compile(r"https?://[^\s)>\]»”\"]+|www\.[^\s)>\]»”\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_COUNTED = {
    word: str(number)
    for number, words in enumerate(
        (
            "two zwei dos deux",
            "three drei tres trois",
            "four vier cuatro quatre",
            "five fünf cinco cinq",
            "six sechs seis",
            "seven sieben siete sept",
            "eight acht ocho huit",
            "nine neun nueve neuf",
            "ten zehn diez dix",
        ),
        start=2,
    )
    for word in words.split()
}
_COUNTING = re.compile(rf"\b(?:{'|'.join(_COUNTED)})\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Letters small, one space, no thousands' commas, one kind of dash and apostrophe."""
    small = re.sub(r"\s+", " ", text.casefold().replace("’", "'"))
    return re.sub("[‐‑–—−]", "-", small.replace("**", "")).replace(",", "")


def says(text: str, words: str) -> bool:
    """Whether one of the ways to say it, parted by "|", is in the text.

    Where a way begins or ends with a digit, it is no part of a longer number.
    """
    said = plain(text)
    return any(_stands(said, plain(way)) for way in words.split("|"))


def values(text: str) -> Iterator[tuple[str, int, int]]:
    """Each link, address and number as (one spelling, start, end); "two" is 2, 1,200 is 1200.

    The "2" of "2. Open the cap" at the beginning of a line says nothing.
    """
    taken = [found.span() for found in _STEP.finditer(text)]
    for found in _LINK.finditer(text):
        taken.append(found.span())
        yield found[0].rstrip(".,;").casefold(), *found.span()
    for found in _NUMBER.finditer(text):
        if not any(start <= found.start() < end for start, end in taken):
            yield _number(found[0]), *found.span()
    for found in _COUNTING.finditer(text):
        yield _COUNTED[found[0].casefold()], *found.span()


def value_set(text: str) -> frozenset[str]:
    """The values of a text without their places, and the numbers within its links."""
    inside = (_number(n) for found in _LINK.findall(text) for n in _NUMBER.findall(found))
    return frozenset([*(value for value, _, _ in values(text)), *inside])


def content_words(text: str) -> frozenset[str]:
    """The beginnings of longer words: "refunds" and "refunded" are alike."""
    return frozenset(word.casefold()[:5] for word in _WORD.findall(text))


def _stands(said: str, way: str) -> bool:
    before = r"(?<![\d.])" if way[:1].isdigit() else ""
    after = r"(?!\d)" if way[-1:].isdigit() else ""
    return re.search(before + re.escape(way) + after, said) is not None


def _number(text: str) -> str:
    bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", text).replace(",", ".")
    return bare.lstrip("0") or "0"

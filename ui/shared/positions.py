"""Places in a text: records count characters, Qt UTF-16 units; an emoji is two of those."""

from __future__ import annotations

from itertools import accumulate


def to_qt(text: str) -> tuple[int, ...]:
    """For each character position 0..len(text), the same place in UTF-16 units."""
    return (0, *accumulate(2 if ord(letter) > 0xFFFF else 1 for letter in text))


def qt_length(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text)


def from_qt(text: str, position: int) -> int:
    """The character position of a place in UTF-16 units; the end when it lies behind the text."""
    for index, place in enumerate(to_qt(text)):
        if place >= position:
            return index
    return len(text)


def qt_place(text: str, at: int) -> int:
    """One character position in UTF-16 units; quick in texts of megabytes."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2

"""How far apart two texts are, in words."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+(?:['’.,@/-]\w+)*|[^\w\s]")
MOST = 1_500  # words; of what is longer, only the beginnings are compared


def words_of(text: str) -> list[str]:
    """Words and signs, as they are counted here."""
    return _WORD.findall(text)


def distance(before: str, after: str) -> int:
    """The fewest words put in, taken out or changed that make the one the other.

    V. I. Levenshtein, Soviet Physics Doklady 10, 1966, over words.
    """
    left, right = words_of(before)[:MOST], words_of(after)[:MOST]
    row = list(range(len(right) + 1))
    for number, word in enumerate(left, start=1):
        diagonal, row[0] = row[0], number
        for at, other in enumerate(right, start=1):
            kept = diagonal + (word != other)
            diagonal = row[at]
            row[at] = min(kept, diagonal + 1, row[at - 1] + 1)
    return row[-1]

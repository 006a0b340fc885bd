"""What stands at a place of a message: the words a person means, and whether they are hidden."""

from __future__ import annotations

from dataclasses import dataclass

AROUND = " \t\n.,;:!?()[]{}<>\"'“”„«»…"  # no part of a name or a number at its ends


@dataclass(frozen=True, slots=True)
class Asked:
    """Words of a message; type is what they are hidden as, "" where they are not."""

    text: str
    type: str
    selected: bool  # by the person, not taken by the program


def word_at(text: str, at: int) -> tuple[int, int]:
    """Start and end of the word at a place: up to the blanks around it, without punctuation.

    A number such as "A-88213" is one word. Equal places mean that there is none.
    """
    at = min(max(at, 0), len(text))
    start = end = at
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    while start < end and text[start] in AROUND:
        start += 1
    while end > start and text[end - 1] in AROUND:
        end -= 1
    return start, end


def shortened(text: str, most: int = 32) -> str:
    """Words for a menu, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"

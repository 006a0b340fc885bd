"""Several texts in one run of the model, as numbered lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.assistance.injection import planted
from copilot.records import Answer

_AROUND = re.compile(r"\[(?!\[)([^\[\]]+)\]|[\"“„«]([^\"“”„«»]+)[\"”“»]")
_LINE = re.compile(r"\s*(\d{1,2})[.):]\s*(\S.*)")


def numbered(texts: Sequence[str]) -> str:
    """The texts as lines "1. ...", in order."""
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))


def read_numbered(answer: Answer) -> dict[int, str]:
    """The lines of a numbered answer by number; planted ones, and the last of a cut one, are out.

    A number that comes twice counts the first time.
    """
    lines = answer.text.strip().splitlines()
    if answer.finish == "length":
        lines = lines[:-1]
    found: dict[int, str] = {}
    for line in filter(None, map(_LINE.match, lines)):
        if not planted(line[2]):
            found.setdefault(int(line[1]), _bare(" ".join(line[2].split())))
    return found


def _bare(text: str) -> str:
    """Without the brackets or quotation marks that the model puts around a whole line."""
    marked = _AROUND.fullmatch(text)
    return (marked[1] or marked[2]) if marked else text

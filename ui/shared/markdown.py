"""Markdown as plain words, with the way from each place of the text to its place in the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from copilot.records import PLACEHOLDER, placeholders_in_words

Edit = tuple[int, int, str]  # text[start:end] gives way to this

_HEADING = re.compile(r"^(#{1,6}[ \t]+)([^\r\n]*)", re.MULTILINE)
_RULE = re.compile(
    r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*(?:\r?\n|\Z)", re.M
)
_ROW = re.compile(r"^[ \t]*\|[^\r\n]*\|[ \t]*\r?$", re.MULTILINE)
_CELL_END = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
_BULLET = re.compile(r"^[ \t]*([-*])[ \t]+", re.MULTILINE)
# Within a line, and not far: every opening sign looks for its closing one.
_PAIRS = re.compile(r"(\*\*|(?<!\w)__|`)(?=\S)([^\r\n]{1,200}?)(?<=\S)\1")
_LINK = re.compile(r"(\[)[^\]\[\r\n]+(\]\()[^)\s]+\)")


@dataclass(frozen=True, slots=True)
class Plain:
    """The words; `headings` are stretches of them."""

    text: str
    headings: tuple[tuple[int, int], ...]
    edits: tuple[Edit, ...]
    grown: tuple[int, ...]  # by how many characters the words are longer after each edit

    def at(self, place: int, *, end: bool = False) -> int:
        """Where a place of the Markdown is in the words; inside what gave way: before or after."""
        last = bisect_right(self.edits, place, key=lambda edit: edit[0]) - 1
        if last < 0:
            return place
        start, stop, words = self.edits[last]
        before = self.grown[last - 1] if last else 0
        if place >= stop:
            return place + self.grown[last]
        return start + before + (len(words) if end and place > start else 0)


def plain_words(text: str) -> Plain:
    """Without the signs of headings, tables, lists, emphasis and links.

    The cells of a row stand with " · " between them; a placeholder says what it stands for.
    """
    edits = tuple(_apart(sorted(_edits(text), key=lambda edit: (edit[0], -edit[1]))))
    pieces, begin = [], 0
    for start, stop, words in edits:
        pieces += [text[begin:start], words]
        begin = stop
    shown = "".join((*pieces, text[begin:]))
    grown = tuple(accumulate(len(words) - (stop - start) for start, stop, words in edits))
    told = Plain(shown, (), edits, grown)
    headings = tuple(
        (told.at(found.start(2)), told.at(found.end(2), end=True))
        for found in _HEADING.finditer(text)
    )
    return Plain(shown, headings, edits, grown)


def _edits(text: str) -> Iterator[Edit]:
    for found in _HEADING.finditer(text):
        yield *found.span(1), ""
    for found in _RULE.finditer(text):
        yield *found.span(), ""
    for found in _ROW.finditer(text):
        yield from _row(text, *found.span())
    for found in _BULLET.finditer(text):
        yield *found.span(1), "•"
    for found in _PAIRS.finditer(text):
        yield found.start(), found.start(2), ""
        yield found.end(2), found.end(), ""
    for found in _LINK.finditer(text):
        yield *found.span(1), ""
        yield *found.span(2), " ("
    for found in PLACEHOLDER.finditer(text):
        yield *found.span(), placeholders_in_words(found.group())


def _row(text: str, start: int, stop: int) -> Iterator[Edit]:
    """The borders of a row's cells; those at its sides give way to nothing."""
    ends = list(_CELL_END.finditer(text, start, stop))
    for at, found in enumerate(ends):
        inner = 0 < at < len(ends) - 1
        yield *found.span(), " · " if inner else ""


def _apart(edits: list[Edit]) -> Iterator[Edit]:
    """Those that do not lie in one before; they come by their place, the longest first."""
    begin = 0
    for edit in edits:
        if edit[0] >= begin:
            begin = edit[1]
            yield edit

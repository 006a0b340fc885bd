"""Finds the sentences of a Markdown text, with their places."""

from __future__ import annotations

import re

# A line that starts something of its own, so that a sentence never runs across it.
_LINE_STARTS = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|#{1,6}\s|>|\|)|\s*$")
_MARK = re.compile(r"\s*(?:[-*+]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+|#{1,6}\s+|>\s*)?")
_HEADING = re.compile(r"\s*(?:#{1,6}\s|[-=|: ]+$|```)")
# Nothing is tried twice (++, *+): a line of a million dots takes no longer than one of words.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]*_]*+(?=\s++[\"'“‘(\[*_¿¡]*+[^\W_])")
_SHORT_FORM_WORDS = (
    "e.g i.e z.b d.h u.a bzw ca approx etc vs nr no inc ltd dr mr mrs ms st sr sra p.ej p.ex "
    "usw inkl max min tel abs art ca evtl ggf jan feb aug sept oct nov dec"
)
_SHORT_FORMS = frozenset(_SHORT_FORM_WORDS.split())
_LONGEST_SHORT_FORM = 24  # characters that are looked at; none of them is half as long
# "am 3. März", "innerhalb des 2. Werktags"; "up to 25. Repaired parts" are two sentences.
_COUNTED = re.compile(
    r"\s*(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez|werktag|tag|woche|monat|stock|quartal|"
    r"auflage|klasse|(?-i:[a-zäöü]))",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s*")
_LAST_WORD = re.compile(r"([\w.]+)\.$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The places (start, end) of sentences, list items and table rows; no headings."""
    return [
        span
        for start, end in _runs(text)
        if not _HEADING.match(text, start, end)
        for span in _split(text, start, end)
    ]


def _runs(text: str) -> list[tuple[int, int]]:
    """Stretches of lines that belong together: a paragraph, an item, a row, a heading."""
    runs: list[tuple[int, int]] = []
    place = 0
    joined = False
    for line in text.splitlines(keepends=True):
        end = place + len(line)
        if not line.strip():
            joined = False
        elif joined and not _LINE_STARTS.match(line):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((place, end))
            joined = not _HEADING.match(line)
        place = end
    return runs


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    mark = _MARK.match(text, start, end)
    start = mark.end() if mark else start
    spans: list[tuple[int, int]] = []
    for found in _END.finditer(text, start, end):
        before = text[max(start, found.end() - _LONGEST_SHORT_FORM) : found.end()]
        if not _is_short_form(before, text[found.end() : found.end() + _LONGEST_SHORT_FORM]):
            spans.append((start, found.end()))
            blanks = _BLANKS.match(text, found.end(), end)
            start = blanks.end() if blanks else found.end()
    last = start + len(text[start:end].rstrip())
    if last > start:
        spans.append((start, last))
    return spans


def _is_short_form(text: str, after: str) -> bool:
    """Whether the full stop at the end of `text` belongs to a short form or a German date."""
    word = _LAST_WORD.search(text)
    if word is None:
        return False
    found = word[1].lower()
    if found.isdigit():
        return len(found) <= 2 and bool(_COUNTED.match(after))
    return found in _SHORT_FORMS or len(found) == 1

"""Sentences of a customer's mail, with their places."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…]+[\"'”’)]*(?=\s|$)|(?=\n|$))")
_FALSE_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|z\.B|d\.h|Nr|No|Dr|Mr|Mrs|Ms|St|ca|bzw|approx|etc|Sr|Sra)|(?<![\d.,])\b\d{1,2})\.$"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The places (start, end) of the sentences of plain text; a line break ends one, too."""
    spans: list[tuple[int, int]] = []
    open_start: int | None = None
    for found in _SENTENCE.finditer(text):
        piece = found[0]
        start = found.start() + len(piece) - len(piece.lstrip())
        first = start if open_start is None else open_start
        line_ends = found.end() == len(text) or text[found.end()] == "\n"
        if _FALSE_END.search(piece) and not line_ends:
            open_start = first
            continue
        open_start = None
        if text[first : found.end()].strip():
            spans.append((first, found.end()))
    return spans


def sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentence_spans(text)]

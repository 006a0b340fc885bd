"""Takes Markdown apart into the things that should stay whole: paragraphs, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from copilot.knowledge.reading.markdown import plain_words
from copilot.knowledge.splitting import sentence_spans

# What is in a line is never looked at, and it would take most of the time.
_MARKDOWN = MarkdownIt("commonmark").enable("table").disable("inline")
_LINE_END = re.compile(r"\r\n?|\n")
_ITEMS = ("bullet_list_open", "ordered_list_open")
_TABLE = "table_open"
_LINES_OF_A_HEAD = 3  # names, dashes, and the first row, without which they say nothing

Span = tuple[int, int]
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """text[start:end] of each part, without gaps; it may be cut between parts if it must."""

    parts: tuple[Span, ...]
    path: Path  # of headings


@dataclass(frozen=True, slots=True)
class _Lines:
    """A block of lines [first, last)."""

    first: int
    last: int
    path: Path
    kind: str = ""
    inner: tuple[int, ...] = ()  # the lines between which it may be cut


def things(text: str) -> Iterator[Thing]:
    """All of `text` but headings and rules, in order.

    The sentence that leads to a list or table belongs to it: "You need:" says nothing alone.
    """
    starts = _line_starts(text)
    lead: _Lines | None = None
    for block in _without_gaps(text, starts):
        own = _parts(block, starts)
        if lead is not None:
            before = _span(lead, starts)
            at = _lead_in(text, before) if block.inner and lead.path == block.path else None
            if at is not None and at > before[0]:
                yield Thing(((before[0], at),), lead.path)
            if at is None:
                yield Thing((before,), lead.path)
            else:
                own = ((at, own[0][1]), *own[1:])
        lead = block if block.kind == "paragraph_open" else None
        if lead is None:
            yield Thing(own, block.path)
    if lead is not None:
        yield Thing((_span(lead, starts),), lead.path)


def _line_starts(text: str) -> list[int]:
    """Where lines begin as Markdown counts them, and where the last one ends."""
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    return starts if starts[-1] == len(text) else [*starts, len(text)]


def _span(block: _Lines, starts: Sequence[int]) -> Span:
    end = len(starts) - 1
    return starts[min(block.first, end)], starts[min(block.last, end)]


def _parts(block: _Lines, starts: Sequence[int]) -> tuple[Span, ...]:
    end = len(starts) - 1
    places = [starts[min(line, end)] for line in (block.first, *block.inner, block.last)]
    return tuple(pairwise(places))


def _lead_in(text: str, before: Span) -> int | None:
    """Where the last sentence of a paragraph begins, if it leads to what follows."""
    paragraph = text[before[0] : before[1]]
    spans = sentence_spans(paragraph)
    if not spans or not (len(spans) == 1 or paragraph.rstrip().rstrip("*_").endswith(":")):
        return None
    return before[0] + (spans[-1][0] if len(spans) > 1 else 0)


def _without_gaps(text: str, starts: Sequence[int]) -> Iterator[_Lines]:
    """The blocks of Markdown, and what it shows nowhere, such as the addresses of links."""
    path: Path = ()
    done = 0
    for block in _blocks(text):
        yield from _gap(text, starts, _Lines(done, block.first, path))
        path, done = block.path, block.last
        if block.kind not in ("heading_open", "hr"):
            yield block
    yield from _gap(text, starts, _Lines(done, len(starts) - 1, path))


def _gap(text: str, starts: Sequence[int], lines: _Lines) -> Iterator[_Lines]:
    start, end = _span(lines, starts)
    if text[start:end].strip():
        yield lines


def _blocks(text: str) -> Iterator[_Lines]:
    tokens = _MARKDOWN.parse(text)
    path: list[tuple[int, str]] = []
    for place, token in enumerate(tokens):
        if token.level or not token.map or token.nesting < 0:
            continue
        if token.type == "heading_open":
            depth, name = int(token.tag[1]), plain_words(tokens[place + 1].content)
            path = [entry for entry in path if entry[0] < depth]
            path += [(depth, name)] if name else []
        first, last = token.map
        names = tuple(name for _, name in path)
        yield _Lines(first, last, names, token.type, tuple(_inner(tokens, place, token)))


def _inner(tokens: Sequence[Token], place: int, token: Token) -> Iterator[int]:
    """The lines before which an item or a row begins."""
    first, last = token.map or (0, 0)
    if token.type == _TABLE:
        yield from range(first + _LINES_OF_A_HEAD, last)
    elif token.type in _ITEMS:
        for at in range(place + 1, len(tokens)):
            inner = tokens[at]
            if inner.level == 0:
                return
            if inner.type == "list_item_open" and inner.level == 1 and inner.map:
                line = inner.map[0]
                if first < line < last:
                    yield line

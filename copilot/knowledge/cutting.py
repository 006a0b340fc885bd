"""Cuts a Markdown document into passages along its headings, lists, tables and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from copilot.knowledge.splitting import sentence_spans
from copilot.records import Passage, RedactedText, SourceDocument

FEWEST = 80  # words; a shorter passage takes in what follows, across a heading if need be
MOST = 220  # words; all-MiniLM-L6-v2 reads 256 word pieces
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_OPENS_PARTS = {"bullet_list_open": "list_item_open", "ordered_list_open": "list_item_open"}


@dataclass(frozen=True, slots=True)
class _Block:
    """text[start:end] that should stay in one piece, under the headings of `path`."""

    start: int
    end: int
    path: tuple[str, ...]
    words: int


def cut(document: SourceDocument) -> tuple[Passage, ...]:
    """The passages of a document in order, without overlap, id 0; all its words but headings.

    A passage holds FEWEST to MOST words where the structure allows. One that spans several small
    sections carries the heading they share.
    """
    text = document.text
    blocks = [piece for block in _blocks(text) for piece in _small_enough(text, block)]
    return tuple(_passage(document, group) for group in _groups(blocks))


def _passage(document: SourceDocument, group: list[_Block]) -> Passage:
    start, end = group[0].start, group[-1].end
    return Passage(
        id=0,
        source_id=document.id,
        kind=document.kind,
        title=document.title,
        heading=" › ".join(_shared([block.path for block in group])),
        text=RedactedText(document.text[start:end]),
        start=start,
        end=end,
        scope=document.scope,
        changed=document.changed,
    )


def _blocks(text: str) -> Iterator[_Block]:
    lines = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]
    path: list[tuple[int, str]] = []
    tokens = _MARKDOWN.parse(text)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            depth = int(token.tag[1])
            path = [entry for entry in path if entry[0] < depth]
            path.append((depth, tokens[place + 1].content.strip()))
        elif token.level == 0 and token.map and token.nesting >= 0 and token.type != "hr":
            names = tuple(name for _, name in path)
            for start, end in _parts(tokens, place, token):
                block = _trimmed(text, lines[start], lines[min(end, len(lines) - 1)], names)
                if block.words:
                    yield block


def _parts(tokens: list[Token], place: int, token: Token) -> list[tuple[int, int]]:
    """The line ranges of a block: one for each item of a list, one for all else."""
    first, last = token.map or (0, 0)
    part = _OPENS_PARTS.get(token.type)
    if part is None:
        return [(first, last)]
    starts = [
        inner.map[0]
        for inner in tokens[place:]
        if inner.type == part and inner.level == 1 and inner.map and inner.map[0] < last
    ]
    return list(pairwise([*starts, last]))


def _trimmed(text: str, start: int, end: int, path: tuple[str, ...]) -> _Block:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip("\n"))
    right = max(left, end - (len(piece) - len(piece.rstrip())))
    return _Block(left, right, path, len(text[left:right].split()))


def _small_enough(text: str, block: _Block) -> Iterator[_Block]:
    if block.words <= MOST:
        yield block
        return
    for start, end in _stretches(text[block.start : block.end]):
        yield _trimmed(text, block.start + start, block.start + end, block.path)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Cuts a long block before a sentence or row, and a sentence without end at a word."""
    start = 0
    for cut_at in _cut_points(text):
        if len(text[start:cut_at].split()) >= MOST - FEWEST:
            yield start, cut_at
            start = cut_at
    yield start, len(text)


def _cut_points(text: str) -> list[int]:
    spans = sentence_spans(text)
    points = {start for start, _ in spans}
    for start, end in spans:
        words = [found.start() for found in re.finditer(r"\S+", text[start:end])]
        points.update(start + at for at in words[MOST - FEWEST :: MOST - FEWEST])
    return sorted(points - {0})


def _groups(blocks: list[_Block]) -> Iterator[list[_Block]]:
    group: list[_Block] = []
    words = 0
    for block in blocks:
        full = words + block.words > MOST
        moves_on = bool(group) and block.path != group[-1].path and words >= FEWEST
        if group and (full or moves_on):
            yield group
            group, words = [], 0
        group.append(block)
        words += block.words
    if group:
        yield group


def _shared(paths: list[tuple[str, ...]]) -> tuple[str, ...]:
    same = 0
    for names in zip(*paths, strict=False):
        if len(set(names)) > 1:
            break
        same += 1
    return paths[0][:same]

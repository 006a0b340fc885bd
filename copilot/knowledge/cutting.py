"""Cuts a Markdown document into passages along its headings, lists, tables and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copilot.knowledge.blocks import Span, things
from copilot.knowledge.splitting import sentence_spans
from copilot.knowledge.tongue import language_of
from copilot.records import Passage, RedactedText, SourceDocument

FEWEST = 80  # words; a shorter passage takes in what follows, across a heading if need be
MOST = 220  # words; all-MiniLM-L6-v2 reads 256 word pieces


@dataclass(frozen=True, slots=True)
class _Block:
    """text[start:end] that should stay in one piece, under the headings of `path`."""

    start: int
    end: int
    path: tuple[str, ...]
    words: int


def cut(document: SourceDocument) -> tuple[Passage, ...]:
    """The passages of a document in order, without overlap, id 0; all its words but headings.

    A passage holds FEWEST to MOST words where the structure allows. A list with the sentence that
    leads to it, or a table with its header, is cut only when it is longer than that. One that
    spans several small sections carries the heading they share. Where the document's language is
    not known ("") each passage has its own.
    """
    text = document.text
    blocks = [block for thing in things(text) for block in _whole(text, thing.parts, thing.path)]
    language = document.language or language_of(text) or "en"
    return tuple(_passage(document, group, language) for group in _groups(blocks))


def _passage(document: SourceDocument, group: list[_Block], language: str) -> Passage:
    start, end = group[0].start, group[-1].end
    text = document.text[start:end]
    return Passage(
        id=0,
        source_id=document.id,
        kind=document.kind,
        title=document.title,
        heading=" › ".join(_shared([block.path for block in group])),
        text=RedactedText(text),
        start=start,
        end=end,
        scope=document.scope,
        changed=document.changed,
        language=document.language or language_of(text) or language,
        team=document.team,
        valid_from=document.valid_from,
        valid_until=document.valid_until,
    )


def _whole(text: str, parts: tuple[Span, ...], path: tuple[str, ...]) -> Iterator[_Block]:
    """A thing in one block where it is short enough, else its parts, cut up where they must be."""
    block = _trimmed(text, parts[0][0], parts[-1][1], path)
    if block.words <= MOST:
        if block.words:
            yield block
        return
    for start, end in parts:
        part = _trimmed(text, start, end, path)
        if part.words > MOST:
            for begins, ends in _stretches(text[part.start : part.end]):
                yield _trimmed(text, part.start + begins, part.start + ends, path)
        elif part.words:
            yield part


def _trimmed(text: str, start: int, end: int, path: tuple[str, ...]) -> _Block:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip("\r\n"))
    right = max(left, end - (len(piece) - len(piece.rstrip())))
    return _Block(left, right, path, len(text[left:right].split()))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Cuts a long block before a sentence or row, and where none comes in time, before a word."""
    sentences = {start for start, _ in sentence_spans(text)}
    start = words = 0
    for found in re.finditer(r"\S+", text):
        place = found.start()
        if words >= MOST or (words >= MOST - FEWEST and place in sentences):
            yield start, place
            start, words = place, 0
        words += 1
    yield start, len(text)


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

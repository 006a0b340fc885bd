"""From the lines of printed pages to Markdown: headings, paragraphs, lists, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from copilot.knowledge.reading.printed_line import BULLET, LEADERS, NUMBER, Line
from copilot.knowledge.reading.printed_table import Table, with_tables

_LARGER = 1.12  # times the body's size: surely a heading
_WORDS_OF_A_HEADING = 16
_DEEPEST = 4
_GAP = 1.35  # times the usual distance of two lines: a new paragraph
_SHORT = 0.8  # of the widest line: a sentence that ends before it ends a paragraph
_FEWEST_PAGES = 4  # to tell running heads from text
_REPEATED = 0.6  # of the pages
_EDGE_LINES = 2  # at the top and at the bottom of a page
_ITEM = re.compile(r"- |\d{1,2}\. ")
_DIGITS = re.compile(r"\d+")
_ENDS = (".", "!", "?", ":", "…")


Page = Sequence[Line]


@dataclass(frozen=True, slots=True)
class Layout:
    """What is usual in one document."""

    body: float  # size of most of the text
    levels: dict[float, int]  # heading sizes to depths, 1 for the largest
    pitch: float  # distance of two lines of a paragraph
    right: float  # where full lines end


def as_markdown(pages: Sequence[Page], title: str) -> tuple[str, str]:
    """(title, text) of pages; the first heading is the title where `title` is "".

    Where no heading stands out by its size, each page is a section, so that a passage can be found
    again in print.
    """
    pages = _without_running_heads(pages)
    layout = _layout([line for page in pages for line in page])
    if not layout.levels:
        return title, "\n".join(_by_page(pages, layout))
    blocks = list(_blocks([line for page in pages for line in page], layout))
    depth, first = blocks[0]
    if depth and (not title or _same(title, first)):
        title, blocks = title or first, blocks[1:]
    depths = sorted({depth for depth, _ in blocks if depth})
    marks = {depth: f"{'#' * at} " for at, depth in enumerate(depths, start=2)}
    return title, _put_together([marks.get(depth, "") + text for depth, text in blocks])


def _put_together(texts: Sequence[str]) -> str:
    """Items of a list on lines that follow each other, all else apart."""
    written = texts[0] if texts else ""
    for before, text in pairwise(texts):
        in_list = _ITEM.match(before) and _ITEM.match(text)
        written += f"\n{text}" if in_list else f"\n\n{text}"
    return written


def _by_page(pages: Sequence[Page], layout: Layout) -> Iterator[str]:
    for number, page in enumerate(pages, start=1):
        text = _put_together([text for _, text in _blocks(page, layout)])
        if text:
            yield f"## Page {number}\n\n{text}\n" if len(pages) > 1 else text


def _same(left: str, right: str) -> bool:
    return left.lower().split() == right.lower().split()


def _layout(lines: Sequence[Line]) -> Layout:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted({one.size for one in lines if _is_heading(one, body)}, reverse=True)
    levels = {size: min(at, _DEEPEST) for at, size in enumerate(larger, start=1)}
    own = [line for line in lines if line.size == body]
    pitches = [a.y - b.y for a, b in pairwise(own) if 0 < a.y - b.y < 4 * body]
    right = max((line.right for line in own), default=0.0)
    return Layout(body, levels, median(pitches) if pitches else body * 1.2, right)


def _is_heading(line: Line, body: float) -> bool:
    words = line.text.split()
    return (
        line.size >= body * _LARGER
        and len(words) <= _WORDS_OF_A_HEADING
        and any(any(letter.isalpha() for letter in word) for word in words)
    )


def _blocks(lines: Sequence[Line], layout: Layout) -> Iterator[tuple[int, str]]:
    """(depth of a heading or 0, text) of the stretches of lines that belong together."""
    run: list[Line] = []
    for line in with_tables(lines):
        if run and (isinstance(line, Table) or not _goes_on(run[-1], line, run[0], layout)):
            yield _block(run, layout)
            run = []
        if isinstance(line, Table):
            yield 0, line.markdown()
        else:
            run.append(line)
    if run:
        yield _block(run, layout)


def _depth(line: Line, layout: Layout) -> int:
    return layout.levels.get(line.size, 0) if _is_heading(line, layout.body) else 0


def _goes_on(before: Line, line: Line, first: Line, layout: Layout) -> bool:
    depth, gap = _depth(before, layout), before.y - line.y
    if depth or _depth(line, layout):
        return depth == _depth(line, layout) and 0 <= gap <= 1.6 * line.size
    if BULLET.match(line.text) or NUMBER.match(line.text):
        return False
    if gap < 0:  # another page or column
        return not before.text.endswith(_ENDS)
    if gap > _GAP * layout.pitch:
        return False
    in_list = BULLET.match(first.text) or NUMBER.match(first.text)
    if in_list and line.left < first.left + 1:
        return False
    return not (before.text.endswith(_ENDS) and before.right < layout.right * _SHORT)


def _block(run: Sequence[Line], layout: Layout) -> tuple[int, str]:
    text = _joined([line.text for line in run])
    depth = _depth(run[0], layout)
    if not depth:
        text = NUMBER.sub(r"\1. ", BULLET.sub("- ", text, count=1), count=1)
    return depth, text


def _joined(lines: Sequence[str]) -> str:
    """Lines as one, with words put together that were divided at the end of a line."""
    text = ""
    for line in lines:
        if (
            text.endswith(("-", "\u00ad", "\u2010"))
            and line[:1].islower()
            and text[-2:-1].isalpha()
        ):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return " ".join(LEADERS.sub(" … ", text).split())


def _without_running_heads(pages: Sequence[Page]) -> list[Page]:
    """The pages without titles and numbers that come back at the edge of most of them."""
    if len(pages) < _FEWEST_PAGES:
        return list(pages)
    seen = Counter(key for page in pages for key in {_head(line) for line in _edges(page)})
    running = {key for key, count in seen.items() if count >= _REPEATED * len(pages)}
    return [
        [
            line
            for at, line in enumerate(page)
            if _head(line) not in running or _EDGE_LINES <= at < len(page) - _EDGE_LINES
        ]
        for page in pages
    ]


def _edges(page: Page) -> list[Line]:
    return [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]


def _head(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text.strip()), round(line.y / 10)

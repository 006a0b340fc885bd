"""Reads Markdown: title, text, and what its comments and tags hide."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import accumulate

from copilot.knowledge.reading.visibility import Look, declarations, gone, look

_FIRST_HEADING = re.compile(
    r"\A\s*(?:#(?P<atx>[ \t][^\n]*)(?:\n|\Z)|(?P<under>[^\n]+)\n=+[ \t]*(?:\n|\Z))"
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_FENCED = re.compile(
    r"^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}\1[^\n]*$|\Z)", re.DOTALL | re.MULTILINE
)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^\n]{1,300}?(?<!`)\1(?!`)")
# [//]: # (a note): a link to nowhere, which shows nothing
_REFERENCE = re.compile(
    r"^ {0,3}\[[^\]\n]+\]:[ \t]*(?:<>|#)[ \t]*(?:\n[ \t]*)?(?:\(.*?\)|\".*?\"|'.*?')[ \t]*$",
    re.MULTILINE,
)
_TAGS = re.compile(r"(?:<[^<>]*>|\s)*")
_TAGS_AT_MOST = 500  # characters between two texts that count as one place
_WITHOUT_END = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_WITHOUT_END.split())

Span = tuple[int, int]


def read_markdown(body: str, left_out: Counter[str], *, title: str = "") -> tuple[str, str]:
    """(title or "", the text below it) of Markdown without front matter.

    The first heading is the title; where another `title` was given, it stays in the text. What
    people do not see once it is rendered goes and is added to `left_out`; what stands in code is
    shown as it is written, so it stays.
    """
    text = body
    if "<!--" in text:
        text = _without_comments(text, _comments(text), left_out)
    if "]:" in text:
        references = [found.span() for found in _REFERENCE.finditer(text)]
        text = _without_comments(text, references, left_out)
    if "<" in text:
        text = _without_unseen(text, left_out)
    heading = _FIRST_HEADING.match(text)
    named = plain_words(heading["atx"] or heading["under"]) if heading else ""
    if heading is None or title not in ("", named):
        return title, text
    return named, text[heading.end() :]


def plain_words(marked: str) -> str:
    """A heading without the marks of links, code and emphasis."""
    marked = re.sub(r"[ \t]#+\Z", "", marked.rstrip())
    return " ".join(re.sub(r"[*`]|\\(?=[^\w\s])", "", _LINK.sub(r"\1", marked)).split())


class _Code:
    """Where a Markdown text shows things as they are written."""

    def __init__(self, text: str) -> None:
        fenced = [found.span() for found in _FENCED.finditer(text)]
        spans = sorted(fenced + [found.span() for found in _CODE.finditer(text)])
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def holds(self, place: int) -> bool:
        at = bisect_right(self._starts, place)
        return at > 0 and place < self._ends[at - 1]


def _comments(text: str) -> list[Span]:
    """One that is never closed hides the rest where it begins a line, and is shown elsewhere."""
    spans: list[Span] = []
    place = text.find("<!--")
    while place >= 0:
        end = text.find("-->", place + 4) + 3
        if end < 3:
            begins = text[text.rfind("\n", 0, place) + 1 : place].isspace()
            if begins or place == 0 or text[place - 1] == "\n":
                spans.append((place, len(text)))
            break
        spans.append((place, end))
        place = text.find("<!--", end)
    return spans


def _without_comments(text: str, spans: list[Span], left_out: Counter[str]) -> str:
    code = _Code(text)
    spans = [span for span in spans if not code.holds(span[0])]
    left_out["comments"] += sum(bool(text[start:end].strip("<!->\n ")) for start, end in spans)
    return "".join(_between(text, spans))


def _between(text: str, spans: list[Span]) -> Iterator[str]:
    place = 0
    for start, end in spans:
        yield text[place:start]
        place = max(place, end)
    yield text[place:]


class _Unseen(HTMLParser):
    """Collects the places of text that lies in tags which hide it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.spans: list[tuple[Span, str]] = []
        self._text = text
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._code = _Code(text)
        self._open: list[tuple[str, Look, str]] = []  # tag, how text in it looks, why it is gone
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID or self._code.holds(self._place()):
            return
        named = {name: value or "" for name, value in attrs}
        styles = declarations(named.get("style", ""))
        _, around, why = self._open[-1] if self._open else ("", Look(), "")
        self._open.append((tag, look(named, styles, around), why or gone(named, styles)))

    def handle_endtag(self, tag: str) -> None:
        tags = [opened for opened, _, _ in self._open]
        if tag in tags and not self._code.holds(self._place()):
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        _, here, gone_for = self._open[-1] if self._open else ("", Look(), "")
        why = gone_for or here.unseen()
        place = self._place()
        if why and data.strip() and not self._code.holds(place):
            if self.spans and self._only_tags(self.spans[-1][0][1], place):
                (place, _), _ = self.spans.pop()
            self.spans.append(((place, self._place() + len(data)), why))

    def _only_tags(self, start: int, end: int) -> bool:
        return end - start < _TAGS_AT_MOST and bool(_TAGS.fullmatch(self._text, start, end))

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Not even <script> keeps the tags after it from being read: it may stand in code."""

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _without_unseen(text: str, left_out: Counter[str]) -> str:
    found = _Unseen(text).spans
    for _, why in found:
        left_out[why] += 1
    return "".join(_between(text, [span for span, _ in found]))

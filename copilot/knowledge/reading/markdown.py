"""Reads Markdown: title, text, and what its comments and tags hide."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
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
_QUOTED = r"\"[^\"]{0,500}\"|'[^']{0,500}'"
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w:-]{0,50})"
    rf"(?P<attributes>[\s/](?:[^<>\"']++|{_QUOTED}){{0,200}}+)?>"
)
_ATTRIBUTE = re.compile(rf"(?P<name>[^\s=/\"'<>]+)(?:\s*=\s*(?P<value>{_QUOTED}|[^\s\"'<>]+))?")
_DEEPEST = 100  # elements in one another
_WITHOUT_END = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_WITHOUT_END.split())

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Element:
    """A tag that is open."""

    name: str
    look: Look
    why: str  # why all in it is gone; "" where it is not


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


def _without_unseen(text: str, left_out: Counter[str]) -> str:
    """The text without what lies in tags that hide it, and without the tags within."""
    spans: list[Span] = []
    before = ""
    for (start, end), why in _hidden(text):
        if before == why and not _TAG.sub("", text[spans[-1][1] : start]).strip():
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
            left_out[why] += 1
        before = why
    return "".join(_between(text, spans))


def _hidden(text: str) -> Iterator[tuple[Span, str]]:
    """The stretches between tags that nobody sees, and why."""
    code = _Code(text)
    inside: list[_Element] = []
    here = _Element("", Look(), "")
    place = 0
    for tag in _TAG.finditer(text):
        if code.holds(tag.start()):
            continue
        why = here.why or here.look.unseen()
        if why and text[place : tag.start()].strip():
            yield (place, tag.start()), why
        place = tag.end()
        name = tag["name"].lower()
        if tag["end"]:
            _close(name, inside)
        elif name not in _VOID and len(inside) < _DEEPEST:
            inside.append(_opened(tag["attributes"] or "", name, here))
        here = inside[-1] if inside else _Element("", Look(), "")
    why = here.why or here.look.unseen()
    if why and text[place:].strip():
        yield (place, len(text)), why


def _opened(written: str, name: str, around: _Element) -> _Element:
    attributes = {
        found["name"].lower(): found["value"].strip("\"'") if found["value"] else ""
        for found in _ATTRIBUTE.finditer(written)
    }
    styles = declarations(unescape(attributes.get("style", "")))
    return _Element(
        name, look(attributes, styles, around.look), around.why or gone(attributes, styles)
    )


def _close(name: str, inside: list[_Element]) -> None:
    """Ends the nearest element of this name and all in it; an end without a beginning is none."""
    for at in range(len(inside) - 1, -1, -1):
        if inside[at].name == name:
            del inside[at:]
            return

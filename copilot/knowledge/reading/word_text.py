"""Writes the paragraphs, lists and tables of a Word document as Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from copilot.knowledge.reading.unseen import seen_characters
from copilot.knowledge.reading.word_look import Looks

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DEEPEST_HEADING = 5
_HEADING_STYLE = re.compile(r"heading (\d)$")
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_DELETED = ("del", "moveFrom")
_GOES_INTO = (
    "ins",
    "moveTo",
    "smartTag",
    "fldSimple",
    "sdt",
    "sdtContent",
    "customXml",
    "dir",
    "bdo",
)

Element = Any  # of lxml
Block = tuple[str, str]  # "paragraph", "item", "table" or "heading"; text


class Writer:
    """One document on its way to Markdown; what people do not see is counted in `left_out`."""

    def __init__(
        self, document: Element, left_out: Counter[str], *, notes: Sequence[Element] = ()
    ) -> None:
        self._part = document.part
        self._body = document.element.body
        self._looks = Looks(document)
        self._left_out = left_out
        self._notes = notes  # footnotes and endnotes; they follow the text
        self._numbers: Counter[tuple[str, int]] = Counter()
        self._title = ""

    def written(self) -> tuple[str, str]:
        """(title or "", the Markdown below it)."""
        pieces: list[str] = []
        before = ""
        for kind, text in self._all():
            together = kind == before == "item"
            pieces.append(("\n" if together else "\n\n") + text if pieces else text)
            before = kind
        self._left_out["comments"] += sum(1 for _ in self._body.iter(f"{_W}commentReference"))
        return self._title, "".join(pieces).strip() + "\n"

    def _all(self) -> Iterator[Block]:
        yield from self._blocks(self._body)
        for note in (note for part in self._notes for note in part.iterchildren()):
            if note.get(f"{_W}type") is None:  # else it is the line above the notes
                yield from self._blocks(note)

    def _blocks(self, parent: Element) -> Iterator[Block]:
        for child in parent.iterchildren():
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in _GOES_INTO:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        text = "" if self._is_in_contents(paragraph) else self._words(paragraph)
        if text:
            depth = self._depth(paragraph)
            if depth == 0 or (depth == 1 and not self._title):
                if not self._title:
                    self._title = " ".join(text.split())
                else:
                    yield "heading", f"## {' '.join(text.split())}"
            elif depth is not None:
                marks = "#" * (min(depth, _DEEPEST_HEADING) + 1)
                yield "heading", f"{marks} {' '.join(text.split())}"
            elif listed := self._looks.list_level(paragraph):
                yield "item", self._item(text, *listed)
            else:
                yield "paragraph", text
        for box in paragraph.iter(f"{_W}txbxContent"):
            if next(box.iterancestors(f"{_W}p"), None) is paragraph and not _is_fallback(box):
                yield from self._blocks(box)

    def _is_in_contents(self, paragraph: Element) -> bool:
        """Whether it is a line of the table of contents, which leads nowhere here."""
        return any(style.name.startswith("toc ") for style in self._looks.styles_of(paragraph))

    def _depth(self, paragraph: Element) -> int | None:
        """0 for the title, 1 to 9 for a heading."""
        for style in self._looks.styles_of(paragraph):
            if style.name == "title":
                return 0
            if found := _HEADING_STYLE.match(style.name):
                return int(found[1])
        return self._looks.outline_level(paragraph)

    def _item(self, text: str, list_id: str, level: int, ordered: bool) -> str:
        self._numbers[list_id, level] += 1
        for deeper in range(level + 1, 10):
            self._numbers.pop((list_id, deeper), None)
        mark = f"{self._numbers[list_id, level]}." if ordered else "-"
        indent = "   " * level
        inner = f"\n{indent}{' ' * (len(mark) + 1)}"
        return f"{indent}{mark} {text.replace(chr(10), inner)}"

    def _words(self, paragraph: Element) -> str:
        text = seen_characters("".join(self._runs(paragraph, paragraph)), self._left_out)
        lines = (" ".join(line.split()) for line in text.replace("\xa0", " ").split("\n"))
        return "\n".join(line for line in lines if line)

    def _runs(self, parent: Element, paragraph: Element) -> Iterator[str]:
        for child in parent.iterchildren():
            name = _name(child)
            if name == "r":
                yield self._run(child, paragraph)
            elif name == "hyperlink":
                yield self._link(child, "".join(self._runs(child, paragraph)))
            elif name in _DELETED:
                deleted = "".join(text.text or "" for text in child.iter(f"{_W}delText", f"{_W}t"))
                self._left_out["deleted text"] += bool(deleted.strip())
            elif name in _GOES_INTO:
                yield from self._runs(child, paragraph)

    def _run(self, run: Element, paragraph: Element) -> str:
        text = "".join(
            (child.text or "") if _name(child) == "t" else _SIGNS.get(_name(child), "")
            for child in run.iterchildren()
        )
        why = self._looks.unseen(run, paragraph) if text.strip() else ""
        if why:
            self._left_out[why] += 1
            return ""
        return text

    def _link(self, link: Element, text: str) -> str:
        relation = self._part.rels.get(link.get(_R_ID)) if link.get(_R_ID) else None
        if relation is None or not relation.is_external or not text.strip():
            return text
        address = str(relation.target_ref)
        leads_out = address.lower().startswith(("http://", "https://", "mailto:"))
        return f"[{text}]({address})" if leads_out and address != text else text

    def _table(self, table: Element) -> Iterator[Block]:
        """A table with two rows and columns at least; a smaller one only frames its text."""
        rows = [list(self._row(row)) for row in _inside(table, "tr")]
        width = max((len(row) for row in rows), default=0)
        if len(rows) < 2 or width < 2:
            for cell in (cell for row in _inside(table, "tr") for cell in _inside(row, "tc")):
                yield from self._blocks(cell)
            return
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        if any(any(row) for row in rows):
            yield "table", "\n".join(lines)

    def _row(self, row: Element) -> Iterator[str]:
        for cell in _inside(row, "tc"):
            span, goes_on = _merged(cell)
            said = [] if goes_on else [text for _, text in self._blocks(cell)]
            yield " ".join(" ".join(said).split()).replace("|", "/")
            yield from [""] * (span - 1)


def _merged(cell: Element) -> tuple[int, bool]:
    """(columns it takes, whether it belongs to the cell above it)."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    columns = int(span.get(f"{_W}val") or 1) if span is not None else 1
    return min(max(columns, 1), 63), merge is not None and merge.get(f"{_W}val") != "restart"


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    for child in parent.iterchildren():
        if _name(child) == wanted:
            yield child
        elif _name(child) in _GOES_INTO:
            yield from _inside(child, wanted)


def _is_fallback(element: Element) -> bool:
    return next(element.iterancestors(_FALLBACK), None) is not None


def _name(element: Element) -> str:
    tag = element.tag
    return tag.removeprefix(_W) if isinstance(tag, str) else ""

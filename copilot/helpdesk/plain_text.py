"""HTML messages as plain text, for helpdesks that keep no text version."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr",
    "ul",
}  # fmt: skip
_PARAGRAPHS = {"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"}
_UNSEEN = {"head", "script", "style", "template", "title"}
_BREAK = "\x00"  # a line break; kept apart from the meaningless ones in the source


def text_of_html(html: str) -> str:
    """The words of an HTML message, a line each block, links with their address behind them."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = [line.strip() for line in "".join(reader.pieces).split(_BREAK)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0
        self._kept_lines = 0  # depth of <pre>
        self._links: list[tuple[str, int]] = []  # (address, place of its words in pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS:
            self._break(tag)
        if tag == "pre":
            self._kept_lines += 1
        if tag == "li":
            self.pieces.append("- ")
        if tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.pieces)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag == "pre":
            self._kept_lines = max(0, self._kept_lines - 1)
        if tag == "a" and self._links:
            self._add_address(*self._links.pop())
        if tag in _BLOCKS and tag not in ("br", "hr"):
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        data = data.replace(_BREAK, "")
        if self._kept_lines:
            self.pieces.append(data.replace("\r\n", "\n").replace("\n", _BREAK))
        else:
            self.pieces.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _break(self, tag: str) -> None:
        if tag == "br":
            self.pieces.append(_BREAK)
            return
        end = "".join(self.pieces[-2:]).rstrip(" ")
        wanted = _BREAK * (2 if tag in _PARAGRAPHS else 1)
        while end and wanted and end.endswith(_BREAK):
            end, wanted = end[:-1], wanted[:-1]
        if self.pieces:
            self.pieces.append(wanted)

    def _add_address(self, address: str, place: int) -> None:
        words = "".join(self.pieces[place:]).strip()
        if address.startswith(("http://", "https://")) and address != words:
            self.pieces.append(f" <{address}>")

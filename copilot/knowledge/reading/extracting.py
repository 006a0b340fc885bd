"""Takes HTML, PDF and DOCX files apart; runs in the engine process, which can reach nothing."""

from __future__ import annotations

from pathlib import PurePath

from copilot.knowledge.reading.content import largest, too_large
from copilot.knowledge.reading.html import extract_html
from copilot.knowledge.reading.listing import Unreadable
from copilot.knowledge.reading.pdf import extract_pdf
from copilot.knowledge.reading.word import extract_word
from copilot.records import Extracted

_EXTRACT = {
    ".html": extract_html,
    ".htm": extract_html,
    ".pdf": extract_pdf,
    ".docx": extract_word,
}
SUFFIXES = tuple(_EXTRACT)


def extract(name: str, data: bytes) -> Extracted:
    """What the file `name` (its suffix decides) says to a person, as Markdown.

    Not for two threads at once: PDFium is not made for it. Raises Unreadable.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in _EXTRACT:
        raise Unreadable(f"is of a kind that cannot be read ({suffix or 'no suffix'})")
    if len(data) > largest(suffix):
        raise too_large(suffix)
    return _EXTRACT[suffix](data)

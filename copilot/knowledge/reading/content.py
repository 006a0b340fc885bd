"""Looks at what a file holds before it is read: size, kind and encoding."""

from __future__ import annotations

import re

from copilot.knowledge.reading.listing import Unreadable

TEXT_SUFFIXES = (".md", ".markdown", ".txt", ".csv", ".html", ".htm")
LARGEST_TEXT = 2_000_000  # bytes; an article is text for people, not a log
LARGEST = 50_000_000  # bytes of a PDF or DOCX file
_BEGINNINGS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "an RTF file",
}
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def largest(suffix: str) -> int:
    """The most bytes that are read of a file with this suffix."""
    return LARGEST_TEXT if suffix in TEXT_SUFFIXES else LARGEST


def too_large(suffix: str) -> Unreadable:
    """The sentence for a file with more than largest(suffix) bytes."""
    return Unreadable(f"is larger than {largest(suffix) // 1_000_000} MB; split it")


def check_content(suffix: str, data: bytes, *, beginning: bytes = b"") -> None:
    """Raises Unreadable for an empty or huge file, and where `data` does not begin as it should.

    `beginning` is what files with this suffix begin with; without it they are text.
    """
    if not data.strip():
        raise Unreadable("is empty")
    if len(data) > largest(suffix):
        raise too_large(suffix)
    if beginning and beginning in data[:1024]:
        return
    for mark, name in _BEGINNINGS.items():
        if data.startswith(mark):
            raise Unreadable(
                f"holds {name}, although its name ends in {suffix}; give it the right suffix "
                "or save it anew"
            )
    if beginning:
        raise Unreadable(f"is damaged or no {suffix[1:].upper()} file; save it anew")


def decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 bytes as text with \\n at its line ends. Raises Unreadable."""
    if b"\0" in data and not data.startswith(_WIDE):
        raise Unreadable("is not text; take it out of the folder or save it as UTF-8 text")
    try:
        text = data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable("is not UTF-8; save it as UTF-8") from problem
    return as_text(text)


def as_text(text: str) -> str:
    """The text with \\n at its line ends. Raises Unreadable where people could not read it."""
    if "\0" in text or len(_CONTROL.findall(text)) > len(text) // 50:
        raise Unreadable("is not text; take it out of the folder or save it as UTF-8 text")
    text = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable("is empty")
    return text

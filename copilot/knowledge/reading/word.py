"""The only adapter of python-docx: what a Word document shows, as Markdown."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter

from copilot.knowledge.reading.content import check_content
from copilot.knowledge.reading.front_matter import language_code
from copilot.knowledge.reading.listing import Unreadable
from copilot.knowledge.reading.unseen import report, seen_characters
from copilot.knowledge.reading.word_text import Writer
from copilot.records import Extracted

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_PARTS = 10_000
_LARGEST_UNPACKED = 300_000_000  # bytes of all parts; pictures are most of it
_LARGEST_XML = 40_000_000  # bytes of the parts that are parsed
_NO_TITLE = re.compile(r"\W*$|word document|untitled|.*\.docx?$", re.IGNORECASE)
_SAVE_ANEW = "is damaged; open it in a word processor and save it anew as DOCX"


def extract_word(data: bytes) -> Extracted:
    """Title, text and language of a DOCX file. Raises Unreadable."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Unreadable("is protected with a password; save it without one")
        raise Unreadable("is a file of an old Word; save it as DOCX")
    check_content(".docx", data, beginning=b"PK")
    _check_sizes(data)
    import docx
    from docx.opc.exceptions import OpcError
    from docx.oxml import parse_xml
    from docx.oxml.exceptions import XmlchemyError
    from lxml import etree

    left_out: Counter[str] = Counter()
    try:
        document = docx.Document(io.BytesIO(data))
        notes = [
            parse_xml(relation.target_part.blob)
            for relation in document.part.rels.values()
            if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes"))
        ]
        title, text = Writer(document, left_out, notes=notes).written()
        core = document.core_properties
        named, language = str(core.title or ""), language_code(str(core.language or ""))
    except (
        # What python-docx lets through where a part is missing or is not what it should be.
        *(OpcError, XmlchemyError, etree.LxmlError, zipfile.BadZipFile, zlib.error, struct.error),
        *(KeyError, IndexError, ValueError, TypeError, AttributeError, AssertionError),
        *(EOFError, OSError, RecursionError, NotImplementedError, RuntimeError),
    ) as problem:
        raise Unreadable(_SAVE_ANEW) from problem
    if not text.strip():
        raise Unreadable("shows no text")
    named = " ".join(seen_characters(named, Counter()).split())
    return Extracted(
        title or ("" if _NO_TITLE.match(named) else named), text, language, report(left_out)
    )


def _check_sizes(data: bytes) -> None:
    """Refuses what would not fit into memory, before a byte is unpacked.

    zipfile never unpacks more than these sizes say.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError) as problem:
        raise Unreadable(_SAVE_ANEW) from problem
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise Unreadable("holds a ZIP archive that is no Word document; unpack it")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("is protected with a password; save it without one")
    unpacked = sum(part.file_size for part in parts)
    parsed = sum(
        part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels"))
    )
    if len(parts) > _MOST_PARTS or unpacked > _LARGEST_UNPACKED or parsed > _LARGEST_XML:
        raise Unreadable(
            "would unpack to more than a document can need; it is not opened. Split it"
        )

"""The adapter of PDFium (with pdf_seen.py): what the pages of a PDF show, as Markdown."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from copilot.knowledge.reading.content import check_content
from copilot.knowledge.reading.front_matter import language_code
from copilot.knowledge.reading.listing import Unreadable
from copilot.knowledge.reading.pdf_seen import without_unseen
from copilot.knowledge.reading.printed import as_markdown
from copilot.knowledge.reading.printed_line import Cell, Line
from copilot.knowledge.reading.unseen import report, seen_characters
from copilot.records import Extracted

MOST_PAGES = 3_000
PICTURES, DAMAGED = "pages that are pictures", "damaged pages"
_HYPHENS = (
    "\ufffe",
    "\x02",
)  # PDFium's marks for one at the end of a line, where it joins the lines
_GAP = 0.9  # sizes of the font; wider than between words
_BACK = 2.0  # sizes of the font; a line that goes on so far to the left is another one
_FILE_NAME = r".*\.(?:docx?|odt|rtf|pptx?|xlsx?|indd|qxd|tex|dvi|html?|pdf)$"
_NO_TITLE = re.compile(rf"untitled|microsoft \w+ - |{_FILE_NAME}|\W*$", re.IGNORECASE)

Handle = Any  # of an object of PDFium


def extract_pdf(data: bytes) -> Extracted:
    """Title and text of a PDF. Raises Unreadable."""
    check_content(".pdf", data, beginning=b"%PDF-")
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise _unopened(problem) from problem
    left_out: Counter[str] = Counter()
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"has {len(document)} pages; split it into parts of {MOST_PAGES}")
        pages = [_page(document, number, left_out) for number in range(len(document))]
        title = " ".join(seen_characters(document.get_metadata_value("Title"), Counter()).split())
        language = _language(document)
    finally:
        document.close()
    if not any(pages):
        raise _without_text(left_out)
    title, text = as_markdown(pages, "" if _NO_TITLE.match(title) else title)
    return Extracted(title, f"{text.strip()}\n", language, report(left_out))


def _unopened(problem: Exception) -> Unreadable:
    import pypdfium2.raw as pdfium

    code = getattr(problem, "err_code", None)
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return Unreadable("is protected with a password; save it without one")
    return Unreadable("is damaged; save it anew from the program that made it")


def _without_text(left_out: Counter[str]) -> Unreadable:
    if left_out[PICTURES]:
        return Unreadable(
            "is scanned: it holds pictures of text and no text; run text recognition (OCR) over "
            "it and save it with its text"
        )
    if left_out[DAMAGED]:
        return Unreadable("is damaged; save it anew from the program that made it")
    return Unreadable("shows no text")


def _language(document: Handle) -> str:
    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(64)
    size = pdfium.FPDFCatalog_GetLanguage(
        document, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), 64
    )
    return (
        language_code(buffer.raw[: max(0, size - 2)].decode("utf-16-le", "ignore"))
        if size <= 64
        else ""
    )


def _page(document: Handle, number: int, left_out: Counter[str]) -> list[Line]:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        left_out[DAMAGED] += 1
        return []
    try:
        scanned = without_unseen(page, left_out)
        lines = list(_lines(page, left_out))
        left_out[PICTURES] += scanned and not lines
        return lines
    except pypdfium2.PdfiumError:
        left_out[DAMAGED] += 1
        return []
    finally:
        page.close()


def _lines(page: Handle, left_out: Counter[str]) -> Iterator[Line]:
    """The printed lines in the order in which they were written."""
    import pypdfium2.raw as pdfium

    words = page.get_textpage()
    try:
        places: list[int] = []
        for at in range(words.count_chars()):
            if chr(pdfium.FPDFText_GetUnicode(words, at)) not in "\r\n":
                places.append(at)
            elif places:
                yield from _line(words, places, left_out)
                places = []
        yield from _line(words, places, left_out)
    finally:
        words.close()


def _line(words: Handle, places: list[int], left_out: Counter[str]) -> Iterator[Line]:
    """The line at these places; two where it goes on at the left, further below."""
    import pypdfium2.raw as pdfium

    inked = [at for at in places if not chr(pdfium.FPDFText_GetUnicode(words, at)).isspace()]
    if not inked:
        return
    middle = inked[len(inked) // 2]
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(words, middle, matrix)
    size = pdfium.FPDFText_GetFontSize(words, middle) * math.hypot(matrix.c, matrix.d)
    joined = any(chr(pdfium.FPDFText_GetUnicode(words, at)) in _HYPHENS for at in inked)
    for stretches in _parted(words, inked, size):
        cells = tuple(_cell(words, stretch, left_out) for stretch in stretches)
        x, y = ctypes.c_double(), ctypes.c_double()
        first = stretches[0]
        pdfium.FPDFText_GetCharOrigin(words, first[len(first) // 2], x, y)
        yield Line(
            " ".join(cell.text for cell in cells),
            round(size * 2) / 2,
            cells[0].left,
            cells[-1].right,
            y.value,
            cells if len(cells) > 1 and not joined else (),
        )


def _parted(words: Handle, inked: list[int], size: float) -> list[list[list[int]]]:
    """The inked places of a line: by line, and in it by stretch between wide gaps."""
    lines = [[[inked[0]]]]
    for before, at in pairwise(inked):
        if at > before + 1:
            gap = words.get_charbox(at)[0] - words.get_charbox(before)[2]
            if gap < -_BACK * size:
                lines.append([[]])
            elif gap > _GAP * size:
                lines[-1].append([])
        lines[-1][-1].append(at)
    return lines


def _cell(words: Handle, inked: list[int], left_out: Counter[str]) -> Cell:
    import pypdfium2.raw as pdfium

    units = [pdfium.FPDFText_GetUnicode(words, at) for at in range(inked[0], inked[-1] + 1)]
    text = "".join(chr(unit) for unit in units if chr(unit) not in _HYPHENS)
    text = (
        text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").replace("\xa0", " ")
    )
    return Cell(
        seen_characters(text.strip(), left_out),
        words.get_charbox(inked[0])[0],
        words.get_charbox(inked[-1])[2],
    )

"""Switches off the text of a PDF page that nobody sees."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from copilot.knowledge.reading.pdf_rendered import flat_texts
from copilot.knowledge.reading.visibility import WHITE, Colour, alike

TINY = "text in a tiny font"
INVISIBLE = "invisible text"
SAME_COLOUR = "text in the colour of its background"
OUTSIDE = "text outside the page"
COVERED = "covered text"
_TINY = 1.5  # points
_WHOLE_PAGE = 0.7  # of its area: a scanned page, whose invisible text is what the picture shows
_OPAQUE, _FAINT = 128, 13  # of 255
_DEEPEST_FORM = 15
_LOOKED_BACK = 2_000  # things drawn before a text

Handle = Any  # of an object of PDFium
Box = tuple[float, float, float, float]  # left, bottom, right, top
Painted = tuple[Box, Colour | None]  # None where the colour cannot be told


@dataclass(frozen=True, slots=True)
class _Ink:
    colour: Colour | None  # None where it cannot be told
    opaque: int  # of 255


@dataclass(slots=True)
class _Page:
    """What was found on one page."""

    box: Box
    painted: list[Painted] = field(default_factory=list)
    seen: list[tuple[Handle, Box]] = field(default_factory=list)
    unseen: list[tuple[Handle, str]] = field(default_factory=list)
    doubtful: list[tuple[Handle, Box, str]] = field(default_factory=list)
    scanned: bool = False  # a picture fills it


def without_unseen(page: Handle, left_out: Counter[str]) -> bool:
    """Switches off the text that nobody sees; whether a picture fills the page.

    Text over a picture, or under something, is looked for in the rendered page.
    """
    import pypdfium2.raw as pdfium

    found = _looked_over(page)
    unseen = [(thing, why) for thing, why in found.unseen if why != INVISIBLE or not found.scanned]
    if found.doubtful and not found.scanned:
        unseen += flat_texts(page, found.doubtful)
    if unseen:
        words = page.get_textpage()
        try:
            for thing, why in unseen:
                left_out[why] += not _is_blank(thing, words)
        finally:
            words.close()
    for thing, _ in unseen:
        pdfium.FPDFPageObj_SetIsActive(thing.raw, False)
    return found.scanned


def _page_box(page: Handle) -> Box:
    """What is shown of the page, which may be written for all pages at once."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _looked_over(page: Handle) -> _Page:
    import pypdfium2.raw as pdfium

    found = _Page(_page_box(page))
    for thing, place in _things(page):
        if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
            _look_at_text(thing, place, found)
        elif ground := _ground(thing):
            found.painted.append((place, ground.colour))
            whole = _area(place, found.box) >= _WHOLE_PAGE * _area(found.box, found.box)
            found.scanned |= whole and thing.type == pdfium.FPDF_PAGEOBJ_IMAGE
            under = [one for one in found.seen[-_LOOKED_BACK:] if _lies_in(one[1], place)]
            found.doubtful += [(one, where, COVERED) for one, where in under]
    return found


def _look_at_text(thing: Handle, place: Box, found: _Page) -> None:
    behind = _behind(place, found.painted)
    if why := _unseen(thing, place, found.box, behind):
        found.unseen.append((thing, why))
    elif behind is None:
        found.doubtful.append((thing, place, SAME_COLOUR))
    else:
        found.seen.append((thing, place))


def _things(
    page: Handle, form: Handle = None, matrix: Handle = None, depth: int = 0
) -> Iterator[tuple[Handle, Box]]:
    """What is drawn on a page, first things first, and where; what forms hold too."""
    import pypdfium2.raw as pdfium

    for thing in page.get_objects(max_depth=1, form=form):
        own = thing.get_matrix() if thing.type == pdfium.FPDF_PAGEOBJ_FORM else None
        if own is not None and depth < _DEEPEST_FORM:
            yield from _things(page, thing, own.multiply(matrix) if matrix else own, depth + 1)
        elif own is None:
            place = thing.get_bounds()
            yield thing, matrix.on_rect(*place) if matrix else place


def _unseen(thing: Handle, place: Box, box: Box, behind: Colour | None) -> str:
    """Why nobody sees a text object; "" for one that is seen."""
    import pypdfium2.raw as pdfium

    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing.raw)
    if mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP):
        return INVISIBLE
    if place[0] < place[2] and not _overlap(place, box):
        return OUTSIDE
    if place[3] > place[1] and max(place[3] - place[1], _size(thing)) < _TINY:
        return TINY
    stroked = mode in (
        pdfium.FPDF_TEXTRENDERMODE_STROKE,
        pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
        pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
        pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
    )
    ink = _ink(
        thing, pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    )
    if ink is None:
        return ""
    if ink.opaque < _FAINT:
        return INVISIBLE
    return SAME_COLOUR if alike(ink.colour, behind) else ""


def _size(thing: Handle) -> float:
    matrix = thing.get_matrix()
    return float(thing.get_font_size() * math.hypot(matrix.c, matrix.d))


def _ink(thing: Handle, get: Handle) -> _Ink | None:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not get(thing.raw, *channels):
        return None
    red, green, blue, opaque = (channel.value for channel in channels)
    return _Ink((red, green, blue), opaque)


def _ground(thing: Handle) -> _Ink | None:
    """What a path, picture or gradient covers the page with; None where it covers nothing."""
    import pypdfium2.raw as pdfium

    if thing.type != pdfium.FPDF_PAGEOBJ_PATH:
        return _Ink(None, 255)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
    if fill.value == pdfium.FPDF_FILLMODE_NONE:
        return None
    ink = _ink(thing, pdfium.FPDFPageObj_GetFillColor)
    return ink if ink is None or ink.opaque >= _OPAQUE else None


def _behind(place: Box, painted: list[Painted]) -> Colour | None:
    """The colour of what was drawn last below the middle of a place; white is the paper."""
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    for (left, bottom, right, top), colour in painted[:-_LOOKED_BACK:-1]:
        if left <= x <= right and bottom <= y <= top:
            return colour
    return WHITE


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lies_in(one: Box, other: Box) -> bool:
    x, y = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]


def _area(one: Box, box: Box) -> float:
    """Of the part of `one` that lies in `box`."""
    wide = min(one[2], box[2]) - max(one[0], box[0])
    high = min(one[3], box[3]) - max(one[1], box[1])
    return max(0.0, wide) * max(0.0, high)


def _is_blank(thing: Handle, words: Handle) -> bool:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFTextObj_GetText(thing.raw, words, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(
        thing.raw, words, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    return not buffer.raw.decode("utf-16-le", "ignore").strip("\0 \t\r\n")

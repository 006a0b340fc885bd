"""Looks for text in the rendered PDF page, where only the picture tells whether it can be seen."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

_SCALE = 2.0  # pixels to a point
_LARGEST = 3_000  # pixels, of the longer side
_FLAT = 12  # of 255: the same for people

Handle = Any  # of an object of PDFium
Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def flat_texts(page: Handle, texts: Sequence[tuple[Handle, Box, str]]) -> list[tuple[Handle, str]]:
    """Those (text, reason) of (text, place, reason) whose place is all of one colour."""
    wide, high = page.get_size()
    bitmap = page.render(scale=min(_SCALE, _LARGEST / max(wide, high, 1)), may_draw_forms=False)
    try:
        return [(text, why) for text, place, why in texts if _is_flat(page, bitmap, place)]
    finally:
        bitmap.close()


def _is_flat(page: Handle, bitmap: Handle, place: Box) -> bool:
    left, top, right, bottom = _on_bitmap(page, bitmap, place)
    pixels = memoryview(bitmap.buffer).cast("B")
    depth = bitmap.n_channels
    rows = [
        bytes(pixels[row * bitmap.stride + left * depth : row * bitmap.stride + right * depth])
        for row in range(top, bottom)
    ]
    return all(_is_even(b"".join(row[channel::depth] for row in rows)) for channel in range(3))


def _is_even(values: bytes) -> bool:
    return not values or max(values) - min(values) <= _FLAT


def _on_bitmap(page: Handle, bitmap: Handle, place: Box) -> tuple[int, int, int, int]:
    """Left, top, right, bottom in pixels; a turned page is turned there too."""
    corners = list(_corners(page, bitmap, place))
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return (
        max(0, across[0]),
        max(0, down[0]),
        min(bitmap.width, across[1] + 1),
        min(bitmap.height, down[1] + 1),
    )


def _corners(page: Handle, bitmap: Handle, place: Box) -> Iterator[tuple[int, int]]:
    import pypdfium2.raw as pdfium

    for x, y in ((place[0], place[1]), (place[2], place[3])):
        at_x, at_y = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, bitmap.width, bitmap.height, 0, x, y, at_x, at_y)
        yield at_x.value, at_y.value

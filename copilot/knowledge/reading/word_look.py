"""Tells by the formatting of a Word document which runs people see, and which are list items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from copilot.knowledge.reading.visibility import WHITE, Colour, alike, colour_of

HIDDEN, TINY, SAME_COLOUR = (
    "hidden text",
    "text in a tiny font",
    "text in the colour of its background",
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TINY = 3  # half points
_DEEPEST = 12  # styles that rest on each other
_OFF = ("0", "false", "off", "none")

Element = Any  # of lxml


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style."""

    name: str  # in lower case; the same in every language of Word for the built-in ones
    based_on: str
    element: Element


class Looks:
    """The styles and numberings of one document."""

    def __init__(self, document: Element) -> None:
        self._styles = {
            style.get(f"{_W}styleId", ""): Style(
                _value(style, "name").lower(), _value(style, "basedOn"), style
            )
            for style in document.styles.element.iterchildren(f"{_W}style")
        }
        self._page = _shade(document.element, "background", "color") or WHITE
        self._formats = dict(_number_formats(document))

    def styles_of(self, element: Element) -> Iterator[Style]:
        """The style of a paragraph or run and those it is based on, the nearest first."""
        names = ("pPr/pStyle", "rPr/rStyle", "tblPr/tblStyle")
        id = next((found for name in names if (found := _value(element, name))), "")
        for _ in range(_DEEPEST):
            if id not in self._styles:
                return
            yield self._styles[id]
            id = self._styles[id].based_on

    def outline_level(self, paragraph: Element) -> int | None:
        """1 to 9 for a paragraph that the outline shows."""
        level = _value(paragraph, "pPr/outlineLvl")
        return int(level) + 1 if level.isdigit() and int(level) < 9 else None

    def list_level(self, paragraph: Element) -> tuple[str, int, bool] | None:
        """(list, level from 0, whether it is numbered) of a list item."""
        for element in (paragraph, *(style.element for style in self.styles_of(paragraph))):
            list_id = _value(element, "pPr/numPr/numId")
            if list_id:
                level = _value(element, "pPr/numPr/ilvl")
                at = min(int(level), 8) if level.isdigit() else 0
                return None if list_id == "0" else (list_id, at, self._is_numbered(list_id, at))
        return None

    def _is_numbered(self, list_id: str, level: int) -> bool:
        return self._formats.get((list_id, level), "bullet") not in ("bullet", "none")

    def unseen(self, run: Element, paragraph: Element) -> str:
        """Why nobody sees a run; "" where people do."""
        said = [run, *(style.element for style in self.styles_of(run))]
        said += [style.element for style in self.styles_of(paragraph)]
        if _is_on(said, "vanish"):
            return HIDDEN
        size = _first(said, "rPr/sz")
        if size.isdigit() and int(size) < _TINY:
            return TINY
        ink = colour_of(f"#{_first(said, 'rPr/color').lower()}")
        if ink and alike(ink[0], self._behind(run, paragraph, said)):
            return SAME_COLOUR
        return ""

    def _behind(self, run: Element, paragraph: Element, said: list[Element]) -> Colour | None:
        """The colour behind a run; None where it cannot be told."""
        if any(_value(element, "rPr/highlight") not in ("", "none", "white") for element in said):
            return None
        shades = [_shade(element, "rPr/shd", "fill") for element in said]
        shades += [_shade(element, "pPr/shd", "fill") for element in (paragraph, *said)]
        for around in paragraph.iterancestors(f"{_W}tc", f"{_W}tbl", f"{_W}txbxContent"):
            if around.tag == f"{_W}txbxContent":  # the colour of a box stands in its drawing
                return next((shade for shade in shades if shade), None)
            shades.append(_shade(around, "tcPr/shd", "fill") or _shade(around, "tblPr/shd", "fill"))
            striped = (style.element.find(f".//{_W}shd") for style in self.styles_of(around))
            if not any(shades) and any(shade is not None for shade in striped):
                return None
        return next((shade for shade in shades if shade), self._page)


def _number_formats(document: Element) -> Iterator[tuple[tuple[str, int], str]]:
    """((list, level), "bullet", "decimal" or another format)."""
    numberings = [
        relation.target_part.element
        for relation in document.part.rels.values()
        if relation.reltype.endswith("/numbering") and not relation.is_external
    ]
    for numbering in numberings:
        abstract = {
            one.get(f"{_W}abstractNumId"): one for one in numbering.iterchildren(f"{_W}abstractNum")
        }
        for one in numbering.iterchildren(f"{_W}num"):
            shape = abstract.get(_value(one, "abstractNumId"))
            for level in shape.iterchildren(f"{_W}lvl") if shape is not None else ():
                at = level.get(f"{_W}ilvl", "0")
                yield (
                    (one.get(f"{_W}numId"), int(at) if at.isdigit() else 0),
                    _value(level, "numFmt"),
                )


def _find(element: Element, path: str) -> Element | None:
    return element.find("/".join(f"{_W}{name}" for name in path.split("/")))


def _value(element: Element, path: str) -> str:
    found = _find(element, path)
    return "" if found is None else found.get(f"{_W}val", "")


def _first(elements: list[Element], path: str) -> str:
    return next((value for element in elements if (value := _value(element, path))), "")


def _is_on(elements: list[Element], name: str) -> bool:
    """Whether the nearest element that speaks of a switch turns it on; no value means on."""
    for element in elements:
        found = _find(element, f"rPr/{name}")
        if found is not None:
            return found.get(f"{_W}val", "true").lower() not in _OFF
    return False


def _shade(element: Element, path: str, attribute: str) -> Colour | None:
    found = _find(element, path)
    if found is None:
        return None
    colour = colour_of(f"#{found.get(f'{_W}{attribute}', '').lower()}")
    return colour[0] if colour else None

"""Tells by its HTML attributes and CSS declarations whether people see an element."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

HIDDEN = "hidden text"
TINY = "text in size 0"
SAME_COLOUR = "text in the colour of its background"
OFF_SCREEN = "text outside the page"

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_ALIKE = 12  # of 255 in each channel: nobody reads #f4f4f4 on white

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|[a-z]+")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_NAMES = {
    "white": WHITE, "black": BLACK, "snow": (255, 250, 250), "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255), "floralwhite": (255, 250, 240),
    "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0),
    "navy": (0, 0, 128), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "silver": (192, 192, 192), "orange": (255, 165, 0), "teal": (0, 128, 128),
    "purple": (128, 0, 128), "maroon": (128, 0, 0), "lime": (0, 255, 0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks at one place; None for a colour that cannot be told."""

    colour: Colour | None = BLACK
    background: Colour | None = WHITE
    tiny: bool = False
    invisible: bool = False  # visibility: hidden, which a child may take back

    def unseen(self) -> str:
        """Why people do not see text here; "" where they do."""
        if self.invisible:
            return HIDDEN
        if self.tiny:
            return TINY
        return SAME_COLOUR if alike(self.colour, self.background) else ""


def alike(left: Colour | None, right: Colour | None) -> bool:
    """Whether nobody could tell text in one colour from a ground in the other."""
    if left is None or right is None:
        return False
    return all(abs(a - b) <= _ALIKE for a, b in zip(left, right, strict=True))


def declarations(css: str) -> dict[str, str]:
    """{"color": "white"} of "color: WHITE !important"."""
    found = _DECLARATION.findall(css.lower())
    return {name: value.replace("!important", "").strip() for name, value in found}


def gone(attributes: Mapping[str, object], styles: Mapping[str, str]) -> str:
    """Why an element and all in it is nowhere on the screen; "" where it is.

    aria-hidden says nothing here: it hides from screen readers, not from eyes.
    """
    opacity = styles.get("opacity", "1")
    if styles.get("display") == "none" or _is_zero(opacity):
        return HIDDEN
    hidden = attributes.get("hidden")
    if hidden is not None and hidden != "until-found" and "display" not in styles:
        return HIDDEN
    return OFF_SCREEN if _off_screen(styles) else ""


def look(attributes: Mapping[str, object], styles: Mapping[str, str], around: Look) -> Look:
    """How text of an element looks inside of `around`."""
    made = around
    if "visibility" in styles:
        made = replace(made, invisible=styles["visibility"] in ("hidden", "collapse"))
    size = styles.get("font-size", "")
    if size:
        made = replace(made, tiny=_is_tiny(size, around))
    ground = styles.get("background", styles.get("background-color", attributes.get("bgcolor")))
    if "background-image" in styles or attributes.get("background"):
        made = replace(made, background=None)
    elif ground:
        made = replace(made, background=_ground(str(ground).lower(), around.background))
    ink = styles.get("color", attributes.get("color"))
    if ink:
        made = replace(made, colour=_ink(str(ink).lower(), made))
    return made


def colour_of(written: str) -> tuple[Colour, float] | None:
    """(colour, how opaque it is from 0 to 1) of a CSS colour; None where it is another thing."""
    if written == "transparent":
        return WHITE, 0.0
    if written in _NAMES:
        return _NAMES[written], 1.0
    if written.startswith("rgb"):
        return _of_numbers(written)
    digits = written.removeprefix("#")
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if not written.startswith("#") or not re.fullmatch("(?:[0-9a-f]{2}){3,4}", digits):
        return None
    red, green, blue, *opaque = (int(digits[at : at + 2], 16) for at in range(0, len(digits), 2))
    return (red, green, blue), opaque[0] / 255 if opaque else 1.0


def _of_numbers(written: str) -> tuple[Colour, float] | None:
    numbers = [float(number) for number in _NUMBER.findall(written)]
    if len(numbers) < 3:
        return None
    red, green, blue = (min(255, round(number)) for number in numbers[:3])
    return (red, green, blue), numbers[3] if len(numbers) > 3 else 1.0


def _ink(written: str, made: Look) -> Colour | None:
    if written == "inherit":
        return made.colour
    found = colour_of(written)
    if found is None:
        return None
    colour, opaque = found
    return made.background if opaque < 0.05 else colour


def _ground(written: str, around: Colour | None) -> Colour | None:
    if "url(" in written or "gradient(" in written:
        return None
    if written in ("inherit", "none", "initial", "unset"):
        return around
    for part in _COLOUR.findall(written):
        if found := colour_of(part):
            colour, opaque = found
            return colour if opaque > 0.5 else around
    return None


def _is_tiny(size: str, around: Look) -> bool:
    number = _NUMBER.match(size)
    if number is None:
        return False
    unit = size[number.end() :].strip()
    if unit in ("em", "%"):
        return around.tiny or float(number[0]) == 0
    return float(number[0]) < (0.1 if unit == "rem" else 1.5)


def _off_screen(styles: Mapping[str, str]) -> bool:
    if styles.get("position") in ("absolute", "fixed"):
        if any(_far_away(styles.get(side, "")) for side in ("left", "top", "right", "bottom")):
            return True
        if re.fullmatch(r"rect\((?:[01](?:px)?[\s,]*){4}\)", styles.get("clip", "")):
            return True
    if _far_away(styles.get("text-indent", "")):
        return True
    narrow = any(_is_zero(styles.get(side, "")) for side in ("height", "width", "max-height"))
    return narrow and styles.get("overflow", "").startswith(("hidden", "clip"))


def _far_away(length: str) -> bool:
    number = _NUMBER.match(length)
    return number is not None and float(number[0]) <= -500


def _is_zero(length: str) -> bool:
    number = _NUMBER.match(length)
    return number is not None and float(number[0]) == 0

"""Takes out the characters that nobody can see, and words the report of what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

ZERO_WIDTH, DIRECTION, TAGS = "zero-width characters", "direction marks", "tag characters"
_ALWAYS_OUT = {
    ZERO_WIDTH: re.compile(
        r"[\u180b-\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0100-\U000e01ef]+"
    ),
    TAGS: re.compile(r"(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"),
}
# Joiners and selectors shape what people see beside an emoji or a letter of many scripts; between
# Latin letters they only carry something.
_JOINERS = re.compile(
    r"(?<![\u0300-\U0010ffff])[\u200c\u200d\ufe00-\ufe0f]+|[\u200c\u200d](?![\u0300-\U0010ffff])|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]+"
)
_OVERRIDES = re.compile(r"[\u202d\u202e]+")
_MARKS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]+")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SUSPECT = re.compile(
    r"[\u00ad\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)


def seen_characters(text: str, left_out: Counter[str]) -> str:
    """The text without zero-width, tag and direction characters, which are added to `left_out`.

    Joined emoji, joiners of Arabic and Indian scripts and flags stay. Direction marks of a text
    that is written from right to left belong there: they go without a word.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text
    text = text.replace("\u00ad", "")
    for name, pattern in (*_ALWAYS_OUT.items(), (ZERO_WIDTH, _JOINERS), (DIRECTION, _OVERRIDES)):
        text, count = pattern.subn("", text)
        left_out[name] += count
    rightly = _RIGHT_TO_LEFT.search(text)
    text, count = _MARKS.subn("", text)
    left_out[DIRECTION] += 0 if rightly else count
    return text


def report(left_out: Mapping[str, int]) -> tuple[str, ...]:
    """{"white text": 3} as ("white text (3 places)",)."""
    return tuple(
        f"{name} ({count} {'place' if count == 1 else 'places'})"
        for name, count in sorted(left_out.items())
        if count
    )

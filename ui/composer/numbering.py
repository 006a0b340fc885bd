"""What gives way when a sentence of a draft is struck, and the numbers of the list it stood in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QLocale

from ui.composer.marks import without

_ITEM = re.compile(r"([ \t]*)(\d{1,2})([.)])[ \t]+([^\W\d]*)")
_LANGUAGES = ("en", "de", "es", "fr")
# "3. Tag" and "2. Stock" are the third day and the second floor.
_COUNTED = frozenset({"tag", "werktag", "woche", "monat", "quartal", "jahr", "stock", "etage"})


@dataclass(frozen=True, slots=True)
class _Item:
    """The beginning of a line of a numbered list; its number is text[start:end]."""

    indent: int
    number: int
    sign: str
    start: int
    end: int


def struck(text: str, start: int, end: int) -> tuple[int, int, str]:
    """The stretch to replace when the sentence text[start:end] is struck, and what to put there.

    Where the sentence was an item of a numbered list, the items behind it move up by one.
    """
    begin, stop = without(text, start, end)
    gone = _item(text, begin)
    if gone is None or gone.end > start:
        return begin, stop, ""
    told, kept = "", stop
    for item in _behind(text, stop, gone):
        told += text[kept : item.start] + str(item.number - 1)
        kept = item.end
    return begin, kept, told


def _behind(text: str, place: int, gone: _Item) -> list[_Item]:
    """The items of the same list that go on counting from the one that is gone."""
    found: list[_Item] = []
    after_blank = False
    while place < len(text):
        line = text[place:].partition("\n")[0]
        item = _item(text, place)
        inner = len(line) - len(line.lstrip()) > gone.indent
        if item is not None and not inner:
            counts_on = (gone.indent, gone.number + 1 + len(found), gone.sign)
            if (item.indent, item.number, item.sign) != counts_on:
                break
            found.append(item)
        elif after_blank and line.strip() and not inner:
            break
        after_blank = not line.strip()
        place += len(line) + 1
    return found


def _item(text: str, place: int) -> _Item | None:
    """None for a line that begins otherwise, a day such as "3. March" among them."""
    found = _ITEM.match(text, place)
    if found is None or found[4].casefold() in _COUNTED | _months():
        return None
    return _Item(len(found[1]), int(found[2]), found[3], *found.span(2))


@cache
def _months() -> frozenset[str]:
    """The names of the months, long and short."""
    forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    return frozenset(
        QLocale(language).monthName(month, form).rstrip(".").casefold()
        for language in _LANGUAGES
        for month in range(1, 13)
        for form in forms
    )

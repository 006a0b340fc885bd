"""The words of a passage without Markdown, short enough to be shown, with what was found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTE = 160  # characters of a source that are shown
BEFORE = 40  # characters that are shown before the first word that was found
_HEADING = re.compile(r"^#{1,6}[ \t]+.*$", re.MULTILINE)
_MARKUP = re.compile(r"\*\*|__|`|^[ \t]*(?:[-*]|\d+\.)[ \t]+", re.MULTILINE)
_FOUND_BY = re.compile(r"words: ([^·]*)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a quote; strong are the words that were found."""

    text: str
    strong: bool = False


def plain(text: str) -> str:
    """One line without headings and Markdown signs."""
    return " ".join(_MARKUP.sub("", _HEADING.sub("", text)).split())


def quote_of(text: str) -> str:
    """The beginning, cut at a word: “The cartridge lasts …”."""
    words = plain(text)
    cut = words if len(words) <= QUOTE else f"{words[:QUOTE].rsplit(' ', 1)[0]} …"
    return f"“{cut}”"


def found_words(typed: str, why: str) -> tuple[str, ...]:
    """What was typed, and the words that the search says it found by ("words: filter, pump")."""
    said = _FOUND_BY.search(why)
    names = said.group(1).split(",") if said else []
    words = (*re.findall(r"\w+", typed), *(name.strip() for name in names))
    return tuple(dict.fromkeys(word.lower() for word in words if word.strip()))


def runs(text: str, words: tuple[str, ...], size: int = QUOTE) -> tuple[Run, ...]:
    """About `size` characters from shortly before the first of the words, each of them strong."""
    line = plain(text) or " ".join(text.split())
    starts = [rf"(?<!\w){re.escape(word)}\w*" for word in words]
    sought = re.compile("|".join(starts), re.IGNORECASE) if starts else None
    first = sought.search(line) if sought else None
    begin = _word_before(line, first.start() - BEFORE) if first and first.start() > size // 2 else 0
    shown = line[begin : begin + size]
    cut: list[Run] = [Run("… ")] if begin else []
    at = 0
    for match in sought.finditer(shown) if sought else ():
        cut += [Run(shown[at : match.start()]), Run(match.group(), strong=True)]
        at = match.end()
    rest = shown[at:] + (" …" if begin + size < len(line) else "")
    return tuple(one for one in (*cut, Run(rest)) if one.text)


def _word_before(line: str, at: int) -> int:
    return line.rfind(" ", 0, at) + 1 if at > 0 else 0

"""The words of a passage without Markdown, short enough to be shown, with what was found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ui.shared.markdown import plain_words

QUOTE = 160  # characters of a source that are shown
BEFORE = 40  # characters that are shown before the first word that was found
_HEADING = re.compile(r"^#{1,6}[ \t]+.*$", re.MULTILINE)
_LIST = re.compile(r"^[ \t]*(?:•|\d+\.)[ \t]+", re.MULTILINE)
_WORD = re.compile(r"\w[\w-]*")
_FOUND_BY = re.compile(r"words: ([^·]*)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a quote; strong are the words that were found."""

    text: str
    strong: bool = False


def plain(text: str) -> str:
    """One line without headings and Markdown signs; the headings where there is nothing else."""
    line = _one_line(_HEADING.sub("", text))
    return line or _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(_LIST.sub("", plain_words(text).text).split())


def quote_of(text: str) -> str:
    """The beginning, cut at a word: “The cartridge lasts …”."""
    words = plain(text)
    cut = words if len(words) <= QUOTE else f"{words[:QUOTE].rsplit(' ', 1)[0]} …"
    return f"“{cut}”"


def found_words(typed: str, why: str) -> tuple[str, ...]:
    """What to look for in a quote: what was typed, and what the search says it found by.

    The last typed word may be unfinished and ends in "*"; words of one or two letters are left out.
    """
    words = [word for word in _WORD.findall(typed.lower()) if len(word) > 2]
    last = _WORD.findall(typed.lower())[-1:]
    said = _FOUND_BY.search(why.lower())
    names = [name.strip() for name in said.group(1).split(",")] if said else []
    unfinished = [f"{word}*" for word in last if len(word) > 1]
    return tuple(dict.fromkeys(filter(None, (*unfinished, *words, *names))))


def runs(text: str, words: tuple[str, ...], size: int = QUOTE) -> tuple[Run, ...]:
    """About `size` characters of the text where most of the words stand, each of them strong."""
    line = plain(text)
    sought = _any_of(words)
    begin = _begin(line, sought, size)
    shown = line[begin : begin + size]
    cut: list[Run] = [Run("… ")] if begin else []
    at = 0
    for match in sought.finditer(shown) if sought else ():
        cut += [Run(shown[at : match.start()]), Run(match.group(), strong=True)]
        at = match.end()
    rest = shown[at:] + (" …" if begin + size < len(line) else "")
    return tuple(one for one in (*cut, Run(rest)) if one.text)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    starts = [
        # an ending or two, such as a plural, still is the word; an unfinished one may go on
        rf"{re.escape(word[:-1])}[\w-]*" if word.endswith("*") else rf"{re.escape(word)}\w{{0,2}}"
        for word in words
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(starts)})(?!\w)", re.IGNORECASE) if starts else None


def _begin(line: str, sought: re.Pattern[str] | None, size: int) -> int:
    """Where to cut: shortly before the stretch with most different words, else at the beginning."""
    found = list(sought.finditer(line)) if sought else []
    best, most = 0, 0
    for match in found:
        inside = (one for one in found if 0 <= one.start() - match.start() < size - BEFORE)
        different = len({one.group().lower() for one in inside})
        if different > most:
            best, most = match.start(), different
    return _word_before(line, best - BEFORE) if best > size // 2 else 0


def _word_before(line: str, at: int) -> int:
    return line.rfind(" ", 0, at) + 1 if at > 0 else 0

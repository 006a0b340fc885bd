"""What a text is about, by the words of resources/triage/topics.txt in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from copilot.paths import shipped

_WORD = re.compile(r'"[^"]+"|\S+')


@cache
def _topics() -> dict[str, re.Pattern[str]]:
    text = shipped("resources", "triage", "topics.txt").read_text(encoding="utf-8")
    _, *sections = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)
    return {
        name: pattern_of(_WORD.findall(lines))
        for name, lines in zip(sections[::2], sections[1::2], strict=True)
    }


def names() -> frozenset[str]:
    """The topics that are known, such as "refund"."""
    return frozenset(_topics())


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words, whole and in any case; "*" stands for any ending."""
    escaped = (re.escape(word.strip('"')).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{'|'.join(escaped)})\b", re.IGNORECASE)


def topics_in(text: str) -> dict[str, str]:
    """Each topic with the first word of `text` that shows it."""
    found = ((name, pattern.search(text)) for name, pattern in _topics().items())
    return {name: words[0] for name, words in found if words}


def topic_counts(text: str) -> dict[str, tuple[int, tuple[str, ...]]]:
    """For each topic how often `text` speaks of it, and its different words, in small letters."""
    counts: dict[str, tuple[int, tuple[str, ...]]] = {}
    for name, pattern in _topics().items():
        words = [found[0].lower() for found in pattern.finditer(text)]
        if words:
            counts[name] = len(words), tuple(dict.fromkeys(words))
    return counts

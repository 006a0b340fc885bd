"""Why a passage was found, in a few words for people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from copilot.knowledge.stemming import stems
from copilot.knowledge.weighing import Word
from copilot.records import Passage

_MOST = 4


def why(passage: Passage, words: Iterable[Word], *, bonus: float = 0.0) -> str:
    """ "code: E4 · words: cartridge, AquaPure · used before"; "meaning" where no word is shared."""
    shared = shared_words(passage, words)
    codes = {word.shown.lower(): word.shown for word in shared if word.code}
    plain = {
        word.shown.lower(): word.shown
        for word in sorted(shared, key=lambda one: (-one.weight, -len(one.stem)))
        if not word.code and word.shown.lower() not in codes
    }
    parts = [
        f"{name}: {', '.join(list(found.values())[:_MOST])}"
        for name, found in (("code", codes), ("words", plain))
        if found
    ]
    if bonus:
        parts.append("used before" if bonus > 0 else "thrown out before")
    return " · ".join(parts if shared else ["meaning", *parts])


def shared_words(passage: Passage, words: Iterable[Word]) -> list[Word]:
    """Those of the words that the passage holds."""
    said = f" {stems(f'{passage.title} {passage.heading} {passage.text}', '')}"
    return [word for word in words if _begins(word.stem, said)]


def _begins(stem: str, said: str) -> bool:
    """Whether words begin so, side by side; "batteri" is the stem of "battery"."""
    begun = [part.removesuffix("i") for part in stem.split()]
    if len(begun) == 1:
        return f" {begun[0]}" in said
    return re.search(" " + r"\w* ".join(map(re.escape, begun)), said) is not None

"""Why a passage was found, in a few words for people."""

from __future__ import annotations

from collections.abc import Iterable

from copilot.knowledge.stemming import stems
from copilot.knowledge.weighing import Word
from copilot.records import Passage

_MOST = 4


def why(passage: Passage, words: Iterable[Word], *, bonus: float = 0.0) -> str:
    """ "code: E4 · words: cartridge, AquaPure · used before"; "meaning" where no word is shared."""
    said = f" {stems(f'{passage.title} {passage.heading} {passage.text}', passage.language)} "
    shared = [word for word in words if f" {word.stem} " in said]
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

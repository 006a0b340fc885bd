"""Where in a source's text the cited words stand."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.records import Evidence, Passage


@dataclass(frozen=True, slots=True)
class Places:
    """Stretches of the text in characters, in order; `moved`: the text is not as it was then."""

    stretches: tuple[tuple[int, int], ...]
    moved: bool = False


def places(text: str, passage: Passage, cited: tuple[Evidence, ...] = ()) -> Places:
    """The cited spans of a passage, else all of it; found again nearby where the text changed.

    Evidence counts in the passage's text, a passage in the document's. No stretch is returned for
    words that stand nowhere in the text any more.
    """
    begin = nearest(text, passage.text, passage.start)
    moved = begin != passage.start
    if not cited:
        whole = ((begin, begin + len(passage.text)),) if begin >= 0 else ()
        return Places(whole, moved)
    base = begin if begin >= 0 else passage.start
    found = set()
    for one in cited:
        at = nearest(text, one.quote, base + one.start)
        if at >= 0 and one.quote:
            found.add((at, at + len(one.quote)))
    return Places(tuple(sorted(found)), moved)


def nearest(text: str, words: str, expected: int) -> int:
    """Where the words begin, as near to `expected` as they stand; -1 when they stand nowhere."""
    if text.startswith(words, expected):
        return expected
    before = text.rfind(words, 0, expected + len(words))
    after = text.find(words, expected)
    if before < 0 or after < 0:
        return max(before, after)
    return before if expected - before <= after - expected else after

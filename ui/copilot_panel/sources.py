"""What a source card shows, as a pure function of the found passage and the draft that cites it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from copilot.records import Draft, FoundPassage, Scope, SourceKind
from ui.shared.ages import how_long_ago
from ui.shared.citations import source_numbers

QUOTE = 160  # characters of a source that are shown
OLD = 365  # days after which a source's age is a warning
FIRST = 3  # cards that are open while the draft cites none
OUT_OF_DATE = " (out of date)"  # how the knowledge marks an article past its last day
_HEADING = re.compile(r"^#{1,6}[ \t]+.*$", re.MULTILINE)
_MARKUP = re.compile(r"\*\*|__|`|^[ \t]*(?:[-*]|\d+\.)[ \t]+", re.MULTILINE)

Chip = tuple[str, str]  # text, tone


@dataclass(frozen=True, slots=True)
class SourceProps:
    """One source card."""

    number: str
    title: str
    quote: str
    why: str  # "words: cartridge, AquaPure" or "meaning"
    chips: tuple[Chip, ...]
    internal: bool
    open: bool  # shown; the others are folded
    found: FoundPassage
    cited: tuple[str, ...]  # the stretches that the draft's sentences rest on


def sources_of(draft: Draft | None, now: datetime) -> tuple[SourceProps, ...]:
    """A card for each found passage; open are those that are cited, else the best few."""
    if draft is None:
        return ()
    numbers, cited = source_numbers(draft), cited_stretches(draft)
    cards = []
    for at, found in enumerate(draft.sources):
        name = f"passage:{found.passage.id}"
        shown = name in cited if cited else at < FIRST
        cards.append(source_props(found, numbers[name], now, cited.get(name, ()), shown=shown))
    return tuple(cards)


def cited_stretches(draft: Draft) -> dict[str, tuple[str, ...]]:
    """What of each passage the draft rests on: {"passage:7": ("The cartridge lasts …",)}."""
    found: dict[str, tuple[str, ...]] = {}
    for sentence in draft.sentences:
        for one in sentence.evidence:
            if one.source.startswith("passage:") and one.quote not in found.get(one.source, ()):
                found[one.source] = (*found.get(one.source, ()), one.quote)
    return found


def source_props(
    found: FoundPassage,
    number: str,
    now: datetime,
    cited: tuple[str, ...] = (),
    *,
    shown: bool = True,
) -> SourceProps:
    """A passage as a card; its quote is what is cited, else its beginning."""
    passage = found.passage
    internal = passage.scope is Scope.INTERNAL
    return SourceProps(
        number,
        passage.title.removesuffix(OUT_OF_DATE),
        quote_of(" … ".join(cited) or passage.text),
        found.why,
        _chips(found, now),
        internal,
        shown,
        found,
        cited,
    )


def quote_of(text: str) -> str:
    """The words of a passage without Markdown, cut at a word: “The cartridge lasts …”."""
    words = " ".join(_MARKUP.sub("", _HEADING.sub("", text)).split())
    cut = words if len(words) <= QUOTE else f"{words[:QUOTE].rsplit(' ', 1)[0]} …"
    return f"“{cut}”"


def _chips(found: FoundPassage, now: datetime) -> tuple[Chip, ...]:
    passage = found.passage
    internal = passage.scope is Scope.INTERNAL
    chips: list[Chip] = [("internal: do not quote", "warning") if internal else ("public", "plain")]
    if passage.title.endswith(OUT_OF_DATE):
        chips.append(("out of date", "danger"))
    if passage.kind is SourceKind.SOLVED_TICKET:
        chips.append(("solved ticket", "plain"))
    if passage.changed is not None:
        old = (now - passage.changed).days > OLD
        when = f"changed {how_long_ago(passage.changed, now)}"
        chips.append((when, "warning" if old else "plain"))
    return tuple(chips)

"""What a source card shows, as a pure function of the found passage and the draft that cites it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from copilot.records import Draft, Evidence, FoundPassage, Scope
from ui.shared.citations import source_numbers
from ui.shared.quoting import quote_of
from ui.shared.source_words import (
    Chip,
    changed_chips,
    force_chips,
    kind_chips,
    language_chips,
    scope_chip,
)

FIRST = 3  # cards that are open while the draft cites none


@dataclass(frozen=True, slots=True)
class SourceProps:
    """One source card."""

    number: str
    title: str
    place: str  # heading path below the title
    quote: str
    why: str  # "words: cartridge, AquaPure" or "meaning"
    chips: tuple[Chip, ...]
    internal: bool
    open: bool  # shown; the others are folded
    found: FoundPassage
    cited: tuple[Evidence, ...]  # what the draft's sentences rest on
    rejected: bool = False  # the agent said: not for this


def sources_of(
    draft: Draft | None,
    now: datetime,
    *,
    language: str = "",
    rejected: frozenset[str] = frozenset(),
) -> tuple[SourceProps, ...]:
    """A card for each found passage, by its number; open are those that are cited, else a few.

    `language` is the ticket's, `rejected` are ids of sources that were thrown out for it.
    """
    if draft is None:
        return ()
    numbers, cited = source_numbers(draft), cited_stretches(draft)
    cards = []
    in_order = sorted(draft.sources, key=lambda one: int(numbers[f"passage:{one.passage.id}"]))
    for at, found in enumerate(in_order):
        name = f"passage:{found.passage.id}"
        card = source_props(
            found,
            numbers[name],
            now,
            cited.get(name, ()),
            shown=name in cited if cited else at < FIRST,
            language=language,
            rejected=found.passage.source_id in rejected,
        )
        cards.append(card)
    return tuple(cards)


def cited_stretches(draft: Draft) -> dict[str, tuple[Evidence, ...]]:
    """What of each passage the draft rests on, by "passage:7"; each stretch once."""
    found: dict[str, dict[tuple[int, int, str], Evidence]] = {}
    for sentence in draft.sentences:
        for one in sentence.evidence:
            if one.source.startswith("passage:"):
                found.setdefault(one.source, {})[one.start, one.end, one.quote] = one
    return {name: tuple(stretches.values()) for name, stretches in found.items()}


def source_props(
    found: FoundPassage,
    number: str,
    now: datetime,
    cited: tuple[Evidence, ...] = (),
    *,
    shown: bool = True,
    language: str = "",
    rejected: bool = False,
) -> SourceProps:
    """A passage as a card; its quote is what is cited, else its beginning."""
    passage = found.passage
    return SourceProps(
        number,
        passage.title,
        passage.heading,
        quote_of(" … ".join(one.quote for one in cited) or passage.text),
        found.why,
        (
            scope_chip(passage.scope, passage.team),
            *force_chips(passage, now),
            *kind_chips(passage.kind),
            *language_chips(passage, language),
            *changed_chips(passage, now),
        ),
        passage.scope is Scope.INTERNAL or bool(passage.team),
        shown,
        found,
        cited,
        rejected,
    )

"""What the palette offers for a text: tickets, commands and passages, as one list of hits."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from copilot.records import FoundPassage, QueueRow
from ui.shared.masking import BLOT, masked
from ui.shared.quoting import Run, found_words, runs
from ui.shared.source_words import KINDS, Chip, force_chips, short_scope_chip

if TYPE_CHECKING:
    from copilot.pipeline import Road

TICKETS, COMMANDS, SOURCES = 4, 3, 12  # most of each, so that the sources stay in sight


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do, and its key."""

    title: str
    key: str
    run: Callable[[], object]
    only_typed: bool = False  # one of many alike: shown when some of its title was typed


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette; `place` is the heading path, `quote` the words around a find."""

    kind: str  # "Ticket", "Command", "Article", "Solved ticket" or "Macro"
    title: str
    aside: str
    target: QueueRow | FoundPassage | Command
    place: str = ""
    quote: tuple[Run, ...] = ()
    chips: tuple[Chip, ...] = ()

    @property
    def identity(self) -> Hashable:
        """The same for the same thing in another list."""
        match self.target:
            case QueueRow(key=key):
                return key
            case FoundPassage(passage=passage):
                return passage.id
            case Command(title=title):
                return title


def tickets(rows: tuple[QueueRow, ...], *, hidden: bool) -> tuple[Hit, ...]:
    """The tickets among the hits."""
    return tuple(_ticket(row, hidden=hidden) for row in rows[:TICKETS])


def sources(text: str, found: tuple[FoundPassage, ...], now: datetime) -> tuple[Hit, ...]:
    """The passages among the hits, best first."""
    return tuple(_source(text, one, now) for one in found[:SOURCES])


@dataclass(frozen=True, slots=True)
class Meant:
    """What was found by meaning; unsure: it is only what comes closest."""

    hits: tuple[Hit, ...]
    unsure: bool = False


def meant(text: str, road: Road, now: datetime) -> Meant:
    """The passages by meaning; none where the search is not sure and no word stands anywhere.

    Blocks.
    """
    found = road.knowledge.search(text)
    if road.knowledge.is_sure(found):
        return Meant(sources(text, found, now))
    if not road.knowledge.look_up(text):
        return Meant(())
    return Meant(sources(text, found, now), unsure=bool(found))


def fitting(text: str, commands: tuple[Command, ...]) -> tuple[Hit, ...]:
    """The commands whose title has all the words: COMMANDS of them, or all that begin with them.

    Where nothing was typed, every command but those that are only for typing.
    """
    words = text.lower().split()
    fit = [one for one in commands if all(word in one.title.lower() for word in words)]
    begun = " ".join(words)
    if not words:
        shown = [one for one in fit if not one.only_typed]
    else:
        whole = re.compile(rf"{re.escape(begun)}(?!\w)", re.IGNORECASE)
        most = max(COMMANDS, sum(bool(whole.match(one.title)) for one in fit))
        shown = sorted(fit, key=lambda one: not one.title.lower().startswith(begun))[:most]
    return tuple(Hit("Command", one.title, one.key, one) for one in shown)


def in_order(text: str, *, near: tuple[Hit, ...], commands: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The commands whose title begins with what was typed, the tickets near it, other commands."""
    begins = [one for one in commands if text and one.title.lower().startswith(text.lower())]
    return (*begins, *near, *(one for one in commands if one not in begins))


def with_the_chosen_in_place(
    fresh: tuple[Hit, ...], shown: tuple[Hit, ...], chosen: int
) -> tuple[Hit, ...]:
    """The fresh hits, but the chosen one of those that are shown stays at its row."""
    if not 0 <= chosen < len(shown):
        return fresh
    kept = shown[chosen]
    same = next((one for one in fresh if one.identity == kept.identity), kept)
    others = [one for one in fresh if one.identity != kept.identity]
    return (*others[:chosen], same, *others[chosen:])


def _ticket(row: QueueRow, *, hidden: bool) -> Hit:
    who = BLOT if hidden else row.requester
    subject = masked(row.subject, tuple(row.requester.split())) if hidden else row.subject
    return Hit("Ticket", subject, f"#{row.key.id} · {who}", row)


def _source(text: str, found: FoundPassage, now: datetime) -> Hit:
    passage = found.passage
    scope = short_scope_chip(passage.scope, passage.team)
    marked = (scope,) if scope[1] != "plain" else ()
    chips = (*marked, *force_chips(passage, now))
    quote = runs(passage.text, found_words(text, found.why))
    return Hit(KINDS[passage.kind], passage.title, "", found, passage.heading, quote, chips)

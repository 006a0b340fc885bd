"""Triage of a ticket against all that the store holds; suggestions, no field is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Lock

from copilot.assistance.categories import Category, Meaning
from copilot.assistance.duplicates import Filed
from copilot.assistance.likeness import Likeness
from copilot.assistance.triage import Desk, triage_of
from copilot.engine import Engine
from copilot.errors import EngineFailed, ModelFileError
from copilot.knowledge.vectors import cosine
from copilot.records import EngineState, Role, Ticket, TicketKey, Triage
from copilot.settings import Settings
from copilot.store.prepared import Prepared
from copilot.store.tickets import Tickets

# What the demo desk sorts by, as long as the settings hold no list of the team's own.
DEMO_CATEGORIES = (
    Category("Delivery"),
    Category("Returns and refunds"),
    Category("Payment", ("gift card*", "voucher*")),
    Category("Warranty"),
    Category("Account and privacy"),
    Category("Product question"),
    Category("Business"),
    Category("Safety"),
)


def categories_of(chosen: Settings, *, demo: bool) -> tuple[Category, ...]:
    """The team's list; without one none, but for the demo desk."""
    own = tuple(Category(one.name, one.words) for one in chosen.categories)
    return own or (DEMO_CATEGORIES if demo else ())


@dataclass(slots=True)
class Triaging:
    """Kept in memory while the profile is open; only changed tickets are read again."""

    tickets: Tickets
    prepared: Prepared
    engine: Engine
    categories: tuple[Category, ...]
    _marks: dict[TicketKey, str] = field(default_factory=dict)
    _desk: Desk = field(default_factory=lambda: Desk({}, Likeness({})))
    _turn: Lock = field(default_factory=Lock)

    def of(self, ticket: Ticket) -> Triage:
        """By rules and words, and by meaning where the engine is up; never waits for its start."""
        others = self.tickets.of_requester(ticket.requester.email, besides=ticket.key)
        return triage_of(
            ticket,
            self._now(),
            others=others,
            categories=self.categories,
            meaning=self._meaning(ticket.key),
        )

    def _now(self) -> Desk:
        marks = self.tickets.marks()
        with self._turn:
            if marks != self._marks:
                filed = dict(self._read(marks))
                likeness = Likeness({key: one.terms for key, one in filed.items()})
                self._desk, self._marks = Desk(filed, likeness), marks
            return self._desk

    def _read(self, marks: Mapping[TicketKey, str]) -> Iterator[tuple[TicketKey, Filed]]:
        for key, mark in marks.items():
            kept = self._desk.filed.get(key)
            if kept is not None and self._marks.get(key) == mark:
                yield key, kept
            elif (ticket := self.tickets.get(key)) is not None:
                yield key, Filed.of(ticket)

    def _meaning(self, key: TicketKey) -> Meaning | None:
        """None while the engine is not up, or the ticket was not redacted yet."""
        redacted = self.prepared.redacted(key)
        if redacted is None or self.engine.status().state is not EngineState.READY:
            return None
        said = [m.text for m in redacted.ticket.messages if m.author is Role.CUSTOMER]
        return partial(self._cosines, "\n".join([redacted.ticket.subject, *said[-1:]]))

    def _cosines(self, told: str, names: Sequence[str]) -> list[float]:
        """None where the engine cannot embed: words alone decide then."""
        try:
            ticket, *vectors = self.engine.embed([told, *names])
        except (EngineFailed, ModelFileError):
            return []
        return [cosine(ticket, one) for one in vectors]

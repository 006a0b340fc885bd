"""The checks of a draft, with all that is known about its ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.assistance.injection import planted_in
from copilot.checks.checking import check
from copilot.checks.desk import other_customers
from copilot.drafts.making import Check
from copilot.records import DraftSentence, Finding, FoundPassage, ReplyKind, Ticket
from copilot.store.prepared import Prepared
from copilot.store.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Checker:
    """Makes the check of a draft; it looks into the store once, not at each key that is typed."""

    tickets: Tickets
    prepared: Prepared

    def of(self, ticket: Ticket, kind: ReplyKind, sources: Sequence[FoundPassage]) -> Check:
        """A function from text and sentences to findings."""
        others = other_customers(self.tickets.requesters(ticket.key), ticket)
        names = self.prepared.restore_map(ticket.key)
        instructions = planted_in(ticket)

        def checked(text: str, sentences: tuple[DraftSentence, ...]) -> tuple[Finding, ...]:
            return check(
                text,
                sentences,
                ticket=ticket,
                restore=names,
                sources=sources,
                others=others,
                instructions=instructions,
                kind=kind,
            )

        return checked

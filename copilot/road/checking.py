"""The checks of a draft, with all that is known about its ticket."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from copilot.assistance.injection import planted_in, without_planted_passage
from copilot.checks.checking import check
from copilot.checks.desk import public_passages, ticket_texts
from copilot.checks.tracing import Tracing, owner_of
from copilot.drafts.making import Check
from copilot.knowledge.tongue import language_of
from copilot.records import (
    DraftSentence,
    Finding,
    FoundPassage,
    Person,
    ReplyKind,
    Ticket,
)
from copilot.road.customers import CustomerIndex
from copilot.road.shapes import Shapes
from copilot.road.strangers import Strangers
from copilot.road.team_policy import TeamPolicy
from copilot.store.prepared import Prepared
from copilot.store.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Checker:
    """Makes the check of a draft; it looks into the store once, not at each key that is typed."""

    tickets: Tickets
    prepared: Prepared
    agent: Person
    signature: str
    index: CustomerIndex
    strangers: Strangers
    look_up: Callable[[str], Sequence[FoundPassage]]  # passages with these words, at once
    policy: TeamPolicy
    shapes: Shapes = field(default_factory=Shapes)

    def of(self, ticket: Ticket, kind: ReplyKind, sources: Sequence[FoundPassage]) -> Check:
        """A function from text and sentences to findings."""
        tracing = self._tracing(ticket)
        redacted = self.prepared.redacted(ticket.key)
        language = redacted.ticket.language if redacted else "en"
        instructions = planted_in(ticket)
        clean = tuple(map(without_planted_passage, sources))

        def checked(text: str, sentences: tuple[DraftSentence, ...]) -> tuple[Finding, ...]:
            found = check(
                text,
                sentences,
                ticket=ticket,
                sources=clean,
                tracing=tracing,
                instructions=instructions,
                kind=kind,
                language=language,
                language_of=language_of,
            )
            return self.policy.findings(text, kind, found)

        return checked

    def _tracing(self, ticket: Ticket) -> Tracing:
        return Tracing(
            owner=owner_of(ticket.requester.name, ticket.requester.email),
            record=self._record(ticket),
            customers=self.index.customers(),
            elsewhere=partial(self.index.elsewhere, ticket),
            published=self._is_published,
            persons=self.strangers.places,
            shapes=self.shapes.of,
        )

    def _is_published(self, pattern: re.Pattern[str], text: str) -> bool:
        found = public_passages(self.look_up(text))
        return any(pattern.search(one.passage.text) for one in found)

    def _record(self, ticket: Ticket) -> str:
        """Who signs, and what this requester's other tickets say openly.

        They are those of the same e-mail address: two people may have one name.
        """
        others = self.tickets.of_requester(ticket.requester.email, besides=ticket.key)
        told = [ticket_texts(one, planted_in(one)).openly for one in others]
        return "\n".join([self.agent.name, self.agent.email, self.signature, *told])

"""What lies before the checks: the draft, and everything that its words may rest on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from copilot.checks.tracing import Tracing
from copilot.checks.value import Value, agrees, values
from copilot.records import (
    DraftSentence,
    Finding,
    FoundPassage,
    PersonalSpan,
    ReplyKind,
    Scope,
    Severity,
    Ticket,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class TicketTexts:
    """What a ticket says to its customer, and what colleagues say to each other in it."""

    openly: str
    notes: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One draft and its surroundings; values are read once, the checks only look."""

    text: str
    sentences: tuple[DraftSentence, ...]
    ticket: Ticket
    said: TicketTexts
    open_values: tuple[Value, ...]  # of the ticket, without its internal notes
    note_values: tuple[Value, ...]  # of its internal notes
    record_values: tuple[Value, ...]  # of what is told openly of the requester elsewhere
    source_values: tuple[Value, ...]
    values: tuple[Value, ...]  # of the draft
    shapes: tuple[PersonalSpan, ...]  # what of the draft has the shape of personal data
    tracing: Tracing
    instructions: tuple[str, ...]
    sources: tuple[FoundPassage, ...]
    kind: ReplyKind
    language: str  # ISO 639-1, of the ticket
    language_of: Callable[[str], str] | None

    @property
    def ticket_values(self) -> tuple[Value, ...]:
        return self.open_values + self.note_values

    def words(self, sentence: DraftSentence) -> str:
        return self.text[sentence.start : sentence.end]

    def is_own(self, sentence: DraftSentence) -> bool:
        """Whether it is an agent's word to colleagues, which is its own source."""
        return sentence.typed and self.kind is not ReplyKind.PUBLIC_REPLY

    def known(self, value: Value) -> bool:
        """Whether the ticket or any source has the value."""
        return supported(value, self.ticket_values) or supported(value, self.source_values)


def supported(value: Value, known: Sequence[Value]) -> bool:
    return any(agrees(value, each) for each in known)


def ticket_texts(ticket: Ticket, planted: Sequence[str]) -> TicketTexts:
    """All that this ticket says; a planted text vouches for nothing that it asks for."""
    people = [ticket.requester.name, ticket.requester.email, ticket.version.requester_email]
    fields = [ticket.assignee, ticket.key.id, *(value for _, value in ticket.fields)]
    dates = [f"{ticket.created:%Y-%m-%d}", f"{ticket.updated:%Y-%m-%d}"]
    heads = [f"{m.author_name} {m.author_email} {m.created:%Y-%m-%d}" for m in ticket.messages]
    said = [m.text for m in ticket.messages if m.visibility is Visibility.PUBLIC]
    notes = [m.text for m in ticket.messages if m.visibility is Visibility.INTERNAL]
    openly = "\n".join([ticket.subject, *people, *fields, *dates, *heads, *said])
    return TicketTexts(_without(planted, openly), _without(planted, "\n".join(notes)))


def _without(planted: Sequence[str], text: str) -> str:
    for each in planted:
        text = text.replace(each, "\n")
    return text


def public_passages(sources: Sequence[FoundPassage]) -> tuple[FoundPassage, ...]:
    return tuple(each for each in sources if each.passage.scope is Scope.PUBLIC)


def source_values(sources: Sequence[FoundPassage]) -> tuple[Value, ...]:
    return tuple(v for each in sources for v in _of_passage(each.passage.title, each.passage.text))


# The passages of a draft stay the same from one pause in typing to the next; they are redacted.
@lru_cache(maxsize=128)
def _of_passage(title: str, text: str) -> tuple[Value, ...]:
    return values(f"{title}\n{text}")


def on(
    place: DraftSentence | Value, check: str, severity: Severity, text: str, advice: str
) -> Finding:
    """A finding on a stretch of the draft."""
    return Finding(check, severity, place.start, place.end, text, advice)


def overall(check: str, severity: Severity, text: str, advice: str) -> Finding:
    """A finding on the whole draft."""
    return Finding(check, severity, 0, 0, text, advice)

"""What lies before the checks: the draft, and everything that its words may rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from copilot.checks.value import Value, agrees, values
from copilot.records import (
    DraftSentence,
    Finding,
    FoundPassage,
    Person,
    ReplyKind,
    Severity,
    Ticket,
)


@dataclass(frozen=True, slots=True)
class OtherCustomers:
    """Names and addresses of the other requesters, in small letters."""

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()


def other_customers(people: Iterable[Person], ticket: Ticket) -> OtherCustomers:
    """Everybody who does not take part in this ticket; a name of one word says too little."""
    own = {ticket.requester.name, ticket.requester.email, ticket.assignee}
    own |= {name for each in ticket.messages for name in (each.author_name, each.author_email)}
    mine = {each.casefold() for each in own}
    everyone = tuple(people)
    names = {" ".join(each.name.casefold().split()) for each in everyone}
    emails = {each.email.casefold() for each in everyone if each.email}
    return OtherCustomers(
        frozenset(each for each in names - mine if " " in each), frozenset(emails - mine)
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """One draft and its surroundings; values are read once, the checks only look."""

    text: str
    sentences: tuple[DraftSentence, ...]
    ticket: Ticket
    ticket_text: str
    ticket_values: tuple[Value, ...]
    source_values: tuple[Value, ...]
    values: tuple[Value, ...]  # of the draft
    others: OtherCustomers
    instructions: tuple[str, ...]
    sources: tuple[FoundPassage, ...]
    kind: ReplyKind
    language_of: Callable[[str], str] | None

    def words(self, sentence: DraftSentence) -> str:
        return self.text[sentence.start : sentence.end]

    def known(self, value: Value) -> bool:
        """Whether the ticket or any source has the value."""
        return supported(value, self.ticket_values) or supported(value, self.source_values)


def supported(value: Value, known: Sequence[Value]) -> bool:
    return any(agrees(value, each) for each in known)


def ticket_text(ticket: Ticket, originals: Iterable[str]) -> str:
    """All that this ticket says, its dates among it."""
    people = [ticket.requester.name, ticket.requester.email, ticket.assignee, ticket.key.id]
    fields = [value for _, value in ticket.fields]
    messages = [
        f"{each.author_name} {each.author_email} {each.created:%Y-%m-%d}\n{each.text}"
        for each in ticket.messages
    ]
    dates = [f"{ticket.created:%Y-%m-%d}", f"{ticket.updated:%Y-%m-%d}"]
    return "\n".join([ticket.subject, *people, *fields, *dates, *messages, *originals])


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

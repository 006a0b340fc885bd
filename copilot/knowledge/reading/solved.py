"""Lists solved tickets: the question, and the answer that ended it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from copilot.knowledge.reading.listing import Listed, Listing, RawDocument
from copilot.knowledge.reading.unseen import report, seen_characters
from copilot.records import (
    KnownIdentity,
    Message,
    Role,
    Scope,
    SourceKind,
    Status,
    Ticket,
    Visibility,
)

KnownIn = Callable[[Ticket], tuple[KnownIdentity, ...]]

NAME = "Solved tickets"
_FEWEST_WORDS = 5  # of an answer; "Done, thanks!" helps nobody


def list_solved(tickets: Sequence[Ticket], known_in: KnownIn = lambda ticket: ()) -> Listing:
    """The solved tickets that hold a question and an answer.

    Internal: what was said to one customer may be true for that customer alone, so it is shown to
    the agent and never worded into a reply. `known_in` gives what is known to be personal in a
    ticket, or to be none; where that changes, the ticket is read again.
    """
    listed = tuple(
        _listed(ticket, known_in(ticket)) for ticket in tickets if _question_and_answer(ticket)
    )
    return Listing(NAME, SourceKind.SOLVED_TICKET, listed)


def _listed(ticket: Ticket, known: tuple[KnownIdentity, ...]) -> Listed:
    id = f"ticket:{ticket.key.connector}:{ticket.key.id}"
    return Listed(id, _stamp(ticket, known), partial(_read, id, ticket, known))


def _stamp(ticket: Ticket, known: tuple[KnownIdentity, ...]) -> str:
    names = "".join(f"{one.type} {one.text}\n" for one in known)
    mark = hashlib.sha256(names.encode("utf-8", "backslashreplace")).hexdigest()[:16]
    return f"{ticket.updated.isoformat()} {mark}"


def _read(id: str, ticket: Ticket, known: tuple[KnownIdentity, ...]) -> RawDocument:
    left_out: Counter[str] = Counter()
    messages = _question_and_answer(ticket) or ()
    question, answer = (seen_characters(one.text, left_out).strip() for one in messages)
    return RawDocument(
        id=id,
        kind=SourceKind.SOLVED_TICKET,
        title=seen_characters(ticket.subject, left_out).strip() or "Solved ticket",
        text=f"## Question\n\n{question}\n\n## Answer\n\n{answer}\n",
        scope=Scope.INTERNAL,
        changed=ticket.updated,
        hidden=report(left_out),
        known=known,
    )


def _question_and_answer(ticket: Ticket) -> tuple[Message, Message] | None:
    if ticket.status is not Status.SOLVED:
        return None
    public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC and m.text.strip()]
    question = next((m for m in public if m.author is Role.CUSTOMER), None)
    answer = next((m for m in reversed(public) if m.author is Role.AGENT), None)
    if question is None or answer is None or len(answer.text.split()) < _FEWEST_WORDS:
        return None
    return question, answer

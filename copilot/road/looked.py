"""Who answers a customer has looked at the ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from copilot.helpdesk.versions import is_by
from copilot.records import Person, TicketKey
from copilot.road.summaries import answer_of
from copilot.store.tickets import Tickets


def looked_by_answering(tickets: Tickets, key: TicketKey, me: Person) -> None:
    """Where the newest answer is one's own: all was seen that was seen before it, and the answer.

    What a colleague wrote unseen in between stays new.
    """
    ticket = tickets.get(key)
    answer = answer_of(ticket) if ticket is not None else None
    if ticket is None or answer is None or not is_by(answer, me):
        return
    since = tickets.since(key)
    unseen = since.new_messages if since.looked is not None else ()
    seen = (one for one in ticket.messages if one.id not in unseen or is_by(one, me))
    tickets.mark_looked(replace(ticket, messages=tuple(seen)), datetime.now(UTC))

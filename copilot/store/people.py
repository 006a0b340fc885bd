"""The customers in the store, as somebody who asks for deletion is looked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from copilot.records import PersonKept, Role, Ticket, TicketKey
from copilot.store.encoding import from_json
from copilot.store.mentions import Mentions
from copilot.store.store import Store


@dataclass(slots=True)
class _Found:
    names: dict[str, None] = field(default_factory=dict)  # in the order they were met
    emails: dict[str, None] = field(default_factory=dict)
    own: dict[TicketKey, None] = field(default_factory=dict)
    written: dict[TicketKey, None] = field(default_factory=dict)


class People:
    """Requesters, and customers who wrote in tickets of others."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def like(self, text: str) -> tuple[PersonKept, ...]:
        """Those with this e-mail address, or with every word of `text` in their name.

        In any case of letters. Two addresses are two people, unless one name uses both within one
        ticket. Where nobody is called so, the text itself is looked for in all tickets.
        """
        wanted = text.strip().casefold()
        if not wanted:
            return ()
        tickets = self.tickets()
        people = [one for one in _people(tickets) if _is_like(one, wanted)]
        if not people:
            named = _Found({} if "@" in wanted else {text.strip(): None})
            if "@" in wanted:
                named.emails[text.strip()] = None
            people = [named]
        kept = [_kept(one, tickets) for one in people]
        return tuple(one for one in kept if one.tickets or one.mentions)

    def tickets(self) -> tuple[Ticket, ...]:
        sql = "SELECT record FROM tickets ORDER BY connector, id"
        rows = self._store.read(lambda db: db.execute(sql).fetchall())
        return tuple(from_json(record, Ticket) for (record,) in rows)


def _people(tickets: Iterable[Ticket]) -> list[_Found]:
    by_email: dict[str, _Found] = {}
    by_name: dict[tuple[TicketKey | None, str], _Found] = {}
    found: list[_Found] = []
    for ticket in tickets:
        for name, email, is_requester in _named(ticket):
            within = (ticket.key, name.casefold())
            alone = (None, name.casefold())
            one = by_email.get(email.casefold()) if email else None
            one = one or (by_name.get(within) if name else None)
            one = one or (by_name.get(alone) if not email else None)
            if one is None:
                one = _Found()
                found.append(one)
            if email:
                by_email.setdefault(email.casefold(), one)
                one.emails.setdefault(email)
            else:
                by_name.setdefault(alone, one)
            if name:
                by_name.setdefault(within, one)
                one.names.setdefault(name)
            (one.own if is_requester else one.written).setdefault(ticket.key)
    return found


def _named(ticket: Ticket) -> Iterable[tuple[str, str, bool]]:
    """(name, address, is it the requester) of every customer in a ticket."""
    yield ticket.requester.name, ticket.requester.email, True
    for message in ticket.messages:
        if message.author is Role.CUSTOMER and (message.author_name or message.author_email):
            yield message.author_name, message.author_email, False


def _is_like(one: _Found, wanted: str) -> bool:
    if wanted in map(str.casefold, one.emails):
        return True
    words = set(wanted.split())
    return any(words <= set(name.casefold().split()) for name in one.names)


def _kept(one: _Found, tickets: Iterable[Ticket]) -> PersonKept:
    mentions = Mentions((*one.names, *one.emails))
    others = tuple(
        ticket.key
        for ticket in tickets
        if ticket.key not in one.own and (ticket.key in one.written or mentions.of(ticket))
    )
    return PersonKept(next(iter(one.names), ""), tuple(one.emails), tuple(one.own), others)

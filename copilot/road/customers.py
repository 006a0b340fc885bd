"""Who the customers of a helpdesk are, by all that their tickets' records name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from copilot.checks.forms import words
from copilot.checks.tracing import Customers, Known, forms, owner_of
from copilot.records import KnownIdentity, Role, Ticket, TicketKey
from copilot.redaction.ticket import known_identities
from copilot.store.tickets import Tickets

ENOUGH = 50  # tickets that are looked into for where something comes from
FEW = 3  # customers who share what is personal, such as an address

Form = tuple[str, str, str]  # field of Customers, plain form, title


@dataclass(frozen=True, slots=True)
class _Record:
    """What one ticket's record names; `mark` changes when the ticket does."""

    mark: str
    owner: str
    forms: frozenset[Form]
    colleagues: frozenset[str]  # names of the agents who wrote in it


@dataclass(slots=True)
class CustomerIndex:
    """Kept in memory while the profile is open; only changed tickets are read again."""

    tickets: Tickets
    _records: dict[TicketKey, _Record] = field(default_factory=dict)
    _customers: Customers = field(default_factory=Customers)
    _found: dict[tuple[str, str], bool] = field(default_factory=dict)  # by owner and signs
    _turn: Lock = field(default_factory=Lock)

    def customers(self) -> Customers:
        """Everybody, as of now."""
        marks = self.tickets.marks()
        with self._turn:
            if marks != {key: one.mark for key, one in self._records.items()}:
                self._records = dict(self._read(marks))
                self._customers = _joined(self._records.values())
                self._found = {}
            return self._customers

    def _read(self, marks: Mapping[TicketKey, str]) -> Iterable[tuple[TicketKey, _Record]]:
        for key, mark in marks.items():
            kept = self._records.get(key)
            if kept is not None and kept.mark == mark:
                yield key, kept
            elif (ticket := self.tickets.get(key)) is not None:
                yield key, _record(ticket, mark)

    def elsewhere(self, ticket: Ticket, pattern: re.Pattern[str], signs: str) -> bool:
        """Whether it is in tickets of a few others; `signs`: its letters and digits in a row.

        What many customers write about is nobody's: the number of a spare part.
        """
        owner = owner_of(ticket.requester.name, ticket.requester.email)
        if (owner, signs) not in self._found:
            self._found[owner, signs] = 0 < len(self._owners(pattern, signs) - {owner}) <= FEW
        return self._found[owner, signs]

    def _owners(self, pattern: re.Pattern[str], signs: str) -> set[str]:
        owners = set()
        for key in self.tickets.holding_signs(signs)[:ENOUGH]:
            other = self.tickets.get(key)
            if other is not None and _has(other, pattern):
                owners.add(owner_of(other.requester.name, other.requester.email))
        return owners


def _has(ticket: Ticket, pattern: re.Pattern[str]) -> bool:
    """Whether its record or its customer's words have it; what only agents say is the shop's."""
    said = [one.text for one in ticket.messages if one.author is Role.CUSTOMER]
    texts = [ticket.subject, *said]
    record = [one.text for one in known_identities(ticket) if one.type != "AGENT"]
    return any(pattern.search(text) for text in (*texts, *record))


def _record(ticket: Ticket, mark: str) -> _Record:
    agents = [m for m in ticket.messages if m.author is Role.AGENT]
    addresses = {one.author_email.strip().casefold() for one in agents}
    named: list[KnownIdentity] = []
    for one in known_identities(ticket):
        agents_own = one.type == "EMAIL" and one.text.casefold() in addresses
        if one.type != "AGENT" and not agents_own:
            named.append(one)
    return _Record(
        mark,
        owner_of(ticket.requester.name, ticket.requester.email),
        forms(named),
        frozenset({ticket.assignee, *(one.author_name for one in agents)}),
    )


def _joined(records: Iterable[_Record]) -> Customers:
    """Colleagues are nobody's data: what names one of them names no customer."""
    everything = tuple(records)
    agents = {name for one in everything for name in one.colleagues if name}
    ours = forms(KnownIdentity("CUSTOMER", name) for name in agents)
    found: dict[str, dict[str, Known]] = {}
    for record in everything:
        for where, form, title in record.forms - ours:
            known = found.setdefault(where, {}).get(form)
            owners = {record.owner} | (known.owners if known else set())
            found[where][form] = Known(title, frozenset(owners))
    return Customers(
        names=found.get("names", {}),
        initials=found.get("initials", {}),
        begins=frozenset(
            form.partition(" ")[0]
            for where in ("names", "initials")
            for form in found.get(where, {})
        ),
        numbers=found.get("numbers", {}),
        emails=found.get("emails", {}),
        single=found.get("single", {}),
        colleagues=frozenset(word for name in agents for word, _, _ in words(name)),
    )

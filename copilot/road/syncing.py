"""Tickets out of the helpdesk into the store, and out of the store when they are gone there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event

from copilot.audit.noting import Note, subject
from copilot.errors import Cancelled, HelpdeskUnreachable, TicketGone
from copilot.helpdesk.contract import Reader
from copilot.records import SyncReport, Ticket, TicketKey
from copilot.road.drafting import Drafting
from copilot.store.tickets import Tickets

# Of what was read, as of when: the tickets that are to be kept.
Wanted = Callable[[Sequence[Ticket], datetime], Sequence[Ticket]]


@dataclass(frozen=True, slots=True)
class Syncing:
    """Keeps the tickets of one connector as the helpdesk has them."""

    reader: Reader
    connector: str
    tickets: Tickets
    wanted: Wanted
    drafting: Drafting
    note: Note

    def read(self, stop: Event | None) -> SyncReport:
        """What changed since the last time. Unreachable is a report, not an error."""
        changed: list[TicketKey] = []
        gone: list[TicketKey] = []
        more = True
        while more:
            if stop is not None and stop.is_set():
                raise Cancelled("The look at the helpdesk was stopped; what was read is kept.")
            try:
                page = self.reader.changes(self.tickets.cursor(self.connector))
            except HelpdeskUnreachable as error:
                return SyncReport(False, tuple(changed), tuple(gone), str(error))
            fresh = self.tickets.save(self.wanted(page.tickets, datetime.now(UTC)))
            self.drafting.retire_answered(fresh)
            changed += fresh
            gone += page.gone
            self._forget(page.gone)
            self.tickets.set_cursor(self.connector, page.cursor)
            more = page.more
        return SyncReport(True, tuple(changed), tuple(gone))

    def read_again(self, key: TicketKey) -> None:
        """One ticket, now; where the helpdesk is out of reach the next sync brings it."""
        try:
            self.tickets.save([self.reader.ticket(key)])
        except TicketGone:
            self._forget([key])
        except HelpdeskUnreachable:
            return

    def _forget(self, keys: Sequence[TicketKey]) -> None:
        known = [key for key in keys if self.tickets.get(key) is not None]
        self.tickets.remove(keys)
        for key in known:
            self.note("deleted", subject(key), {})

"""How far a sync with Request Tracker has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

# Its times are whole seconds, so a ticket read in the second of its change may change again and
# look the same. Until that second is well over it counts as not read yet.
SETTLED = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything before `since` was read, and the tickets in `read`, which changed since."""

    since: datetime | None = None
    read: tuple[tuple[int, datetime], ...] = ()  # (ticket, its LastUpdated when it was read)

    def text(self) -> str:
        return msgspec.json.encode(self).decode()

    def is_new(self, ticket: int, updated: datetime) -> bool:
        if self.since is None:
            return True
        return updated >= self.since and (ticket, updated) not in self.read

    def after(self, tickets: list[tuple[int, datetime]], asked: datetime) -> Cursor:
        """The cursor once these tickets, sorted by their change, were read; `asked`: its clock."""
        if not tickets:
            return self
        fresh = [updated for _, updated in tickets if updated > asked - SETTLED]
        since = fresh[0] if fresh else tickets[-1][1]
        read = [
            (ticket, updated)
            for ticket, updated in dict.fromkeys((*self.read, *tickets))
            if since <= updated <= asked - SETTLED
        ]
        return Cursor(since, tuple(read))


def cursor_of(text: str) -> Cursor:
    """The cursor of what text() gave; "" and what cannot be read mean from the start."""
    try:
        return msgspec.json.decode(text, type=Cursor) if text else Cursor()
    except msgspec.DecodeError:
        return Cursor()

"""When an item is due, by a clock that cannot jump; how long a helpdesk wants to be left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from copilot.records import OutboxItem

LONGEST = timedelta(hours=1)  # no wait that this program sets is longer
GRACE = 0.05  # seconds by which two honest clocks may differ over an undo time


@dataclass(slots=True)
class Waits:
    """The due time on disk is the wall clock's, which people, NTP and a waking laptop may move.

    So it is turned into seconds that are left as soon as an item is seen, and those are counted by
    `steady`, which only runs forward. Within a process a jump neither shortens an undo time nor
    keeps an item back; over a restart the wall clock is all there is, and the longest wait bounds
    what a jump back can cost.
    """

    clock: Callable[[], datetime]
    steady: Callable[[], float]  # seconds, such as time.monotonic
    _due: dict[str, tuple[datetime, float]] = field(default_factory=dict)  # by approval
    _quiet: dict[str, float] = field(default_factory=dict)  # by connector

    def count(self, item: OutboxItem, seconds: float) -> None:
        """It is due in so many seconds from now."""
        self._due[item.approved.id] = (item.not_before, self.steady() + seconds)

    def see(self, item: OutboxItem) -> None:
        """Count what is left by the wall clock, if this due time was not seen before."""
        known = self._due.get(item.approved.id)
        if known is None or known[0] != item.not_before:
            left = min(item.not_before - self.clock(), LONGEST)
            self.count(item, max(left.total_seconds(), 0.0))

    def is_due(self, item: OutboxItem) -> bool:
        """Whether its time has come, and its helpdesk does not want to be left alone."""
        self.see(item)
        now = self.steady() + GRACE
        quiet = self._quiet.get(item.approved.outgoing.connector, 0.0)
        return self._due[item.approved.id][1] <= now and quiet <= now

    def leave_alone(self, connector: str, seconds: float) -> None:
        """Ask this helpdesk nothing for so long, at most the longest wait."""
        until = self.steady() + min(seconds, LONGEST.total_seconds())
        self._quiet[connector] = max(until, self._quiet.get(connector, 0.0))

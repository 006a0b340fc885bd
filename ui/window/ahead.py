"""Prepares tickets in queue order while the person reads another one."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copilot.errors import Cancelled, UserFacing
from copilot.records import OpenedTicket, QueueRow, QueueView, TicketKey
from ui.jobs import Job, Jobs
from ui.window.opening import waits_for_reply

if TYPE_CHECKING:
    from copilot.pipeline import Road

ORDER = (QueueView.MINE, QueueView.UNASSIGNED)


def next_of(rows: tuple[QueueRow, ...], skip: frozenset[TicketKey]) -> TicketKey | None:
    """The first ticket without a draft that was not tried in vain."""
    return next((row.key for row in rows if not row.draft_ready and row.key not in skip), None)


def find_next(road: Road, skip: frozenset[TicketKey]) -> TicketKey | None:
    """The next ticket of one's own, then of nobody's."""
    found = (next_of(road.queue(view), skip) for view in ORDER)
    return next((key for key in found if key is not None), None)


class Ahead(QObject):
    """One ticket at a time, held while the engine works for the open ticket.

    `answered` are tickets that were looked at and need no reply, `failed` could not be prepared.
    """

    preparing = Signal(object)  # a TicketKey or None
    prepared = Signal(object)  # a TicketKey
    not_prepared = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._road: Road | None = None
        self._job: Job | None = None
        self._key: TicketKey | None = None
        self._held = False
        self._in_vain: frozenset[TicketKey] = frozenset()
        self.answered: frozenset[TicketKey] = frozenset()
        self.failed: frozenset[TicketKey] = frozenset()
        self.open_key: TicketKey | None = None

    def start(self, road: Road) -> None:
        """Prepare for this road from now on."""
        self._road = road

    def go(self, *, fresh: bool = False) -> None:
        """Begin with the next ticket; with `fresh`, those tried in vain get another chance."""
        if fresh:
            self._in_vain = frozenset()
        road = self._road
        if road is None or self._held or self._job is not None:
            return
        skip = self._in_vain | ({self.open_key} if self.open_key else set())
        self._job = self._jobs.run(lambda stop: find_next(road, skip), self._found, self._failed)

    def hold(self, held: bool) -> None:
        """Step aside for the open ticket, or go on."""
        self._held = held
        if held and self._job is not None:
            self._job.cancel()
        if not held:
            self.go()

    def _found(self, key: TicketKey | None) -> None:
        self._job = None
        road = self._road
        if key is None or road is None or self._held:
            return
        self._key = key
        self.preparing.emit(key)

        def work(stop: Event) -> OpenedTicket:
            return road.prepare(key, on_step=_ignore, stop=stop)

        self._job = self._jobs.run(work, self._prepared, self._failed)

    def _prepared(self, opened: OpenedTicket) -> None:
        key = opened.ticket.key
        self._job = self._key = None
        self._in_vain |= {key}
        self.failed -= {key}
        self.answered -= {key}
        if not waits_for_reply(opened.ticket):
            self.answered |= {key}
        self.preparing.emit(None)
        self.prepared.emit(key)
        self.go()

    def _failed(self, error: Exception) -> None:
        key, self._job, self._key = self._key, None, None
        self.preparing.emit(None)
        if isinstance(error, Cancelled):
            self.go()
        elif isinstance(error, UserFacing) and key is not None:
            self._in_vain |= {key}
            self.failed |= {key}
            self.not_prepared.emit()
            self.go()


def _ignore(step: str) -> None:
    """Nobody watches the steps of a ticket that is prepared ahead."""

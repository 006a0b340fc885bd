"""Asks the road what it suggests for the open ticket."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copilot.records import TicketKey, Triage
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from copilot.pipeline import Road


class Triaging(QObject):
    """`triaged` names the ticket, too; nobody waits any more for the one before."""

    triaged = Signal(object, object)  # a TicketKey, a Triage
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._key: TicketKey | None = None
        self.road: Road | None = None

    def want(self, key: TicketKey) -> None:
        """Triage a ticket."""
        if (road := self.road) is None:
            return
        if self._job is not None:
            self._job.drop()
        self._key = key

        def work(stop: Event) -> Triage:
            return road.triage(key)

        self._job = self._jobs.run(work, self._done, self._not_done)

    def _done(self, triage: Triage) -> None:
        self._job = None
        self.triaged.emit(self._key, triage)

    def _not_done(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)

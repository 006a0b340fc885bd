"""Fetches from the helpdesk every minute and when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copilot.records import SyncReport
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from copilot.pipeline import Road


class Syncer(QObject):
    """One sync at a time; `synced` carries a SyncReport."""

    synced = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, seconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._road: Road | None = None
        self._job: Job | None = None
        self._timer = QTimer(self, interval=seconds * 1000)
        self._timer.timeout.connect(self.sync)

    def start(self, road: Road) -> None:
        """Sync now and from now on."""
        self._road = road
        self._timer.start()
        self.sync()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    @Slot()
    def sync(self) -> None:
        """Sync once, unless one is under way."""
        road = self._road
        if road is not None and self._job is None:
            self._job = self._jobs.run(
                lambda stop: road.sync(stop=stop), self._done, self._not_done
            )

    def _done(self, report: SyncReport) -> None:
        self._job = None
        self.synced.emit(report)

    def _not_done(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)

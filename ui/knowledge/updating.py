"""Brings the knowledge up to date on a job, and tells how far it is a few times a second."""

from __future__ import annotations

from collections import deque
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copilot.records import IndexProgress
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from copilot.pipeline import Road

SHOW_EVERY = 100  # milliseconds


class Updating(QObject):
    """One update at a time; one that is asked for meanwhile follows it."""

    progressed = Signal(object)  # an IndexProgress
    busy = Signal(bool)
    done = Signal()
    failed = Signal(object)  # an Exception, Cancelled among them

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._again: Road | None = None
        self._newest: deque[IndexProgress] = deque(maxlen=1)  # append and pop are atomic
        self._timer = QTimer(self, interval=SHOW_EVERY)
        self._timer.timeout.connect(self._show)

    @property
    def under_way(self) -> bool:
        """Whether an update runs now."""
        return self._job is not None

    def begin(self, road: Road) -> None:
        """Update now, or once more after the update that runs."""
        if self._job is not None:
            self._again = road
            return
        self._newest.clear()
        keep = self._newest.append

        def work(stop: Event) -> None:
            road.knowledge.update(on_progress=keep, stop=stop)

        self._job = self._jobs.run(work, self._done, self._failed)
        self._timer.start()
        self.busy.emit(True)

    def cancel(self) -> None:
        """Ask it to stop; what was read is kept."""
        self._again = None
        if self._job is not None:
            self._job.cancel()

    def stop(self) -> None:
        """Show no more of it."""
        self._timer.stop()

    @Slot()
    def _show(self) -> None:
        if self._newest:
            self.progressed.emit(self._newest.pop())

    def _end(self) -> None:
        self._job = None
        self._timer.stop()
        self._newest.clear()
        self.busy.emit(False)

    def _done(self, _: None) -> None:
        self._end()
        self.done.emit()
        if (again := self._again) is not None:
            self._again = None
            self.begin(again)

    def _failed(self, error: Exception) -> None:
        self._again = None
        self._end()
        self.failed.emit(error)

"""Clears out once a day what is older than its time, and remembers what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copilot.records import Deletion
from ui.jobs import Job, Jobs
from ui.shared.private import privacy_of

if TYPE_CHECKING:
    from copilot.pipeline import Road

LOOK_EVERY = 600_000  # milliseconds; a laptop that slept must not wait another day
EVERY = timedelta(days=1)


class Clearing(QObject):
    """One clearing at a time; `done` comes after each, also after one that failed."""

    done = Signal()
    failed = Signal(object)  # only of one that a person asked for

    def __init__(self, jobs: Jobs, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._clock = jobs, clock
        self._road: Road | None = None
        self._job: Job | None = None
        self._asked = False
        self.when: datetime | None = None
        self.deletion: Deletion | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self, road: Road) -> None:
        """Clear out now, and once a day from now on."""
        self._road = road
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Clear out no more."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Clear out when a day has gone by."""
        if self.when is None or self._clock() - self.when >= EVERY:
            self._clear()

    @Slot()
    def now(self) -> None:
        """Clear out because a person asks for it."""
        self._asked = True
        self._clear()

    def _clear(self) -> None:
        road, now = self._road, self._clock()
        if road is not None and self._job is None:
            privacy = privacy_of(road)
            self._job = self._jobs.run(
                lambda stop: privacy.clear_out(now), self._done, self._failed
            )

    def _done(self, deletion: Deletion) -> None:
        self._end(deletion)

    def _failed(self, error: Exception) -> None:
        asked = self._asked
        self._end(None)
        if asked:
            self.failed.emit(error)

    def _end(self, deletion: Deletion | None) -> None:
        self._job, self._asked = None, False
        self.when, self.deletion = self._clock(), deletion
        self.done.emit()

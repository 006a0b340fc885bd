"""Does one thing at a time on a job, and says meanwhile what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.jobs import Job, Jobs
from ui.shared.private import Privacy, privacy_of

if TYPE_CHECKING:
    from copilot.pipeline import Road


class Doing(QObject):
    """What is under way is done whole or not at all, so it cannot be stopped."""

    busy = Signal(str)  # what takes long; "" for something short
    free = Signal()
    failed = Signal(object)  # an Exception

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self.road: Road | None = None

    def do(
        self,
        says: str,
        work: Callable[[Privacy], object],
        done: Callable[[object], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something, unless something else is under way."""
        if self.road is None or self._job is not None:
            return
        privacy = privacy_of(self.road)

        def ended(found: object) -> None:
            self._job = None
            done(found)
            self.free.emit()

        def broke(error: Exception) -> None:
            self._job = None
            (failed or self.failed.emit)(error)
            self.free.emit()

        self.busy.emit(says)
        self._job = self._jobs.run(lambda stop: work(privacy), ended, broke)

"""The only threads of the window: work goes in, results come back on the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from copilot.errors import Cancelled, UserFacing
from copilot.program_log import fault

T = TypeVar("T")
LOG = logging.getLogger(__name__)
OnError = Callable[[Exception], None]


@dataclass(eq=False, slots=True)
class Job:
    """Work under way. Setting `stop` asks it to end; it then reports errors.Cancelled."""

    on_done: Callable[[Any], None]
    on_error: OnError
    stop: Event = field(default_factory=Event)
    dropped: bool = False

    def cancel(self) -> None:
        """Ask the work to end; the outcome is still reported."""
        self.stop.set()

    def drop(self) -> None:
        """Ask the work to end and hear nothing of it again."""
        self.dropped = True
        self.stop.set()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: a value, or an error."""

    job: Job
    value: Any = None
    error: Exception | None = None


def outcome_of(job: Job, future: Future[Any]) -> Outcome:
    """Read a finished future; the exception is a value here, not raised."""
    try:
        error = future.exception()
    except CancelledError:
        return Outcome(job, error=Cancelled())
    if isinstance(error, Exception):
        return Outcome(job, error=error)
    return Outcome(job, error=Cancelled()) if error else Outcome(job, value=future.result())


class Jobs(QObject):
    """Runs work in the given executor. `broke` tells of errors that are the program's own fault."""

    broke = Signal(object)  # an Exception
    _ended = Signal(object)  # an Outcome

    def __init__(self, executor: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._under_way: set[Job] = set()
        self._open = True
        self._last: Callable[[], None] | None = None  # what is done when all jobs have ended
        self._last_job: Job | None = None
        self._ended.connect(self._report, Qt.ConnectionType.QueuedConnection)

    @property
    def under_way(self) -> int:
        """How many jobs have not reported yet."""
        return len(self._under_way)

    def run(
        self, work: Callable[[Event], T], on_done: Callable[[T], None], on_error: OnError
    ) -> Job:
        """Run work(stop) on another thread, then one of the two callbacks on this one.

        After shutdown nothing is run; the job comes back stopped.
        """
        job = Job(on_done, on_error)
        if not self._open:
            job.drop()
            return job
        self._under_way.add(job)
        future = self._executor.submit(work, job.stop)
        future.add_done_callback(partial(self._emit_end, job))
        return job

    def wind_down(self, last: Callable[[], None], ended: Callable[[], None]) -> None:
        """Take no more work and ask all to stop; when they have, run last() on another thread.

        Then ended() is called on this one. Of the jobs nothing is reported any more.
        """
        self._last, self._last_job = last, Job(lambda _: ended(), lambda _: ended())
        self._drop_all()
        self._end_if_quiet()

    def shutdown(self) -> None:
        """Take no more work, ask all to stop, wait for the threads; nothing is reported after.

        What wind_down() was to do last, and has not done, is done here.
        """
        self._drop_all()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._under_way.clear()
        self._run_last()

    def _drop_all(self) -> None:
        self._open = False
        for job in tuple(self._under_way):
            job.drop()

    def _end_if_quiet(self) -> None:
        job = self._last_job
        if job is not None and not self._under_way:
            self._last_job = None
            self._under_way.add(job)
            self._executor.submit(self._run_last).add_done_callback(partial(self._emit_end, job))

    def _run_last(self) -> None:
        last, self._last = self._last, None
        if last is not None:
            last()

    def _emit_end(self, job: Job, future: Future[Any]) -> None:
        self._ended.emit(outcome_of(job, future))

    @Slot(object)
    def _report(self, outcome: Outcome) -> None:
        job = outcome.job
        self._under_way.discard(job)
        if not job.dropped and outcome.error is None:
            job.on_done(outcome.value)
        elif not job.dropped and outcome.error is not None:
            job.on_error(outcome.error)
        if isinstance(outcome.error, UserFacing):
            LOG.info("Refused: %s", fault(outcome.error))
        elif outcome.error is not None and not isinstance(outcome.error, Cancelled):
            self.broke.emit(outcome.error)
        self._end_if_quiet()

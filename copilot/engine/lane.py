"""A lane of the engine process: one thread that takes the most urgent job first."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from threading import Condition, Thread

from copilot.engine.protocol import Job
from copilot.errors import Cancelled


class GaveWay(Exception):
    """A job left its lane to a more urgent one, and begins again when that is done."""


class Turn:
    """A job's time in its lane: whether it was cancelled, and how it lets others go first."""

    def __init__(self, lane: Lane, job: Job) -> None:
        self._lane = lane
        self._job = job

    def stopped(self) -> bool:
        return self._lane.is_cancelled(self._job.id)

    def give_way(self) -> None:
        """Raises GaveWay where a more urgent job waits: this one cannot go on in its midst."""
        if self._lane.has_more_urgent(self._job.priority):
            raise GaveWay

    def pause(self) -> None:
        """Between two slices: what is more urgent runs now, to its end. Raises Cancelled."""
        self._lane.run_more_urgent(self._job.priority)
        if self.stopped():
            raise Cancelled


class Lane:
    """Runs `run(job, turn)` for one job at a time, by priority and then by age."""

    def __init__(self, name: str, run: Callable[[Job, Turn], None]) -> None:
        self._run = run
        self._changed = Condition()
        self._waiting: list[tuple[int, int, Job]] = []
        self._open: set[int] = set()  # ids that wait or are under way, and are not cancelled
        # Not joined: the child ends as a whole when its parent is gone.
        Thread(target=self._work, name=name, daemon=True).start()

    def put(self, job: Job) -> None:
        """Adds a job; ids grow, so that the older of two equal ones goes first."""
        with self._changed:
            self._open.add(job.id)
            heapq.heappush(self._waiting, (job.priority, job.id, job))
            self._changed.notify()

    def cancel(self, job_id: int) -> None:
        """The job's `stopped` becomes true; one that waits is run with it true from the start."""
        with self._changed:
            self._open.discard(job_id)

    def is_cancelled(self, job_id: int) -> bool:
        return job_id not in self._open

    def run_more_urgent(self, priority: int) -> None:
        """Runs the waiting jobs that go before this priority; for the job that is under way."""
        while (job := self._more_urgent(priority)) is not None:
            self._run_to_end(job)

    def _work(self) -> None:
        while True:
            self._run_to_end(self._take())

    def _run_to_end(self, job: Job) -> None:
        try:
            self._run(job, Turn(self, job))
        except GaveWay:
            with self._changed:
                heapq.heappush(self._waiting, (job.priority, job.id, job))
            return
        with self._changed:
            self._open.discard(job.id)

    def _take(self) -> Job:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._waiting))
            return heapq.heappop(self._waiting)[2]

    def has_more_urgent(self, priority: int) -> bool:
        with self._changed:
            return bool(self._waiting) and self._waiting[0][0] < priority

    def _more_urgent(self, priority: int) -> Job | None:
        with self._changed:
            if self._waiting and self._waiting[0][0] < priority:
                return heapq.heappop(self._waiting)[2]
            return None

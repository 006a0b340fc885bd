"""A lane of the engine process: one thread that takes the most urgent job first."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from functools import partial
from threading import Condition, Thread

from copilot.engine.protocol import Job

Stopped = Callable[[], bool]


class Lane:
    """Runs `run(job, stopped)` for one job at a time, by priority and then by age."""

    def __init__(self, name: str, run: Callable[[Job, Stopped], None]) -> None:
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

    def _work(self) -> None:
        while True:
            job = self._take()
            self._run(job, partial(self._is_stopped, job.id))
            with self._changed:
                self._open.discard(job.id)

    def _is_stopped(self, job_id: int) -> bool:
        return job_id not in self._open

    def _take(self) -> Job:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._waiting))
            return heapq.heappop(self._waiting)[2]

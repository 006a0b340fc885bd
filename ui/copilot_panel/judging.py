"""Tells the road what the agent did with a source of a ticket."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copilot.records import FoundPassage, Judgement, TicketKey
from ui.jobs import Jobs

if TYPE_CHECKING:
    from copilot.pipeline import Road


class Judging(QObject):
    """`refused` names the ticket and the source of a judgement that could not be kept."""

    judged = Signal(object)  # a Judgement that was kept
    refused = Signal(object, object)  # a TicketKey, a FoundPassage
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.road: Road | None = None

    def judge(self, key: TicketKey, found: FoundPassage, judgement: Judgement) -> None:
        """Keep one judgement."""
        if (road := self.road) is None:
            return

        def work(stop: Event) -> Judgement:
            road.judge_source(key, found, judgement)
            return judgement

        def fail(error: Exception) -> None:
            self.refused.emit(key, found)
            if judgement is not Judgement.OPENED:  # nobody asked for that one to be remembered
                self.failed.emit(error)

        self._jobs.run(work, self.judged.emit, fail)

"""Behaviour of the trace page: loads what is known of the shown draft, and exports traces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import Draft, DraftTrace
from ui.conversation.saving import ask_where
from ui.jobs import Jobs
from ui.trace.props import trace_props
from ui.trace.view import TracePage

if TYPE_CHECKING:
    from copilot.pipeline import Road

FILE = "support-copilot-traces.json"


class TracePresenter(QObject):
    """One page at a time. `exported` carries the path."""

    exported = Signal(object)
    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, clock: Callable[[], datetime], window: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._jobs, self._clock, self._window = jobs, clock, window
        self.road: Road | None = None
        self.dialog: TracePage | None = None
        self._draft: Draft | None = None

    def open(self, draft: Draft | None) -> None:
        """Show how a draft came to be; nothing where there is none."""
        road = self.road
        if road is None or draft is None:
            return
        self._draft = draft
        self._jobs.run(lambda stop: road.tracking.why(draft), self._show, self.failed.emit)

    def _show(self, why: DraftTrace) -> None:
        draft = self._draft
        if draft is None:
            return
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
        self.dialog = TracePage(trace_props(draft, why, self._clock()), self._window)
        self.dialog.export.clicked.connect(self.export)
        self.dialog.open()

    @Slot()
    def export(self) -> None:
        """Ask where, and write all traces there."""
        road, target = self.road, ask_where(self._window, FILE)
        if road is None or target is None:
            return

        def work(stop: object) -> Path:
            road.tracking.export(target)
            return target

        self._jobs.run(work, self.exported.emit, self.failed.emit)

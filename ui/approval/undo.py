"""The seconds after an approval in which it can be taken back."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame

from copilot.records import OutboxItem, OutboxState, Outgoing
from ui.approval.props import what_words
from ui.jobs import Jobs
from ui.shared.parts import Elided, button, row

if TYPE_CHECKING:
    from copilot.pipeline import Road


class UndoStrip(QFrame):
    """One line above the composer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("undo")
        self.text = Elided()
        self.back = button("Take back  Ctrl+Z", "link", name="Take back")
        self.setLayout(row(self.text, self.back, margins=(14, 7, 10, 7)))
        self.hide()


class UndoPresenter(QObject):
    """Counts down for the newest approval; `due` comes when the time of one is over."""

    due = Signal()
    taken_back = Signal(object)  # an OutboxItem
    failed = Signal(object)

    def __init__(self, jobs: Jobs, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._clock = jobs, clock
        self.road: Road | None = None
        self.hidden = False
        self._items: list[OutboxItem] = []
        self.view = UndoStrip()
        self.view.back.clicked.connect(self.take_back)
        self._timer = QTimer(self, interval=250)
        self._timer.timeout.connect(self.tick)

    def add(self, item: OutboxItem) -> None:
        """Begin to count for another approval."""
        self._items.append(item)
        self._timer.start()
        self.tick()

    @Slot(object)
    def go_on(self, items: tuple[OutboxItem, ...]) -> None:
        """Count on for what was approved before the desk was opened."""
        now = self._clock()
        for item in items:
            if item.state is OutboxState.WAITING and item.not_before > now:
                self.add(item)

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    @Slot()
    def tick(self) -> None:
        """Show the seconds that are left; let go of what is due."""
        now = self._clock()
        over = [item for item in self._items if item.not_before <= now]
        self._items = [item for item in self._items if item.not_before > now]
        if over:
            self.due.emit()
        if not self._items:
            self._timer.stop()
            self.view.hide()
            return
        newest = self._items[-1]
        seconds = math.ceil((newest.not_before - now).total_seconds())
        out = newest.approved.outgoing
        self.view.text.set_text(
            f"Approved: {self._what(out)} on #{out.ticket_id}. {seconds} s to take it back."
        )
        self.view.show()

    def _what(self, out: Outgoing) -> str:
        return out.kind.value if self.hidden else what_words(out)

    @Slot()
    def take_back(self) -> bool:
        """Take back the newest approval; False when there is none."""
        if not self._items or self.road is None:
            return False
        road, item = self.road, self._items.pop()
        self._jobs.run(lambda stop: road.take_back(item.approved.id), self._taken, self.failed.emit)
        self.tick()
        return True

    def _taken(self, item: OutboxItem) -> None:
        if item.state is OutboxState.TAKEN_BACK:
            self.taken_back.emit(item)

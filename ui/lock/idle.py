"""Tells when nobody has touched keyboard or mouse for some minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

LOOK_EVERY = 5000  # milliseconds
USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """`passed` comes when `minutes` have gone by without use; 0 minutes: never.

    The clock is the wall's: the time a laptop slept counts, a monotonic one would leave it out.
    """

    passed = Signal()

    def __init__(
        self, app: QObject, clock: Callable[[], datetime], minutes: int, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._clock, self.minutes = clock, minutes
        self._last = clock()
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        app.installEventFilter(self)

    def start(self) -> None:
        """Count from now."""
        self._last = self._clock()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key, click or wheel counts as use; nothing is held back."""
        if event.type() in USE:
            self._last = self._clock()
        return False

    @Slot()
    def look(self) -> None:
        """Tell when the time is over."""
        now = self._clock()
        self._last = min(self._last, now)  # a clock that was set back must not keep it open
        if self.minutes and now - self._last >= timedelta(minutes=self.minutes):
            self.stop()
            self.passed.emit()

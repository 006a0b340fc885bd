"""A number that a person may change: it waits for a pause, and never changes by scrolling past."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox

PAUSE = 500  # milliseconds without a change


class Number(QSpinBox):
    """`chosen` comes after a pause, and only for another number than the shown one."""

    chosen = Signal(int)

    def __init__(self, *, most: int, unit: str, none: str, spoken: str) -> None:
        super().__init__(maximum=most)
        self.setKeyboardTracking(False)
        self.setSuffix(f" {unit}")
        self.setSpecialValueText(none)
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(168)
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self._known = 0
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.give)
        self.valueChanged.connect(self._pause.start)

    def show_number(self, number: int) -> None:
        """Show what is kept, unless the person is changing it."""
        if self._pause.isActive():
            return
        self._known = number
        if number != self.value():
            self.blockSignals(True)
            self.setValue(number)
            self.blockSignals(False)

    @Slot()
    def give(self) -> None:
        """Tell of the number now, if it is another one."""
        self._pause.stop()
        if self.value() != self._known:
            self._known = self.value()
            self.chosen.emit(self._known)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only with the keyboard in it: a page that is scrolled must change nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

"""The line about a ticket, with the requester's address underlined as personal data."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen

from copilot.records import type_name
from ui.shared.parts import Elided
from ui.shared.theme import Theme


class AboutLine(Elided):
    """`personal` is the stretch of the text to underline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("muted")
        self._theme = theme
        self.personal = ""

    def show_about(self, text: str, personal: str) -> None:
        """Show another ticket's line."""
        self.personal = personal
        self.set_text(text)
        if personal:
            self.setToolTip(
                f"{text}\nPersonal data: {type_name('EMAIL')}. The model never sees it."
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then dots below the address as far as it is in sight."""
        super().paintEvent(event)
        shown = self.fitting()
        at = shown.find(self.personal) if self.personal else -1
        if at < 0:
            return
        before, found = shown[:at], self.personal
        metrics = QFontMetricsF(self.face())
        left = metrics.horizontalAdvance(before)
        right = left + metrics.horizontalAdvance(found)
        below = self.height() / 2 + metrics.height() / 2 - 1
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.tokens.personal), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(left, below), QPointF(right, below))

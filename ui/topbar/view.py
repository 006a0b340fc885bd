"""Layout of the top line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.shared.parts import button, chip, label, row


class TopBar(QWidget):
    """Name and desk, the way into the search, outbox, lock, light or dark, keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = label("", "muted")
        self.search = button(
            "Search tickets, articles, commands", "search", name="Search", tip="Ctrl+K"
        )
        self.search.setLayout(row(1, label("Ctrl K", "key"), margins=(0, 0, 8, 0)))
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(420)
        self.search.setMinimumHeight(28)
        self.knowledge = button("Knowledge", "chip", tip="Sources, gaps and feedback (Ctrl+B)")
        self.outbox = button(
            "Outbox", "chip", tip="What was approved and is not yet confirmed (Ctrl+O)"
        )
        self.lock = chip("Encrypted", "supported")
        self.lock.setToolTip(
            "Tickets, drafts and knowledge lie in one encrypted file; Ctrl+Alt+L locks the window."
        )
        self.lock.hide()
        self.theme = button("◐", "quiet", name="Light or dark", tip="Light or dark (Ctrl+L)")
        self.keys = button("?", "quiet", name="Keys", tip="All keys (F1)")
        left = row(label("Support Copilot", "strong"), self.desk, 1, space=10)
        right = row(1, self.knowledge, self.outbox, self.lock, self.theme, self.keys, space=8)
        whole = row(left, self.search, right, space=16, margins=(14, 6, 10, 6))
        whole.setStretch(0, 1)
        whole.setStretch(1, 1000)  # as wide as it may be; the sides share what is left
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFixedHeight(44)

    def show_reading(self, percent: int | None) -> None:
        """How much of the knowledge is read, None when nothing is."""
        self.knowledge.setText("Knowledge" if percent is None else f"Knowledge {percent} %")

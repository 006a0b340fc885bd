"""Layout of the status line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared.parts import Elided, button, label, row

PREPARED = (
    "Tickets of this view that have a draft. Where your team wrote last no reply is due; what "
    "could not be prepared is tried again after the next fetch (F5)."
)


class StatusLineView(QWidget):
    """Connection, engine, prepared; hosts and the switch for personal data at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.dot = label("●", "muted")
        self.connection = button("Not synced yet", "quiet", tip="Fetch from the helpdesk now (F5)")
        self.engine = Elided("small")
        self.engine.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.prepared = label("", "muted")
        self.prepared.setToolTip(PREPARED)
        self.hosts = button("", "quiet", tip="Every host this program talked to (Ctrl+Shift+B)")
        self.hide_data = button("Hide personal data", "quiet")
        self.hide_data.setCheckable(True)
        self.setLayout(
            row(
                self.dot,
                self.connection,
                self.engine,
                self.prepared,
                1,
                self.hosts,
                self.hide_data,
                label("F8", "key"),
                space=8,
                margins=(14, 2, 14, 2),
            )
        )
        self.setFixedHeight(29)

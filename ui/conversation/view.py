"""Layout of the middle column above the composer: header and message cards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.shared.parts import Elided, column, label, named


class ConversationView(QWidget):
    """Subject, one line about the ticket, the cards."""

    def __init__(self) -> None:
        super().__init__()
        self.subject = Elided("title")
        self.about = Elided("muted")
        self.header = named(QWidget(), "header")
        self.header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header.setLayout(column(self.subject, self.about, space=4, margins=(20, 13, 20, 13)))
        self.surface = named(QWidget(), "surface")
        self.cards = column(space=10, margins=(20, 14, 20, 14))
        self.surface.setLayout(self.cards)
        self.area = named(QScrollArea(widgetResizable=True), "messages", spoken="Messages")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.surface)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.empty = label("", "empty", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(column(self.header, self.area, self.empty, space=0))

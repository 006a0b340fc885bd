"""Layout of the middle column above the composer: header and message cards."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from ui.conversation.about import AboutLine
from ui.conversation.hint import HintCard
from ui.shared.parts import Elided, button, centred, column, named, row
from ui.shared.theme import Theme

SIDE, SCROLL_BAR = 20, 10  # pixels; the latter as the style sheet has it


class ConversationView(QWidget):
    """Subject, one line about the ticket, the cards."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.subject = Elided("title")
        self.about = AboutLine(theme)
        self.change = button(
            "Change ▾", "link", name="Change the ticket", tip="Status, assignee, new ticket (Alt+G)"
        )
        self.changes = QMenu(self.change)
        self.change.setMenu(self.changes)
        self.header = named(QWidget(), "header")
        first = row(self.subject, self.change, space=12)
        first.setStretch(0, 1)
        self.header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header.setLayout(column(first, self.about, space=4, margins=(20, 13, 20, 13)))
        self.surface = named(QWidget(), "surface")
        self.cards = column(space=10, margins=(SIDE, 14, SIDE, 14))
        self.surface.setLayout(self.cards)
        self.area = named(QScrollArea(widgetResizable=True), "messages", spoken="Messages")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.surface)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hint = HintCard()
        self.empty = centred(self.hint)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_edge)
        self.setLayout(column(self.header, self.area, self.empty, space=0))

    @Slot(int, int)
    def _keep_edge(self, lowest: int, highest: int) -> None:
        """The scroll bar takes its room from the margin: cards end where the composer does."""
        self.cards.setContentsMargins(SIDE, 14, SIDE - SCROLL_BAR * (highest > lowest), 14)

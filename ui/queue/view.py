"""Layout of the left column: tabs, the list, and what is said when it is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QListView, QWidget

from copilot.records import QueueView as Tab
from ui.queue.delegate import RowDelegate
from ui.queue.item_model import QueueItemModel
from ui.shared.parts import button, column, label, named, row
from ui.shared.theme import Theme

TITLES = {Tab.MINE: "Mine", Tab.UNASSIGNED: "Unassigned", Tab.WAITING: "Waiting", Tab.ALL: "All"}


class QueueColumn(QWidget):
    """Tabs above a list of tickets."""

    def __init__(self, theme: Theme, item_model: QueueItemModel) -> None:
        super().__init__()
        self.setObjectName("queue")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = {tab: button(title, "tab") for tab, title in TITLES.items()}
        self.group = QButtonGroup(self)
        for tab in self.tabs.values():
            tab.setCheckable(True)
            self.group.addButton(tab)
        self.tabs[Tab.MINE].setChecked(True)
        self.delegate = RowDelegate(theme, self)
        self.list = named(QListView(), "tickets", spoken="Tickets")
        self.list.setModel(item_model)
        self.list.setItemDelegate(self.delegate)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(False)
        self.empty = label("Opening …", "empty", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(24, 48, 24, 0)
        tabs = row(*self.tabs.values(), 1, space=0, margins=(6, 8, 6, 6))
        self.setLayout(column(tabs, self.empty, self.list, space=0))
        self.setMinimumWidth(300)

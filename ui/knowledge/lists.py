"""The page's lists: rows at the left, what is known of the chosen one at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QSplitter, QStackedLayout, QWidget

from ui.knowledge.delegate import RowDelegate
from ui.knowledge.rows import RowItemModel
from ui.shared.parts import label, named
from ui.shared.theme import Theme


def row_list(theme: Theme, item_model: RowItemModel, *, name: str, spoken: str) -> QListView:
    """A list that paints rows at its own width."""
    made = named(QListView(), name, spoken=spoken)
    made.setProperty("role", "framed")
    made.setModel(item_model)
    made.setItemDelegate(RowDelegate(theme, made))
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setMouseTracking(True)
    return made


class ListAndDetail(QWidget):
    """The two beside each other, or one sentence where there are no rows."""

    def __init__(self, rows: QListView, detail: QWidget, nothing: str) -> None:
        super().__init__()
        self.rows, self.detail = rows, detail
        self.halves = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.halves.setObjectName("page")
        self.halves.setHandleWidth(14)
        self.halves.addWidget(rows)
        self.halves.addWidget(detail)
        self.halves.setStretchFactor(0, 5)
        self.halves.setStretchFactor(1, 6)
        self.halves.setSizes([420, 480])
        rows.setMinimumWidth(260)
        detail.setMinimumWidth(280)
        self.nothing = label(nothing, "empty", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(120, 0, 120, 40)
        self.pages = QStackedLayout()
        self.pages.addWidget(self.nothing)
        self.pages.addWidget(self.halves)
        self.setLayout(self.pages)

    def show_rows(self, some: bool) -> None:
        """The lists, or the sentence."""
        self.pages.setCurrentWidget(self.halves if some else self.nothing)

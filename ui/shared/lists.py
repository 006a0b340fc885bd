"""Lists of pages: rows at the left, what is known of the chosen one at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QListView, QSplitter, QStackedLayout, QWidget

from ui.shared.parts import label, named
from ui.shared.row_delegate import RowDelegate
from ui.shared.rows import ROW, Row, RowItemModel
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


class ListTab(QObject):
    """A tab with a list and what is known of the chosen row; `show_detail` is the tab's own."""

    def __init__(
        self,
        theme: Theme,
        detail: QWidget,
        nothing: str,
        *,
        name: str,
        spoken: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.item_model = RowItemModel(self)
        self.list = row_list(theme, self.item_model, name=name, spoken=spoken)
        self.view = ListAndDetail(self.list, detail, nothing)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        theme.changed.connect(self.list.viewport().update)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show rows; the chosen one stays chosen, or the one that is now in its place."""
        index = self.list.currentIndex()
        key, at = (index.data(ROW).key, index.row()) if index.isValid() else (None, 0)
        self.item_model.set_rows(rows)
        found = self.item_model.row_of(key)
        row_at = found if found >= 0 else min(at, len(rows) - 1)
        self.list.setCurrentIndex(self.item_model.index(row_at))
        self.view.show_rows(bool(rows))
        self.show_detail()

    def record(self) -> Any:  # noqa: ANN401 - each tab knows its own
        """The record of the chosen row, None when there is none."""
        index = self.list.currentIndex()
        return index.data(ROW).record if index.isValid() else None

    def show_detail(self) -> None:
        """Show what is known of the chosen row."""

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, *_: QModelIndex) -> None:
        self.show_detail()

"""A row of one of the page's lists, and the item model that holds them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.shared.source_words import Chip

ROW = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """A title with chips, a path that is cut in its middle, and words below."""

    key: Hashable
    title: str
    path: str
    below: str
    record: Any  # what the row stands for
    chips: tuple[Chip, ...] = ()
    wraps: bool = False  # what is below takes as many lines as it needs
    names_file: bool = False  # the title is cut in its middle

    @property
    def spoken(self) -> str:
        """For screen readers."""
        marks = (text for text, _ in self.chips)
        return ", ".join(filter(None, (self.title, *marks, self.below)))


class RowItemModel(QAbstractListModel):
    """Rows by their key; an update that keeps the keys keeps the selection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The title for display, a sentence for screen readers, the Row for ROW."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case Qt.ItemDataRole.ToolTipRole:
                below = row.below if row.wraps else ""
                return "\n".join(filter(None, (row.title, row.path, below)))
            case _:
                return row if role == ROW else None

    def row_of(self, key: Hashable) -> int:
        """Where a key stands, -1 when it is gone."""
        return next((at for at, row in enumerate(self.rows) if row.key == key), -1)

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other rows; where only their contents changed, only those are told."""
        if [row.key for row in rows] != [row.key for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        changed = [at for at, row in enumerate(rows) if row != self.rows[at]]
        self.rows = rows
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))

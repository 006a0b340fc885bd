"""The rows of the queue as Qt wants them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from copilot.records import QueueRow, TicketKey
from ui.queue.props import RowProps, row_props

PROPS = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()


class QueueItemModel(QAbstractListModel):
    """Holds QueueRow records; builds RowProps only for rows that are looked at."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._rows: tuple[QueueRow, ...] = ()
        self._hidden = False
        self._preparing: TicketKey | None = None
        self._made: dict[int, RowProps] = {}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many tickets."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Subject for display, a RowProps for PROPS, a sentence for screen readers."""
        if not index.isValid():
            return None
        props = self._props(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return props.subject
            case Qt.ItemDataRole.AccessibleTextRole:
                return props.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return props.subject
            case _:
                return props if role == PROPS else None

    def has_chips(self, at: int) -> bool:
        """Whether the row is three lines high."""
        return bool(self._props(at).chips)

    def key_at(self, at: int) -> TicketKey:
        """The ticket of a row."""
        return self._rows[at].key

    def row_of(self, key: TicketKey | None) -> int:
        """The row of a ticket, -1 when it is not in this view."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def unprepared(self) -> frozenset[TicketKey]:
        """The tickets that have no draft."""
        return frozenset(row.key for row in self._rows if not row.draft_ready)

    def set_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """Show other rows; where only their contents changed, the selection stays."""
        if [row.key for row in rows] != [row.key for row in self._rows]:
            self.beginResetModel()
            self._rows, self._made = rows, {}
            self.endResetModel()
            return
        changed = [at for at, row in enumerate(rows) if row != self._rows[at]]
        self._rows = rows
        for at in changed:
            self._touch(at)

    def set_hidden(self, hidden: bool) -> None:
        """Hide personal data in all rows, or show it."""
        self._hidden = hidden
        self.refresh()

    def set_preparing(self, key: TicketKey | None) -> None:
        """Mark the ticket that is being prepared."""
        before, self._preparing = self._preparing, key
        for at in {self.row_of(before), self.row_of(key)} - {-1}:
            self._touch(at)

    @Slot()
    def refresh(self) -> None:
        """Build every row again, as ages pass."""
        self._made = {}
        if self._rows:
            self.dataChanged.emit(
                self.index(0), self.index(len(self._rows) - 1), [Qt.ItemDataRole.DisplayRole, PROPS]
            )

    def _touch(self, at: int) -> None:
        self._made.pop(at, None)
        self.dataChanged.emit(self.index(at), self.index(at), [Qt.ItemDataRole.DisplayRole, PROPS])

    def _props(self, at: int) -> RowProps:
        if at not in self._made:
            row = self._rows[at]
            preparing = row.key == self._preparing
            self._made[at] = row_props(row, self._clock(), hidden=self._hidden, preparing=preparing)
        return self._made[at]

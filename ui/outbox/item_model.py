"""The outbox as rows, and the words for each state."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from copilot.records import OutboxItem, OutboxState
from ui.shared.masking import BLOT

ITEM = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()
WORDS = {
    OutboxState.WAITING: ("waiting", "plain", "Goes out with the next connection."),
    OutboxState.SENDING: ("sending", "accent", "Being sent now."),
    OutboxState.CONFIRMED: ("confirmed", "supported", "Read back from the helpdesk."),
    OutboxState.CONFLICT: (
        "ticket moved on",
        "warning",
        "Nothing was sent. Open the ticket, look at what is new, and approve again.",
    ),
    OutboxState.REJECTED: (
        "refused",
        "danger",
        "Nothing was sent. Open the ticket and approve again once the cause is gone.",
    ),
    OutboxState.UNKNOWN: (
        "not certain",
        "warning",
        "The connection broke while it was sent. "
        "It is looked for again; look there yourself, then send it again or leave it.",
    ),
    OutboxState.TAKEN_BACK: (
        "taken back",
        "plain",
        "Nothing was sent; the text is in the composer again.",
    ),
    OutboxState.EXPIRED: (
        "approval too old",
        "warning",
        "Nothing was sent. Open the ticket, look at the draft, and approve it again.",
    ),
}
UNSETTLED = (
    OutboxState.WAITING,
    OutboxState.SENDING,
    OutboxState.UNKNOWN,
    OutboxState.CONFLICT,
    OutboxState.REJECTED,
    OutboxState.EXPIRED,
)


def unsettled(items: tuple[OutboxItem, ...]) -> int:
    """How many still need time or a person."""
    return sum(item.state in UNSETTLED for item in items)


class OutboxItemModel(QAbstractListModel):
    """Newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[OutboxItem, ...] = ()
        self.hidden = False

    def set_hidden(self, hidden: bool) -> None:
        """Hide what may name a person, or show it."""
        self.hidden = hidden
        if self._items:
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many items."""
        return 0 if parent.isValid() else len(self._items)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """One line for display and screen readers, the record for ITEM."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                out = item.approved.outgoing
                subject = BLOT if self.hidden else out.subject
                return f"#{out.ticket_id} {subject}: {WORDS[item.state][0]}"
            case _:
                return item if role == ITEM else None

    def set_items(self, items: tuple[OutboxItem, ...]) -> None:
        """Show these, but for those of which nothing is left to show."""
        whole = (item for item in items if item.erased is None)
        newest_first = tuple(sorted(whole, key=lambda item: item.approved.approved, reverse=True))
        if newest_first != self._items:
            self.beginResetModel()
            self._items = newest_first
            self.endResetModel()

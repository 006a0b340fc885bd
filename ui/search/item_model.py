"""The hits of the palette as Qt wants them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.search.hits import Hit

HIT = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()


class HitItemModel(QAbstractListModel):
    """Holds the hits; where only some differ, only those are told."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many hits."""
        return 0 if parent.isValid() else len(self.hits)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A sentence for display and screen readers, the Hit for HIT, a tooltip where it is cut."""
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{hit.kind}: {hit.title}"
            case Qt.ItemDataRole.AccessibleTextRole:
                marks = (text for text, _ in hit.chips)
                return ", ".join((f"{hit.kind}: {hit.title}", *filter(None, (hit.aside, *marks))))
            case Qt.ItemDataRole.ToolTipRole:
                return " › ".join(filter(None, (hit.title, hit.place)))
            case _:
                return hit if role == HIT else None

    def set_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show these; the rows that both lists have stay, and with them the selection."""
        common = min(len(hits), len(self.hits))
        if len(hits) < len(self.hits):
            self.beginRemoveRows(NOWHERE, len(hits), len(self.hits) - 1)
            self.hits = self.hits[:common]
            self.endRemoveRows()
        changed = [at for at in range(common) if hits[at] != self.hits[at]]
        self.hits = (*hits[:common], *self.hits[common:])
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))
        if len(hits) > common:
            self.beginInsertRows(NOWHERE, common, len(hits) - 1)
            self.hits = hits
            self.endInsertRows()

"""What the palette offers: commands, tickets and passages in one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from copilot.records import FoundPassage, QueueRow
from ui.shared.masking import BLOT, masked

HIT = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do, and its key."""

    title: str
    key: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette."""

    kind: str  # "Ticket", "Source" or "Command"
    title: str
    below: str
    target: QueueRow | FoundPassage | Command


def hits(
    text: str,
    rows: tuple[QueueRow, ...],
    found: tuple[FoundPassage, ...],
    commands: tuple[Command, ...],
    *,
    hidden: bool = False,
) -> tuple[Hit, ...]:
    """Tickets first, then passages, then commands whose title has the words."""
    words = text.lower().split()
    tickets = [_ticket(row, hidden=hidden) for row in rows[:8]]
    sources = [
        Hit("Source", one.passage.title, " ".join(one.passage.text.split())[:110], one)
        for one in found[:8]
    ]
    fitting = [one for one in commands if all(word in one.title.lower() for word in words)]
    return (*tickets, *sources, *(Hit("Command", one.title, one.key, one) for one in fitting))


def _ticket(row: QueueRow, *, hidden: bool) -> Hit:
    who = BLOT if hidden else row.requester
    subject = masked(row.subject, tuple(row.requester.split())) if hidden else row.subject
    return Hit("Ticket", subject, f"#{row.key.id} · {who}", row)


class HitItemModel(QAbstractListModel):
    """Holds the hits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """How many hits."""
        return 0 if parent.isValid() else len(self._hits)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A sentence for display, the Hit for HIT."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{hit.kind}: {hit.title}"
        return hit if role == HIT else None

    def set_hits(self, found: tuple[Hit, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._hits = found
        self.endResetModel()

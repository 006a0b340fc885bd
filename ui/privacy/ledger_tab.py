"""The ledger: which hosts may be contacted, what shuts the engine off, every conversation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from copilot.records import LedgerRow, PrivacyState
from ui.privacy.props import host_words, ledger_cells, ledger_sum, wall_words
from ui.shared.facts import fact_grid
from ui.shared.parts import column, label, named

HEADS = ("When", "Host", "Why", "Out", "In", "Took")
WIDTHS = (128, 260, 0, 84, 84, 90)  # pixels; 0: what is left
WHY, FIRST_NUMBER = 2, 3
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
NOTHING = "No host was contacted yet."


class LedgerItemModel(QAbstractTableModel):
    """Rows of the ledger, newest first; only what is looked at is put into words."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.rows: tuple[LedgerRow, ...] = ()

    def set_rows(self, rows: tuple[LedgerRow, ...]) -> None:
        """Show other rows."""
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many conversations."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """As many as there are heads."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words; numbers stand at the right."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ledger_cells(self.rows[index.row()], self._clock())[index.column()]
        return _side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The heads."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _side(place: int) -> Qt.AlignmentFlag:
    right = Qt.AlignmentFlag.AlignRight if place >= FIRST_NUMBER else Qt.AlignmentFlag.AlignLeft
    return right | Qt.AlignmentFlag.AlignVCenter


def _table(item_model: LedgerItemModel) -> QTableView:
    made = named(QTableView(), "ledger", spoken="Hosts contacted")
    made.setModel(item_model)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(28)
    made.setShowGrid(False)
    made.setTabKeyNavigation(False)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWordWrap(False)
    head = made.horizontalHeader()
    head.setHighlightSections(False)
    head.setSectionsClickable(False)
    for place, width in enumerate(WIDTHS):
        if width:
            made.setColumnWidth(place, width)
    head.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
    return made


class LedgerTab(QObject):
    """Shows the ledger of a PrivacyState."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self.item_model = LedgerItemModel(clock, self)
        self.hosts = label("", "strong", wrap=True, select=True)
        self.wall = label("", wrap=True)
        self.sum = label("", "small")
        self.nothing = label(NOTHING, "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = _table(self.item_model)
        rest = label("refused: one place opens connections, and lets no other through", wrap=True)
        facts = fact_grid(
            (("May be contacted", self.hosts), ("All others", rest), ("The engine is", self.wall))
        )
        self.view = QWidget()
        whole = column(facts, self.nothing, self.table, self.sum, space=10, margins=(0, 6, 0, 0))
        whole.setStretchFactor(self.table, 1)
        whole.setStretchFactor(self.nothing, 1)
        self.view.setLayout(whole)

    def show(self, state: PrivacyState) -> None:
        """Show what was contacted, and what may be."""
        self.hosts.setText(host_words(state.hosts))
        self.wall.setText(wall_words(state.wall))
        self.item_model.set_rows(state.ledger)
        self.sum.setText(ledger_sum(state.ledger))
        self.table.setVisible(bool(state.ledger))
        self.nothing.setVisible(not state.ledger)

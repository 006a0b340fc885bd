"""The ledger: every conversation of this program with a host."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from copilot.records import LedgerRow
from ui.conversation.props import size_text
from ui.shared.ages import moment
from ui.shared.parts import button, column, label, row

HEADS = ("When", "Host", "Why", "Out", "In", "Took")


def cells(one: LedgerRow, now: datetime) -> tuple[str, ...]:
    """One row in words."""
    return (
        moment(one.created, now),
        one.host,
        one.reason,
        size_text(one.bytes_out),
        size_text(one.bytes_in),
        f"{one.milliseconds} ms",
    )


class Ledger(QDialog):
    """Read-only table, newest first."""

    def __init__(self, rows: tuple[LedgerRow, ...], now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hosts contacted")
        self.resize(720, 420)
        newest = sorted(rows, key=lambda one: one.created, reverse=True)
        table = QTableWidget(len(newest), len(HEADS))
        table.setAccessibleName("Hosts contacted")
        table.setHorizontalHeaderLabels(HEADS)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for at, one in enumerate(newest):
            for place, text in enumerate(cells(one, now)):
                table.setItem(at, place, QTableWidgetItem(text))
        close = button("Close  Esc", name="Close")
        close.clicked.connect(self.accept)
        words = label(
            "No other host was ever contacted; the engine process cannot open a connection.",
            "small",
            wrap=True,
        )
        self.setLayout(column(table, words, row(1, close), space=12, margins=(16, 14, 16, 14)))

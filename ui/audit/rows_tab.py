"""The rows of the chain: a kind, words, the list, and all that one row says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QMenu, QWidget

from copilot.records import AuditRow
from ui.audit.props import (
    KINDS,
    MOST,
    NOTHING,
    audit_row,
    chosen_rows,
    detail_lines,
    event_words,
)
from ui.shared.facts import fact_grid
from ui.shared.lists import ListTab
from ui.shared.parts import button, column, empty, label, named, row, scrolling
from ui.shared.theme import Theme

PAUSE = 150  # milliseconds without a key before the words count


class RowDetail(QWidget):
    """One row of the chain, every field of it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "title", wrap=True)
        self.lines = column()
        area = scrolling(column(self.lines, 1))
        self.setLayout(column(self.title, area, space=10, margins=(0, 8, 0, 0)))

    def show_lines(self, title: str, lines: tuple[tuple[str, str], ...]) -> None:
        """Show a row."""
        self.title.setText(title)
        empty(self.lines)
        self.lines.addLayout(_grid(lines))


def _grid(lines: tuple[tuple[str, str], ...]) -> QGridLayout:
    values = [(name, label(_breakable(value), wrap=True, select=True)) for name, value in lines]
    for _, value in values:
        value.setMinimumWidth(1)  # a seal must not push the list away
    return fact_grid(tuple(values))


def _breakable(text: str) -> str:
    """A long run of digits may be broken after every eighth."""
    if " " in text or len(text) < 40:
        return text
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))


class RowsTab(ListTab):
    """Filters as one types; the newest row is at the top."""

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QObject) -> None:
        self._clock = clock
        self._rows: tuple[AuditRow, ...] = ()
        self._hidden = False
        self.detail = RowDetail()
        super().__init__(
            theme, self.detail, NOTHING, name="audit", spoken="Audit rows", parent=parent
        )
        self._kind = next(iter(KINDS))
        self.kind = button("", "tool", name="Kind of rows")
        self.kind.setMenu(kinds := QMenu(self.kind))
        for name in KINDS:
            kinds.addAction(name).triggered.connect(partial(self.choose_kind, name))
        self.words = named(QLineEdit(), "words", spoken="Words in the rows")
        self.words.setPlaceholderText("Number of a ticket, an event, an approval …")
        self.words.setClearButtonEnabled(True)
        self.count = label("", "small")
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._fill)
        self.words.textChanged.connect(self._pause.start)
        self.page = QWidget()
        head = row(self.kind, self.words, self.count, space=10)
        head.setStretch(1, 1)
        self.page.setLayout(column(head, self.view, space=10, margins=(0, 6, 0, 0)))

    def choose_kind(self, kind: str, *_: object) -> None:
        """Show the rows of this kind."""
        self._kind = kind
        self._fill()

    def show(self, rows: tuple[AuditRow, ...]) -> None:
        """Show the chain, oldest first as it is kept."""
        self._rows = rows
        self._fill()

    def set_hidden(self, hidden: bool) -> None:
        """Hide who did it, or show it."""
        self._hidden = hidden
        self._fill()

    def stop(self) -> None:
        """Wait for no more words."""
        self._pause.stop()

    @Slot()
    def _fill(self) -> None:
        self.kind.setText(f"{self._kind} ▾")
        found = chosen_rows(self._rows, self._kind, self.words.text())
        more = " newest" if len(found) == MOST else ""
        self.count.setText(f"{len(found):,}{more} of {len(self._rows):,}")
        now = self._clock()
        self.show_rows(tuple(audit_row(one, now, hidden=self._hidden) for one in found))

    def show_detail(self) -> None:
        """The chosen row."""
        one: AuditRow | None = self.record()
        if one is not None:
            self.detail.show_lines(event_words(one), detail_lines(one, hidden=self._hidden))

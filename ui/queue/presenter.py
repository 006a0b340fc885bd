"""Behaviour of the queue: loads rows, keeps the place, opens tickets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractButton

from copilot.records import QueueRow, QueueView, TicketKey
from ui.jobs import Jobs
from ui.queue.item_model import QueueItemModel
from ui.queue.view import TITLES, QueueColumn
from ui.shared.theme import Theme

if TYPE_CHECKING:
    from copilot.pipeline import Road

NOTHING = {
    QueueView.MINE: "No open ticket is assigned to you.\n"
    "Look at Unassigned (Ctrl+2), or fetch with F5.",
    QueueView.UNASSIGNED: "Every ticket has somebody who takes care of it.",
    QueueView.WAITING: "No ticket is waiting for a customer.",
    QueueView.ALL: "There are no tickets here yet.\nFetch them from the helpdesk with F5.",
}
AGES_EVERY = 60_000  # milliseconds
Loaded = tuple[QueueView, tuple[QueueRow, ...], dict[QueueView, int]]


class QueuePresenter(QObject):
    """`wanted` asks for a ticket to be opened; `loaded` says which rows are not prepared."""

    wanted = Signal(object)  # a TicketKey
    loaded = Signal(object, int)  # keys without a draft, and how many there are, of this view
    failed = Signal(object)  # an Exception

    def __init__(
        self, theme: Theme, jobs: Jobs, clock: Callable[[], datetime], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._road: Road | None = None
        self._tab = QueueView.MINE
        self._wants_focus = False
        self.item_model = QueueItemModel(clock, self)
        self.view = QueueColumn(theme, self.item_model)
        self.view.list.hide()
        self.view.list.clicked.connect(self._open)
        self.view.list.activated.connect(self._open)
        self.view.group.buttonClicked.connect(self._tab_clicked)
        theme.changed.connect(self.view.list.viewport().update)
        self.ages = QTimer(self, interval=AGES_EVERY)
        self.ages.timeout.connect(self.item_model.refresh)

    def start(self, road: Road) -> None:
        """Begin to show this road's tickets."""
        self._road = road
        self.ages.start()
        self.refresh()

    def stop(self) -> None:
        """Let the ages stand."""
        self.ages.stop()

    @Slot()
    def refresh(self) -> None:
        """Load the shown view again."""
        if self._road is None:
            return
        road, tab = self._road, self._tab

        def load(stop: Event) -> Loaded:
            return tab, road.queue(tab), road.counts()

        self._jobs.run(load, self._show, self.failed.emit)

    @property
    def tab(self) -> QueueView:
        """The shown view."""
        return self._tab

    def show_tab(self, tab: QueueView) -> None:
        """Change to another view."""
        self._tab = tab
        self.view.tabs[tab].setChecked(True)
        self.refresh()

    def step(self, by: int) -> None:
        """Move the keyboard's place down or up without opening."""
        at = self.view.list.currentIndex().row() + by
        if 0 <= at < self.item_model.rowCount():
            self.view.list.setCurrentIndex(self.item_model.index(at))

    def mark_open(self, key: TicketKey | None) -> None:
        """Show which ticket is in the middle column."""
        self.view.delegate.open_key = key
        if (at := self.item_model.row_of(key)) >= 0:
            self.view.list.setCurrentIndex(self.item_model.index(at))
        self.view.list.viewport().update()

    def focus(self) -> None:
        """Take the keyboard, as soon as there are rows."""
        self._wants_focus = not self.item_model.rowCount()
        if self._wants_focus:
            return
        self.view.list.setFocus()
        if not self.view.list.currentIndex().isValid():
            self.view.list.setCurrentIndex(self.item_model.index(0))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(self.item_model.key_at(index.row()))

    @Slot(QAbstractButton)
    def _tab_clicked(self, clicked: QAbstractButton) -> None:
        self.show_tab(next(tab for tab, one in self.view.tabs.items() if one is clicked))

    def _show(self, loaded: Loaded) -> None:
        tab, rows, counts = loaded
        for each, button in self.view.tabs.items():
            button.setText(f"{TITLES[each]} {counts.get(each, 0)}")
            button.setAccessibleName(f"{TITLES[each]}, {counts.get(each, 0)} tickets")
        if tab is not self._tab:
            return
        place = self._key_at_place()
        self.item_model.set_rows(rows)
        if (at := self.item_model.row_of(place)) >= 0:
            self.view.list.setCurrentIndex(self.item_model.index(at))
        self.view.empty.setText(NOTHING[tab])
        self.view.empty.setVisible(not rows)
        self.view.list.setVisible(bool(rows))
        if rows and self._wants_focus:
            self.focus()
        elif self._wants_focus:
            self.view.tabs[tab].setFocus()
        self.loaded.emit(self.item_model.unprepared(), len(rows))

    def _key_at_place(self) -> TicketKey | None:
        current = self.view.list.currentIndex()
        return self.item_model.key_at(current.row()) if current.isValid() else None

"""Behaviour of the outbox: loads it, delivers what is due, tells what went wrong, takes back."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import Asked, OutboxItem, OutboxState, TicketKey
from ui.jobs import Job, Jobs
from ui.outbox.delegate import why
from ui.outbox.item_model import ITEM, OutboxItemModel, unsettled
from ui.outbox.view import OutboxView
from ui.shared.masking import BLOT
from ui.shared.theme import Theme

if TYPE_CHECKING:
    from copilot.pipeline import Road

BACK = (OutboxState.CONFLICT, OutboxState.REJECTED, OutboxState.EXPIRED)  # it is a draft again
SETTLED = (OutboxState.CONFIRMED, *BACK)
TROUBLE = (*BACK, OutboxState.UNKNOWN)


def trouble_text(items: tuple[OutboxItem, ...]) -> str:
    """What to say about delivered items that did not arrive; "" when all did."""
    words = [
        f"#{one.approved.outgoing.ticket_id}: {why(one)}" for one in items if one.state in TROUBLE
    ]
    return "\n".join(words)


def asked_words(asked: Asked, *, hidden: bool) -> str:
    """What waits for a second signature: of whom, why, until when."""
    approved = asked.approved
    out, until = approved.outgoing, approved.expires
    subject = BLOT if hidden else out.subject
    who = BLOT if hidden else approved.approver
    held = f", until {until.astimezone():%d %b, %H:%M}" if until else ""
    changed = "" if asked.stands else " The draft was changed since: ask again."
    why = "" if hidden else f" {' '.join(asked.reasons)}"
    what = f"#{out.ticket_id} {subject} waits for a second signature."
    return f"{what} Asked by {who}{held}.{why}{changed}"


class OutboxPresenter(QObject):
    """`counted`: how many are unsettled; `settled`: confirmed or held; `trouble`: a sentence."""

    counted = Signal(object)
    found = Signal(object)  # the items of a desk that was just opened
    settled = Signal(object)
    trouble = Signal(str)
    taken_back = Signal(object)
    ticket_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, theme: Theme, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._road: Road | None = None
        self._loading: Job | None = None
        self._delivering: Job | None = None
        self._again = False
        self._first = False
        self._asked: tuple[Asked, ...] = ()
        self.item_model = OutboxItemModel(self)
        self.view = OutboxView(theme, self.item_model, window)
        self.view.list.activated.connect(self._open_ticket)
        self.view.open_ticket.clicked.connect(self._open_ticket)
        self.view.take_back.clicked.connect(self._take_back)
        self.view.again.clicked.connect(partial(self._decide, True))
        self.view.leave.clicked.connect(partial(self._decide, False))
        self.view.send.clicked.connect(self.deliver)
        self.view.list.selectionModel().currentChanged.connect(self._show_buttons)
        self._show_buttons()

    def start(self, road: Road) -> None:
        """Begin to show this road's outbox."""
        self._road, self._first = road, True
        self.refresh()

    @Slot()
    def open(self) -> None:
        """Show the window."""
        self.refresh()
        self.view.show()
        self.view.raise_()
        self.view.list.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Load the items again; an answer that is still on its way is older and not waited for."""
        if (road := self._road) is None:
            return
        if self._loading is not None:
            self._loading.drop()
        self._loading = self._jobs.run(
            lambda stop: (road.outbox(), road.second.waiting()), self._loaded, self._not_loaded
        )

    @Slot()
    def deliver(self) -> None:
        """Send what is due; one delivery at a time, and once more when asked meanwhile."""
        if self._road is None:
            return
        if self._delivering is not None:
            self._again = True
            return
        road = self._road

        def work(stop: Event) -> tuple[OutboxItem, ...]:
            return road.deliver(stop=stop)

        self._delivering = self._jobs.run(work, self._delivered, self._not_delivered)

    def set_hidden(self, hidden: bool) -> None:
        """Hide personal data, or show it."""
        self.view.delegate.hidden = hidden
        self.item_model.set_hidden(hidden)
        self.view.list.viewport().update()
        self._show_asked()

    def _loaded(self, found: tuple[tuple[OutboxItem, ...], tuple[Asked, ...]]) -> None:
        self._loading = None
        items, self._asked = found
        self._show(items)
        self._show_asked()
        if self._first:
            self._first = False
            self.found.emit(items)

    def _not_loaded(self, error: Exception) -> None:
        self._loading = None
        self.failed.emit(error)

    def _delivered(self, done: tuple[OutboxItem, ...]) -> None:
        self._delivering = None
        self.refresh()
        if text := trouble_text(done):
            self.trouble.emit(text)
        if settled := tuple(one for one in done if one.state in SETTLED):
            self.settled.emit(settled)
        self._once_more()

    def _not_delivered(self, error: Exception) -> None:
        self._delivering = None
        self.failed.emit(error)
        self.refresh()
        self._once_more()

    def _once_more(self) -> None:
        again, self._again = self._again, False
        if again:
            self.deliver()

    def _show(self, items: tuple[OutboxItem, ...]) -> None:
        self.item_model.set_items(items)
        self.view.empty.setVisible(not items)
        self.view.list.setVisible(bool(items))
        if items and not self.view.list.currentIndex().isValid():
            self.view.list.setCurrentIndex(self.item_model.index(0))
        self._show_buttons()
        self.counted.emit(unsettled(items))

    def _show_asked(self) -> None:
        hidden = self.item_model.hidden
        lines = [asked_words(one, hidden=hidden) for one in self._asked]
        self.view.asked.setText("\n".join(lines))
        self.view.asked.setVisible(bool(lines))

    def _current(self) -> OutboxItem | None:
        index = self.view.list.currentIndex()
        return index.data(ITEM) if index.isValid() else None

    @Slot()
    def _show_buttons(self, *_: QModelIndex) -> None:
        item = self._current()
        self.view.open_ticket.setEnabled(item is not None)
        self.view.take_back.setEnabled(item is not None and item.state is OutboxState.WAITING)
        unknown = item is not None and item.state is OutboxState.UNKNOWN
        self.view.again.setVisible(unknown)
        self.view.leave.setVisible(unknown)

    @Slot()
    def _open_ticket(self) -> None:
        if (item := self._current()) is not None:
            out = item.approved.outgoing
            self.view.accept()
            self.ticket_wanted.emit(TicketKey(out.connector, out.ticket_id))

    @Slot()
    def _take_back(self) -> None:
        item, road = self._current(), self._road
        if item is not None and road is not None:
            self._jobs.run(
                lambda stop: road.take_back(item.approved.id), self._taken, self.failed.emit
            )

    def _decide(self, send_again: bool, *_: object) -> None:
        item, road = self._current(), self._road
        if item is not None and road is not None:
            approved_id = item.approved.id
            self._jobs.run(
                lambda stop: road.decide(approved_id, send_again=send_again),
                self._decided,
                self.failed.emit,
            )

    def _decided(self, _: OutboxItem) -> None:
        self.refresh()
        self.deliver()

    def _taken(self, item: OutboxItem) -> None:
        self.refresh()
        self.taken_back.emit(item)

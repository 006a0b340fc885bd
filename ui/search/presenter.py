"""Behaviour of the palette: searches a moment after typing, goes where Enter says."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from copilot.pipeline import Road
from copilot.records import FoundPassage, QueueRow, QueueView
from ui.jobs import Job, Jobs
from ui.search.item_model import HIT, Command, Hit, HitItemModel, hits
from ui.search.view import Palette
from ui.shared.theme import Theme

PAUSE = 150  # milliseconds after the last key


class SearchPresenter(QObject):
    """One palette for the whole window."""

    ticket_wanted = Signal(object)  # a TicketKey
    source_wanted = Signal(object)  # a FoundPassage
    failed = Signal(object)

    def __init__(self, theme: Theme, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.road: Road | None = None
        self.hidden = False
        self.commands: tuple[Command, ...] = ()
        self._job: Job | None = None
        self.item_model = HitItemModel(self)
        self.view = Palette(theme, self.item_model, window)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._search)
        self.view.field.textEdited.connect(self._typed)
        self.view.field.returnPressed.connect(self._choose)
        self.view.field.installEventFilter(self)
        self.view.list.clicked.connect(self._choose)

    @Slot()
    def open(self) -> None:
        """Show the palette, empty."""
        self.view.field.clear()
        self._show(())
        self.view.open()
        self.view.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field move in the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if by is not None:
                self._step(by)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        at = self.view.list.currentIndex().row() + by
        if 0 <= at < self.item_model.rowCount():
            self.view.list.setCurrentIndex(self.item_model.index(at))

    @Slot()
    def _typed(self) -> None:
        self._pause.start()

    @Slot()
    def _search(self) -> None:
        if self._job is not None:
            self._job.drop()
        text, road, commands = self.view.field.text().strip(), self.road, self.commands
        hidden = self.hidden
        if road is None or not text:
            self._show(())
            return

        def work(stop: Event) -> tuple[Hit, ...]:
            rows: tuple[QueueRow, ...] = road.queue(QueueView.ALL, text)
            found: tuple[FoundPassage, ...] = road.search(text)
            return hits(text, rows, found, commands, hidden=hidden)

        self._job = self._jobs.run(work, self._show, self._not_found)

    def _not_found(self, error: Exception) -> None:
        self.view.reject()
        self.failed.emit(error)

    def _show(self, found: tuple[Hit, ...]) -> None:
        self._job = None
        text = self.view.field.text().strip()
        shown = found or hits(text, (), (), self.commands)
        self.item_model.set_hits(shown)
        self.view.list.setCurrentIndex(self.item_model.index(0))
        self.view.hint.setText(
            "↑ ↓ choose, Enter opens, Esc closes"
            if shown
            else "Nothing was found. Try fewer or other words."
        )

    @Slot()
    def _choose(self, *_: QModelIndex) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._search()
            return
        index = self.view.list.currentIndex()
        if not index.isValid():
            return
        hit: Hit = index.data(HIT)
        self.view.accept()
        match hit.target:
            case QueueRow(key=key):
                self.ticket_wanted.emit(key)
            case FoundPassage():
                self.source_wanted.emit(hit.target)
            case Command(run=run):
                run()

"""Behaviour of the palette: words at once, the meaning a moment later, Enter goes there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from copilot.records import EngineState, EngineStatus, FoundPassage, QueueRow, QueueView
from ui.jobs import Jobs
from ui.search.hits import (
    Command,
    Hit,
    Meant,
    fitting,
    in_order,
    meant,
    sources,
    tickets,
    with_the_chosen_in_place,
)
from ui.search.item_model import HIT, HitItemModel
from ui.search.latest import Latest
from ui.search.view import Palette
from ui.shared.theme import Theme

if TYPE_CHECKING:
    from copilot.pipeline import Road

SOON, LATER = 30, 250  # milliseconds after the last key: for the words, for the meaning
KEYS = "↑ ↓ choose, Enter opens, Esc closes"
LOOKING = "Looking further …"
NOTHING = "Nothing was found. Try fewer or other words."
ALONE = "Found by words alone"
UNSURE = "Nothing was found that surely answers this. What comes closest:"
UNSURE_SOURCES = "No article surely answers this. What comes closest stands last."
Near = tuple[tuple[Hit, ...], tuple[Hit, ...]]  # tickets, sources


class SearchPresenter(QObject):
    """One palette for the whole window. What is shown always belongs to one text."""

    ticket_wanted = Signal(object)  # a TicketKey
    source_wanted = Signal(object)  # a FoundPassage
    failed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        clock: Callable[[], datetime],
        window: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self.road: Road | None = None
        self.hidden = False
        self.commands: tuple[Command, ...] = ()
        self._engine: EngineStatus | None = None
        self._shown_for = ""
        self._enter = self._moved = False
        self._tickets: tuple[Hit, ...] = ()
        self._early: tuple[str, Meant] | None = None  # meaning that came before the words
        self.item_model = HitItemModel(self)
        self.view = Palette(theme, self.item_model, window)
        self._words, self._meaning = Latest(jobs, self), Latest(jobs, self)
        self._words.answered.connect(self._words_found)
        self._words.failed.connect(self._words_failed)
        self._meaning.answered.connect(self._meaning_found)
        self._meaning.failed.connect(self._meaning_failed)
        self._soon = QTimer(self, interval=SOON, singleShot=True)
        self._later = QTimer(self, interval=LATER, singleShot=True)
        self._soon.timeout.connect(self._ask_words)
        self._later.timeout.connect(self._ask_meaning)
        self.view.field.textChanged.connect(self._typed)
        self.view.field.returnPressed.connect(self._choose)
        self.view.field.installEventFilter(self)
        self.view.list.clicked.connect(self._go)
        self.view.finished.connect(self.stop)

    @Slot()
    def open(self) -> None:
        """Show the palette, empty."""
        self.view.field.clear()
        self._typed()
        self.view.open()
        self.view.field.setFocus()

    def set_hidden(self, hidden: bool) -> None:
        """Hide personal data in the tickets, or show it."""
        self.hidden = hidden
        if self.view.isVisible():
            self._typed()

    @Slot(object)
    def set_engine(self, status: EngineStatus) -> None:
        """Whether the meaning can be asked for; once it can, it is, for what stands there."""
        before, self._engine = self._alone(), status
        if before and not self._alone() and self._text() and self.view.isVisible():
            self._later.start()

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
            self._moved = True
            self.view.list.setCurrentIndex(self.item_model.index(at))

    def _chosen(self) -> int:
        """The row that a person went to, -1 while it is simply the first."""
        return self.view.list.currentIndex().row() if self._moved else -1

    def _text(self) -> str:
        return " ".join(self.view.field.text().split())

    def _alone(self) -> str:
        """Why the words are all there is; "" when the engine can be asked."""
        match self._engine.state if self._engine else EngineState.STARTING:
            case EngineState.STARTING:
                return "the engine is still starting"
            case EngineState.DOWN:
                return "the engine is down"
            case _:
                return ""

    @Slot()
    def _typed(self) -> None:
        self._enter = self._moved = False
        if self._text() and self.road is not None:
            self._soon.start()
            self._later.start()
        else:
            self.stop()
            self._shown_for, self._tickets = "", ()
            self._show(fitting(self._text(), self.commands), KEYS)

    @Slot()
    def stop(self) -> None:
        """Ask for nothing more of what was typed."""
        self._soon.stop()
        self._later.stop()
        self._words.forget()
        self._meaning.forget()

    @Slot()
    def _ask_words(self) -> None:
        text, road, now, hidden = self._text(), self.road, self._clock(), self.hidden
        if road is None:
            return

        def work() -> Near:
            rows: tuple[QueueRow, ...] = road.queue(QueueView.ALL, text)
            return tickets(rows, hidden=hidden), sources(text, road.knowledge.look_up(text), now)

        self._words.ask(text, work)

    @Slot()
    def _ask_meaning(self) -> None:
        text, road, now = self._text(), self.road, self._clock()
        if road is None or self._alone():
            return

        self._meaning.ask(text, lambda: meant(text, road, now))

    @Slot(str, object)
    def _words_found(self, text: str, near: Near) -> None:
        if text != self._text():
            return
        self._tickets, found = near
        early = self._early[1] if self._early and self._early[0] == text else None
        alone, self._early = self._alone(), None
        hint = f"{ALONE}: {alone}. {KEYS}" if alone else KEYS
        nothing = NOTHING if alone or early is not None else LOOKING
        chosen = self._chosen() if self._shown_for == text else -1
        self._shown_for = text
        shown = Meant(found) if early is None else early
        self._show(self._all(shown), hint, chosen, nothing, note=self._note(shown))

    @Slot(str, object)
    def _meaning_found(self, text: str, found: Meant) -> None:
        if text != self._text():
            return
        if text != self._shown_for:
            self._early = text, found
            return
        self._show(self._all(found), KEYS, self._chosen(), note=self._note(found))

    def _note(self, found: Meant) -> str:
        """What is said above the hits; "" where there is nothing to say."""
        if not found.unsure:
            return ""
        return UNSURE if len(self._all(found)) == len(found.hits) else UNSURE_SOURCES

    def _all(self, found: Meant) -> tuple[Hit, ...]:
        commands = fitting(self._text(), self.commands)
        return (*in_order(self._text(), near=self._tickets, commands=commands), *found.hits)

    def _words_failed(self, text: str, error: Exception) -> None:
        if self.view.isVisible():
            self.view.reject()
            self.failed.emit(error)

    def _meaning_failed(self, text: str, error: Exception) -> None:
        if text == self._text():
            alone = f"{ALONE}: the engine gave no answer. {KEYS}"
            self.view.hint.setText(alone if self.item_model.hits else NOTHING)
            self.view.hint.setToolTip(str(error))

    def _show(
        self,
        hits: tuple[Hit, ...],
        hint: str,
        chosen: int = -1,
        nothing: str = NOTHING,
        *,
        note: str = "",
    ) -> None:
        """Show hits; the one that is chosen stays chosen and where it is."""
        placed = with_the_chosen_in_place(hits, self.item_model.hits, chosen)
        if placed != self.item_model.hits:
            self.item_model.set_hits(placed)
            self.view.list.scheduleDelayedItemsLayout()
        self.view.list.setCurrentIndex(self.item_model.index(max(chosen, 0)))
        if chosen < 0:
            self.view.list.scrollToTop()
        self.view.note.setText(note)
        self.view.note.setVisible(bool(note))
        self.view.hint.setText(hint if placed else nothing)
        self.view.hint.setToolTip("")
        if self._enter:
            self._choose()

    @Slot()
    def _choose(self) -> None:
        """Enter; what was typed a moment ago is looked up first."""
        self._enter = bool(self._text()) and self._text() != self._shown_for
        if self._enter and self._soon.isActive():
            self._soon.stop()
            self._ask_words()
        elif not self._enter:
            self._go(self.view.list.currentIndex())

    @Slot(QModelIndex)
    def _go(self, index: QModelIndex) -> None:
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

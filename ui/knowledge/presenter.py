"""Behaviour of the knowledge page: shows its state, and passes on what was pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.errors import Cancelled
from copilot.records import IndexProgress, KnowledgeState, TicketKey
from ui.jobs import Job, Jobs
from ui.knowledge.changing import Changing
from ui.knowledge.feedback_tab import FeedbackTab
from ui.knowledge.gaps_tab import GapsTab
from ui.knowledge.props import (
    embedder_words,
    head_line,
    language_words,
    progress_words,
    share,
    weak_words,
)
from ui.knowledge.sources_tab import SourcesTab
from ui.knowledge.updating import Updating
from ui.knowledge.view import KnowledgeView
from ui.shared.theme import Theme

if TYPE_CHECKING:
    from copilot.pipeline import Road

LOOK_EVERY = 2000  # milliseconds, while the page is open: an embedder may be at work
STOPPED = "Stopped. What was read is kept; Update now goes on from there."


class KnowledgePresenter(QObject):
    """One page for the whole window."""

    ticket_wanted = Signal(object)  # a TicketKey
    feedback_reset = Signal(object)  # the id of a source, None for all
    reading = Signal(object)  # percent that is read, None when nothing is
    failed = Signal(object)  # what went wrong while the page was closed

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        clock: Callable[[], datetime],
        window: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._clock = jobs, clock
        self.road: Road | None = None
        self._job: Job | None = None
        self._stale = False
        self._opening = False
        self._by_itself = False
        self._told = ""  # what went wrong last; it may do so every minute, and is told once
        self.sources = SourcesTab(theme, self)
        self.gaps = GapsTab(theme, clock, self)
        self.feedback = FeedbackTab(theme, self)
        self.updating = Updating(jobs, self)
        self.view = KnowledgeView(self.sources.view, self.gaps.view, self.feedback.view, window)
        self.changing = Changing(jobs, self.view, self)
        self._look = QTimer(self, interval=LOOK_EVERY)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        self._look.timeout.connect(self.refresh)
        view.finished.connect(self._look.stop)
        view.add.clicked.connect(self.changing.add)
        view.update_now.clicked.connect(self.update)
        view.progress.cancel.clicked.connect(self._cancel)
        self.updating.progressed.connect(self._progressed)
        self.updating.busy.connect(self._busy)
        self.updating.done.connect(self.refresh)
        self.updating.failed.connect(self._not_updated)
        self.sources.removal_wanted.connect(self.changing.ask_removal)
        self.gaps.dismissed.connect(self.changing.dismiss)
        self.gaps.ticket_wanted.connect(self._leave_for)
        self.feedback.reset_wanted.connect(self.changing.reset)
        self.changing.added.connect(self._read_added)
        self.changing.changed.connect(self.refresh)
        self.changing.feedback_reset.connect(self.feedback_reset)
        self.changing.failed.connect(self._report)

    def start(self, road: Road) -> None:
        """Show this road's knowledge from now on."""
        self.road = self.changing.road = road

    @Slot()
    def open(self) -> None:
        """Show the page."""
        self.view.show()
        self.view.raise_()
        self.view.activateWindow()
        self._opening = True
        self._look.start()
        self.refresh()

    def fix(self, names: frozenset[str]) -> None:
        """The organisation may say which folders are read."""
        if "knowledge" in names:
            self.sources.fixed = True
            self.view.add.hide()
            self.view.fixed.show()

    def stop(self) -> None:
        """Ask for nothing more."""
        self._look.stop()
        self.updating.stop()

    @Slot()
    def refresh(self) -> None:
        """Load the state; once more when it was asked for while it was loaded."""
        road = self.road
        if road is None:
            return
        self._stale = self._job is not None
        if self._job is None:
            self._job = self._jobs.run(
                lambda stop: road.knowledge.state(), self._show, self._not_shown
            )

    def _show(self, state: KnowledgeState) -> None:
        self._job = None
        view = self.view
        view.about.setText(head_line(state, self._clock()))
        view.tabs["Gaps"].setText(f"Gaps {len(state.gaps)}" if state.gaps else "Gaps")
        words = (embedder_words(state), language_words(state))
        view.embedder.setText(" ".join(filter(None, words)))
        view.weak.setText(weak_words(state))
        view.weak.setVisible(bool(state.weak_languages))
        if not state.folders and view.focusWidget() in (None, self.sources.list):
            view.add.setFocus()  # before the list goes, and the keyboard to Close
        self.sources.show(state.folders)
        if self._opening:
            (self.sources.list if state.folders else view.add).setFocus()
            self._opening = False
        self.gaps.show(state.gaps)
        self.feedback.show(state.feedback)
        if self._stale:
            self.refresh()

    @Slot(object)
    def _leave_for(self, key: TicketKey) -> None:
        self.view.accept()
        self.ticket_wanted.emit(key)

    def _not_shown(self, error: Exception) -> None:
        self._job = None
        self._look.stop()
        self._report(error)

    @Slot(object)
    def _report(self, error: Exception) -> None:
        if self.view.isVisible():
            self.view.banner.report(error)
        else:
            self.failed.emit(error)

    def set_hidden(self, hidden: bool) -> None:
        """Hide personal data in the questions, or show it."""
        self.gaps.set_hidden(hidden)

    # --- updating

    @Slot()
    def update(self) -> None:
        """Read what is new or changed."""
        if self.road is not None:
            self.view.banner.clear()
            self.updating.begin(self.road)

    @Slot()
    def _read_added(self) -> None:
        self.sources.list.setFocus()
        self.update()

    def keep(self) -> None:
        """Read by itself what is new; seen only where something is to be read."""
        if self.road is not None and not self.updating.under_way:
            self._by_itself = True
            self.updating.begin(self.road)

    @Slot(bool)
    def _busy(self, busy: bool) -> None:
        view = self.view
        view.progress.setVisible(busy)
        view.progress.cancel.setEnabled(True)
        if busy and view.update_now.hasFocus():
            view.progress.cancel.setFocus()  # else the keyboard would go on to Close
        view.update_now.setEnabled(not busy)
        view.progress.words.setText(progress_words(None))
        view.progress.bar.setRange(0, 0 if busy else 1)
        self.reading.emit(0 if busy and not self._by_itself else None)
        self._by_itself = self._by_itself and busy

    @Slot(object)
    def _progressed(self, progress: IndexProgress) -> None:
        bar = self.view.progress.bar
        bar.setRange(0, progress.total)
        bar.setValue(progress.done)
        self.view.progress.words.setText(progress_words(progress))
        if progress.done < progress.total:
            self.reading.emit(share(progress))

    @Slot()
    def _cancel(self) -> None:
        self.view.progress.cancel.setEnabled(False)
        self.view.progress.words.setText("Stopping …")
        self.updating.cancel()

    @Slot(object)
    def _not_updated(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.view.banner.say(STOPPED, "plain")
        elif self.view.isVisible() or str(error) != self._told:
            self._told = str(error)
            self._report(error)
        self.refresh()

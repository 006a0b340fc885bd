"""Behaviour of the privacy page: shows its state, asks before it takes something away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import Correction, DataKind, PersonKept, PrivacyState
from ui.jobs import Job, Jobs
from ui.privacy.clearing import Clearing
from ui.privacy.corrections_tab import CorrectionsTab
from ui.privacy.deleting import Deleting
from ui.privacy.doing import Doing
from ui.privacy.kept_tab import KeptTab
from ui.privacy.ledger_tab import LedgerTab
from ui.privacy.lock_tab import LockTab
from ui.privacy.locking import Locking
from ui.privacy.people_tab import PeopleTab
from ui.privacy.props import head_line
from ui.privacy.view import PrivacyView
from ui.shared.private import privacy_of
from ui.shared.theme import Theme

if TYPE_CHECKING:
    from copilot.pipeline import Road


class PrivacyPresenter(QObject):
    """One page for the whole window."""

    deleted = Signal(object)  # a PersonKept who is gone
    corrected = Signal()  # a rule is gone: tickets are to be read anew
    lock_wanted = Signal()
    minutes_chosen = Signal(int)
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
        self._loading: Job | None = None
        self.ledger = LedgerTab(clock, self)
        self.kept = KeptTab(clock, self)
        self.people = PeopleTab(theme, self)
        self.corrections = CorrectionsTab(theme, clock, self)
        self.lock = LockTab(self)
        self.clearing = Clearing(jobs, clock, self)
        tabs = (
            ("Ledger", self.ledger.view),
            ("Kept", self.kept.view),
            ("People", self.people.page),
            ("Corrections", self.corrections.view),
            ("Lock", self.lock.view),
        )
        self.view = PrivacyView(tabs, window)
        self.doing = Doing(jobs, self)
        self.deleting = Deleting(self.doing, self.people, clock, self.view, self)
        self.locking = Locking(self.doing, self.lock, self.view, self)
        self._connect()

    def _connect(self) -> None:
        self.view.group.buttonClicked.connect(self.refresh)
        self.view.finished.connect(self._closed)
        self.kept.days_chosen.connect(self._keep_for)
        self.kept.clear_wanted.connect(self.clearing.now)
        self.clearing.done.connect(self._cleared)
        self.clearing.failed.connect(self._report)
        self.people.search_wanted.connect(self._search)
        self.deleting.deleted.connect(self.deleted)
        self.doing.busy.connect(self._busy)
        self.doing.free.connect(self._free)
        self.doing.failed.connect(self._report)
        self.locking.said.connect(self._say)
        self.corrections.removed.connect(self._take_back)
        self.lock.lock.clicked.connect(self.lock_wanted)
        self.lock.minutes_chosen.connect(self.minutes_chosen)

    def start(self, road: Road) -> None:
        """Show this road's privacy from now on, and clear out what is old."""
        self.road = self.doing.road = road
        self.clearing.start(road)

    def stop(self) -> None:
        """Ask for nothing more."""
        self.clearing.stop()

    def fix(self, names: frozenset[str]) -> None:
        """These settings are the organisation's."""
        self.kept.fix(names)
        self.lock.fix(names)

    def set_hidden(self, hidden: bool) -> None:
        """Hide names and addresses of people, or show them."""
        self.deleting.hidden = hidden
        self.people.set_hidden(hidden)
        self.corrections.set_hidden(hidden)

    @Slot()
    def open(self) -> None:
        """Show the page, with the ledger in front."""
        self.open_at("Ledger")

    def open_at(self, tab: str) -> None:
        """Show the page with a tab in front."""
        self.view.banner.clear()
        self.view.show_tab(tab)
        self.view.show()
        self.view.raise_()
        self.view.activateWindow()
        self.view.tabs[tab].setFocus()
        self.kept.show_cleared(self.clearing.deletion, self.clearing.when)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Load the state again."""
        if self.road is not None and self._loading is None:
            privacy = privacy_of(self.road)
            self._loading = self._jobs.run(
                lambda stop: privacy.state(), self._show, self._not_shown
            )

    def _show(self, state: PrivacyState) -> None:
        self._loading = None
        self.view.about.setText(head_line(state))
        rules = len(state.corrections)
        self.view.tabs["Corrections"].setText(f"Corrections {rules}" if rules else "Corrections")
        self.ledger.show(state)
        self.kept.show(state)
        self.corrections.show(state.corrections)
        self.lock.show(state)

    def _not_shown(self, error: Exception) -> None:
        self._loading = None
        self._report(error)

    @Slot(object)
    def _report(self, error: Exception) -> None:
        if self.view.isVisible():
            self.view.banner.report(error)
        else:
            self.failed.emit(error)

    @Slot()
    def _closed(self) -> None:
        self.kept.finish()
        self.lock.minutes.give()
        self.people.forget()

    @Slot()
    def _cleared(self) -> None:
        self.kept.show_cleared(self.clearing.deletion, self.clearing.when)
        if self.view.isVisible():
            self.refresh()

    # --- what is changed

    @Slot(str)
    def _busy(self, says: str) -> None:
        self.view.banner.clear()
        self.view.progress.words.setText(says)
        self.view.progress.setVisible(bool(says))
        self._let_press(not says)

    @Slot()
    def _free(self) -> None:
        self.view.progress.hide()
        self._let_press(True)
        self.refresh()

    def _let_press(self, may: bool) -> None:
        for one in (
            self.people.detail.delete,
            self.lock.change_key,
            self.lock.set,
            self.lock.remove,
            self.kept.clear,
        ):
            one.setEnabled(may)

    @Slot(str)
    def _say(self, text: str) -> None:
        self.view.banner.say(text, "good")

    @Slot(object, int)
    def _keep_for(self, kind: DataKind, days: int) -> None:
        """Not by way of Doing: what was chosen must not be lost because something else runs."""
        if self.road is not None:
            privacy = privacy_of(self.road)
            self._jobs.run(
                lambda stop: privacy.keep_for(kind, days), lambda _: self.refresh(), self._not_kept
            )

    def _not_kept(self, error: Exception) -> None:
        self._report(error)
        self.refresh()

    @Slot(object)
    def _take_back(self, correction: Correction) -> None:
        self.doing.do(
            "", lambda privacy: privacy.take_back(correction), lambda _: self.corrected.emit()
        )

    @Slot(str)
    def _search(self, text: str) -> None:
        if self.road is None:
            return
        privacy = privacy_of(self.road)

        def found(people: tuple[PersonKept, ...]) -> None:
            self.people.show_people(text, people)

        self._jobs.run(lambda stop: privacy.people(text), found, self._report)

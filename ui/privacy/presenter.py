"""Behaviour of the privacy page: shows its state, asks before it takes something away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.errors import UserFacing
from copilot.pipeline import Road
from copilot.records import Correction, DataKind, Deletion, PersonKept, PrivacyState
from ui.jobs import Job, Jobs
from ui.privacy.clearing import Clearing
from ui.privacy.corrections_tab import CorrectionsTab
from ui.privacy.kept_tab import KeptTab
from ui.privacy.ledger_tab import LedgerTab
from ui.privacy.lock_tab import LockTab
from ui.privacy.people_tab import PeopleTab
from ui.privacy.props import head_line, report_text, what_goes, what_stays
from ui.privacy.view import PrivacyView
from ui.shared.banner import sentence_of
from ui.shared.masking import BLOT
from ui.shared.private import Privacy, privacy_of
from ui.shared.question import Question
from ui.shared.theme import Theme
from ui.unlock.view import Unlock

WRAP = "From now on this passphrase is asked at each start and after each lock."
UNWRAP = (
    "The key of the store then lies unwrapped in the keyring of your system: whoever is logged in "
    "as you can open it."
)
NEW_KEY = (
    "The store is encrypted anew under a new key; the old one opens nothing any more. It cannot be "
    "stopped half way. If the power fails, the store as it was is still there."
)


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
        self.desk_name = ""
        self._hidden = False
        self._loading: Job | None = None
        self._doing: Job | None = None
        self.question: Question | None = None
        self.passphrase: Unlock | None = None
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
        self._connect()

    def _connect(self) -> None:
        self.view.group.buttonClicked.connect(self.refresh)
        self.view.finished.connect(self._closed)
        self.kept.days_chosen.connect(self._keep_for)
        self.kept.clear_wanted.connect(self.clearing.now)
        self.clearing.done.connect(self._cleared)
        self.clearing.failed.connect(self._report)
        self.people.search_wanted.connect(self._search)
        self.people.deletion_wanted.connect(self._ask_deletion)
        self.corrections.removed.connect(self._take_back)
        self.lock.lock.clicked.connect(self.lock_wanted)
        self.lock.minutes_chosen.connect(self.minutes_chosen)
        self.lock.set.clicked.connect(self._ask_passphrase)
        self.lock.remove.clicked.connect(self._ask_unwrapping)
        self.lock.change_key.clicked.connect(self._ask_new_key)

    def start(self, road: Road) -> None:
        """Show this road's privacy from now on, and clear out what is old."""
        self.road = road
        self.clearing.start(road)

    def stop(self) -> None:
        """Ask for nothing more."""
        self.clearing.stop()

    def set_hidden(self, hidden: bool) -> None:
        """Hide names and addresses of people, or show them."""
        self._hidden = hidden
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

    # --- what is done on a job, one thing at a time

    def _do(
        self,
        says: str,
        work: Callable[[Privacy], object],
        done: Callable[[object], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something; where it takes long, `says` stands above a moving bar meanwhile."""
        if self.road is None or self._doing is not None:
            return
        privacy = privacy_of(self.road)

        def end() -> None:
            self._doing = None
            self.view.progress.hide()
            self._let_press(True)

        def ended(found: object) -> None:
            end()
            done(found)
            self.refresh()

        def broke(error: Exception) -> None:
            end()
            (failed or self._report)(error)
            self.refresh()

        self.view.banner.clear()
        self.view.progress.words.setText(says)
        self.view.progress.setVisible(bool(says))
        self._let_press(not says)
        self._doing = self._jobs.run(lambda stop: work(privacy), ended, broke)

    def _let_press(self, may: bool) -> None:
        for one in (
            self.people.detail.delete,
            self.lock.change_key,
            self.lock.set,
            self.lock.remove,
            self.kept.clear,
        ):
            one.setEnabled(may)

    @Slot(object, int)
    def _keep_for(self, kind: DataKind, days: int) -> None:
        """Not by way of _do: what was chosen must not be lost because something else runs."""
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
        self._do("", lambda privacy: privacy.take_back(correction), self._taken_back)

    def _taken_back(self, _: object) -> None:
        self.corrected.emit()

    @Slot(str)
    def _search(self, text: str) -> None:
        if self.road is None:
            return
        privacy = privacy_of(self.road)

        def found(people: tuple[PersonKept, ...]) -> None:
            self.people.show_people(text, people)

        self._jobs.run(lambda stop: privacy.people(text), found, self._report)

    # --- deleting somebody

    @Slot(object)
    def _ask_deletion(self, person: PersonKept) -> None:
        name = BLOT if self._hidden else person.name or ", ".join(person.emails)
        more = (
            ("WHAT GOES, AND DOES NOT COME BACK", what_goes(person)),
            ("WHAT STAYS", what_stays(person)),
        )
        self._ask(f"Delete {name} everywhere?", "", "Delete", lambda: self._delete(person), more)

    def _delete(self, person: PersonKept) -> None:
        def done(deletion: object) -> None:
            assert isinstance(deletion, Deletion)  # noqa: S101 - what delete_person returns
            name = BLOT if self._hidden else person.name or ", ".join(person.emails)
            text = report_text(person, deletion, self._clock(), self.desk_name)
            self.people.show_report(f"{name} was deleted", text)
            self.deleted.emit(person)

        self._do("Deleting …", lambda privacy: privacy.delete_person(person), done)

    # --- passphrase and key

    @Slot()
    def _ask_passphrase(self) -> None:
        self.passphrase = Unlock(self.view, why=WRAP, new_store=True, leave="Cancel")
        self.passphrase.setWindowTitle("Passphrase")
        self.passphrase.given.connect(self._set_passphrase)
        self.passphrase.finished.connect(self._forget_passphrase)
        self.passphrase.open()
        self.passphrase.first.setFocus()

    @Slot(str)
    def _set_passphrase(self, given: str) -> None:
        def done(_: object) -> None:
            if self.passphrase is not None:
                self.passphrase.accept()
            self.view.banner.say(
                "The passphrase is set. It is asked from the next lock on.", "good"
            )

        def failed(error: Exception) -> None:
            if self.passphrase is not None and isinstance(error, UserFacing):
                self.passphrase.refuse(sentence_of(error))
            else:
                self._report(error)

        says = "Locking with the passphrase …"
        self._do(says, lambda privacy: privacy.set_passphrase(given), done, failed)

    @Slot()
    def _forget_passphrase(self) -> None:
        if self.passphrase is not None:
            self.passphrase.forget()
            self.passphrase = None

    @Slot()
    def _ask_unwrapping(self) -> None:
        self._ask("Remove the passphrase?", UNWRAP, "Remove", self._unwrap)

    def _unwrap(self) -> None:
        self._do("", lambda privacy: privacy.set_passphrase(None), self._unwrapped)

    def _unwrapped(self, _: object) -> None:
        self.view.banner.say("The passphrase is removed.", "good")

    @Slot()
    def _ask_new_key(self) -> None:
        self._ask("Change the key of the store?", NEW_KEY, "Change the key", self._change_key)

    def _change_key(self) -> None:
        says = "Encrypting the store anew … Leave the window open."
        self._do(says, lambda privacy: privacy.change_key(), self._key_changed)

    def _key_changed(self, _: object) -> None:
        self.view.banner.say("The store is encrypted under a new key.", "good")

    def _ask(
        self,
        title: str,
        text: str,
        yes: str,
        then: Callable[[], None],
        more: tuple[tuple[str, tuple[str, ...]], ...] = (),
    ) -> None:
        self.question = Question(title, text, yes, self.view, more=more)
        self.question.accepted.connect(then)
        self.question.open()

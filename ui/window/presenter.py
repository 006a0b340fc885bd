"""The parts of one window, its way in and out, and what its keys ask for.

Who hears of what is said in showing.py, sending.py, upkeep.py and keeping.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copilot.records import QueueView, ReplyKind, TicketKey
from ui.approval.presenter import ApprovalPresenter
from ui.approval.undo import UndoPresenter
from ui.audit.presenter import AuditPresenter
from ui.changing.presenter import ChangingPresenter
from ui.composer.earlier import Earlier
from ui.composer.presenter import ComposerPresenter
from ui.connect.view import ConnectDialog
from ui.conversation.correcting import Correcting
from ui.conversation.presenter import ConversationPresenter
from ui.conversation.saving import Saver
from ui.copilot_panel.judging import Judging
from ui.copilot_panel.presenter import PanelPresenter
from ui.copilot_panel.triaging import Triaging
from ui.jobs import Jobs
from ui.knowledge.presenter import KnowledgePresenter
from ui.outbox.presenter import OutboxPresenter
from ui.privacy.presenter import PrivacyPresenter
from ui.queue.presenter import QueuePresenter
from ui.search.hits import Command
from ui.search.presenter import SearchPresenter
from ui.second.presenter import SecondPresenter
from ui.shared.banner import Banner
from ui.shared.masking import personal_words
from ui.shared.organisation import fix
from ui.shared.theme import Theme
from ui.source.presenter import SourcePresenter
from ui.status_line.presenter import StatusLinePresenter
from ui.topbar.view import TopBar
from ui.trace.presenter import TracePresenter
from ui.window.actions import Actions
from ui.window.ahead import Ahead
from ui.window.asked import Asked
from ui.window.helping import Helping
from ui.window.keeping import Keeping
from ui.window.opening import Opener
from ui.window.sending import Sending
from ui.window.showing import Showing
from ui.window.syncing import Syncer
from ui.window.upkeep import Upkeep
from ui.window.view import MainWindow, MiddleColumn

if TYPE_CHECKING:
    from copilot.pipeline import Road


class WindowPresenter(QObject):
    """Everything on the screen for one road; `start` is called when the road is there."""

    ready = Signal()  # the desk is shown
    lock_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        *,
        clock: Callable[[], datetime],
        sync_seconds: int = 60,
        prepare_ahead: bool = True,
        window: MainWindow | None = None,
    ) -> None:
        super().__init__()
        self.theme, self.jobs = theme, jobs
        self.road: Road | None = None
        self.hidden = False
        self._address = ""  # of the helpdesk, where the organisation set it
        self.queue = QueuePresenter(theme, jobs, clock, self)
        self.conversation = ConversationPresenter(theme, clock, self)
        self.approval = ApprovalPresenter(jobs, self)
        self.composer = ComposerPresenter(theme, jobs, self.approval.view, self)
        self.panel = PanelPresenter(clock, self)
        self.judging = Judging(jobs, self)
        self.triaging = Triaging(jobs, self)
        self.undo = UndoPresenter(jobs, clock, self)
        self.status = StatusLinePresenter(jobs, clock, self)
        self.opener = Opener(jobs, self)
        self.syncer = Syncer(jobs, sync_seconds, self)
        self.ahead = Ahead(jobs, self)
        self.banner, self.top = Banner(), TopBar()
        self.middle = MiddleColumn(
            banner=self.banner,
            conversation=self.conversation.view,
            undo=self.undo.view,
            composer=self.composer.view,
        )
        self.window = window or MainWindow()
        self.window.furnish(
            top=self.top,
            left=self.queue.view,
            middle=self.middle,
            right=self.panel.view,
            bottom=self.status.view,
        )
        self.outbox = OutboxPresenter(theme, jobs, self.window, self)
        self.second = SecondPresenter(jobs, self.window, self)
        self.changing = ChangingPresenter(self.conversation.view.changes, jobs, self.window, self)
        self.search = SearchPresenter(theme, jobs, clock, self.window, self)
        self.source = SourcePresenter(theme, jobs, clock, self.window, self)
        self.knowledge = KnowledgePresenter(theme, jobs, clock, self.window, self)
        self.privacy = PrivacyPresenter(theme, jobs, clock, self.window, self)
        self.audit = AuditPresenter(theme, jobs, clock, self.window, self)
        self.earlier = Earlier(theme, jobs, clock, self.window, self)
        self.trace = TracePresenter(jobs, clock, self.window, self)
        self.saver = Saver(jobs, self.window, self)
        self.correcting = Correcting(jobs, self)
        self.showing = Showing(self)
        self.sending = Sending(self)
        self.upkeep = Upkeep(self, prepare_ahead=prepare_ahead)
        self.keeping = Keeping(self)
        self.helping = Helping(theme, jobs, self.window, self)
        self.asked = Asked(self)
        self.actions = Actions(self)
        self.search.commands = (*self.actions.commands(), *self.helping.pages.commands())
        self.helping.heard.connect(self._say_news)
        self.top.search.clicked.connect(self.search.open)
        self.top.theme.clicked.connect(self.theme.toggle)
        self.status.view.hide_data.clicked.connect(self.set_hidden)
        self._report_failures()

    def start(self, road: Road) -> None:
        """Fill the window from a road that was just opened."""
        self.road = road
        self.banner.clear()
        for screen in (
            self.approval,
            self.second,
            self.changing,
            self.undo,
            self.opener,
            self.search,
            self.source,
            self.saver,
            self.judging,
            self.triaging,
            self.correcting,
            self.earlier,
            self.trace,
            self.helping.bundle,
        ):
            screen.road = road
        self.panel.fields = road.changing.fields
        self.conversation.invite(some=True)
        for part in (
            self.queue,
            self.composer,
            self.outbox,
            self.status,
            self.ahead,
            self.syncer,
            self.knowledge,
            self.privacy,
            self.audit,
        ):
            part.start(road)
        self.upkeep.begin()
        self.top.lock.show()
        self.queue.focus()
        self.ready.emit()

    def not_opened(self, error: Exception) -> None:
        """There is no road; say why."""
        self.banner.report(error)
        self.conversation.say_nothing(
            "Your desk could not be opened", "What happened is said above. Nothing was changed."
        )

    def stop(self) -> None:
        """Ask for nothing more; called before the jobs are shut down."""
        for part in (
            self.queue,
            self.status,
            self.syncer,
            self.undo,
            self.composer,
            self.search,
            self.knowledge,
            self.privacy,
            self.audit,
        ):
            part.stop()

    def set_hidden(self, hidden: bool) -> None:
        """Hide personal data everywhere, or show it."""
        self.hidden = self.undo.hidden = hidden
        self.status.view.hide_data.setChecked(hidden)
        self.queue.item_model.set_hidden(hidden)
        for screen in (
            self.conversation,
            self.panel,
            self.approval,
            self.second,
            self.changing,
            self.outbox,
            self.search,
            self.knowledge,
            self.privacy,
            self.audit,
        ):
            screen.set_hidden(hidden)
        self.showing.cover()

    @Slot()
    def escape(self) -> None:
        """Stop what is being written for the open ticket; if nothing is, go to the queue."""
        if not self.composer.cancel() and not self.opener.cancel():
            self.queue.focus()

    def accept_first(self) -> None:
        """Accept the finding at the text cursor, else the first."""
        if (finding := self.composer.first_finding()) is not None:
            self.composer.accept((finding,))

    def strike_first(self) -> None:
        """Strike the sentence of the finding at the text cursor, else of the first."""
        if (finding := self.composer.first_finding()) is not None and finding.end:
            self.composer.strike(finding)

    def write(self, kind: ReplyKind) -> None:
        """Put the keyboard into the reply or the note."""
        self.composer.focus(kind)

    def show_earlier(self) -> None:
        """Show every text that the open draft had."""
        opened = self.opener.current
        words = personal_words(opened) if self.hidden and opened else None
        self.earlier.open(self.composer.draft, words)

    def show_tab(self, tab: QueueView) -> None:
        """Change the queue's view and go there."""
        self.queue.show_tab(tab)
        self.queue.focus()

    def fix(self, names: frozenset[str], address: str) -> None:
        """The organisation set these settings, and with "helpdesk_url" this address."""
        self._address = address if "helpdesk_url" in names else ""
        self.privacy.fix(names)
        self.knowledge.fix(names)
        if self.theme.fixed:
            fix(self.top.theme)

    def offer_connecting(self, connect: Callable[[str, str], None]) -> None:
        """A command of the palette that asks for a helpdesk, tells of it and closes the window."""

        def ask() -> None:
            dialog = ConnectDialog(self.window, fixed_address=self._address)
            dialog.given.connect(connect)
            dialog.given.connect(self.window.close)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self.search.commands += (Command("Connect Request Tracker …", "", ask),)

    @Slot(str)
    def _say_news(self, text: str) -> None:
        self.banner.say(text, "plain")

    @Slot(object)
    def open(self, key: TicketKey) -> None:
        """Open a ticket in the middle column."""
        self.showing.open(key)

    def _report_failures(self) -> None:
        for screen in (
            self.queue,
            self.composer,
            self.approval,
            self.second,
            self.changing,
            self.undo,
            self.outbox,
            self.search,
            self.trace,
            self.source,
            self.saver,
            self.judging,
            self.triaging,
            self.correcting,
            self.knowledge,
            self.privacy,
            self.audit,
            self.earlier,
            self.opener,
            self.syncer,
            self.status,
            self.helping.about,
            self.helping,
            self.asked,
        ):
            screen.failed.connect(self.banner.report)

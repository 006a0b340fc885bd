"""Behaviour of changes without a reply: the ticket's menu, what triage suggests, linked tickets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from copilot.errors import UserFacing
from copilot.records import FieldChange, OpenedTicket, OutboxItem, Relation, Ticket
from ui.changing.view import LinkDialog
from ui.jobs import Jobs
from ui.shared.masking import masked

if TYPE_CHECKING:
    from copilot.pipeline import Road

LINK = "New linked ticket …"
TITLES = {"status": "Status", "assignee": "Assign"}


class ChangingPresenter(QObject):
    """Each change is approved by the click that names it, and can be taken back like a reply."""

    approved = Signal(object)  # an OutboxItem
    failed = Signal(object)

    def __init__(self, menu: QMenu, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._window = jobs, window
        self.menu = menu
        self.road: Road | None = None
        self.dialog: LinkDialog | None = None
        self._opened: OpenedTicket | None = None
        self._hidden = False
        menu.aboutToShow.connect(self._fill)

    def show(self, opened: OpenedTicket) -> None:
        """Another ticket, or more of it."""
        self._opened = opened

    def set_hidden(self, hidden: bool) -> None:
        """Blot out what looks like personal data in the menu."""
        self._hidden = hidden

    @Slot(object)
    def change(self, change: FieldChange) -> None:
        """Approve this change of the open ticket, as it is shown."""
        road, opened = self.road, self._opened
        if road is None or opened is None:
            return

        def work() -> OutboxItem:
            return road.approve(*road.changing.change(opened.ticket, (change,)))

        self._jobs.run(lambda stop: work(), self.approved.emit, self.failed.emit)

    @Slot()
    def link(self, *_: object) -> None:
        """Write a ticket that is linked to the open one."""
        if self._opened is not None and self.road is not None and self.road.changing.links:
            self.write(self._opened.ticket)

    def write(
        self,
        ticket: Ticket,
        subject: str | None = None,
        text: str = "",
        relation: Relation = Relation.REFERS_TO,
    ) -> None:
        """Open the dialog, with what was taken back if something was."""
        self.dialog = LinkDialog(
            ticket.key.id, ticket.subject if subject is None else subject, self._window
        )
        self.dialog.text.setPlainText(text)
        self.dialog.choose(relation)
        self.dialog.approve.clicked.connect(partial(self._approve, self.dialog, ticket))
        self.dialog.destroyed.connect(self._forget)
        self.dialog.open()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    @Slot()
    def _fill(self) -> None:
        self.menu.clear()
        road, opened = self.road, self._opened
        if road is None or opened is None:
            return
        for change in road.changing.offered(opened.ticket):
            words = change.words if not self._hidden else masked(change.words, ())
            shown = f"{TITLES[change.field]}{words.removeprefix(change.field)}"
            action = self.menu.addAction(shown)
            action.triggered.connect(partial(self._chosen, change))
        if road.changing.links:
            self.menu.addSeparator()
            self.menu.addAction(LINK).triggered.connect(self.link)

    def _chosen(self, change: FieldChange, *_: object) -> None:
        self.change(change)

    def _approve(self, dialog: LinkDialog, ticket: Ticket, *_: object) -> None:
        road = self.road
        if road is None:
            return
        subject, text = dialog.subject.text(), dialog.text.toPlainText()
        relation, accepted = dialog.chosen, dialog.answer.isChecked()
        dialog.approve.setEnabled(False)

        def work() -> OutboxItem:
            draft, out = road.changing.link(
                ticket, subject=subject, text=text, relation=relation, accepted=accepted
            )
            return road.approve(draft, out)

        self._jobs.run(
            lambda stop: work(), partial(self._made, dialog), partial(self._not_made, dialog)
        )

    def _made(self, dialog: LinkDialog, item: OutboxItem) -> None:
        if self.dialog is dialog:
            dialog.accept()
        self.approved.emit(item)

    def _not_made(self, dialog: LinkDialog, error: Exception) -> None:
        if self.dialog is dialog:
            dialog.say(str(error))
        if not isinstance(error, UserFacing):
            self.failed.emit(error)

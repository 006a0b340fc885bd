"""Behaviour of the approval bar: works out what would leave, and takes the signature."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import (
    Draft,
    OpenedTicket,
    OutboxItem,
    Outgoing,
    ReplyKind,
    Status,
    Terms,
)
from ui.approval.preview import Preview
from ui.approval.props import approval_props, status_words
from ui.approval.view import APPROVE, ASK, ApprovalBar
from ui.jobs import Job, Jobs
from ui.shared.masking import personal_words
from ui.shared.parts import set_role

if TYPE_CHECKING:
    from copilot.pipeline import Road

AFTER = (Status.OPEN, Status.PENDING, Status.SOLVED)


class ApprovalPresenter(QObject):
    """Approves only the outgoing thing that the bar shows, while it is the text in the editor."""

    approved = Signal(object)  # an OutboxItem
    second_wanted = Signal(object, object)  # Draft and Outgoing that a second person has to sign
    preview_wanted = Signal(object)  # the Preview, ready to be opened
    check_wanted = Signal()
    refused = Signal()  # something is in the way that the draft's checks may see by now
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.road: Road | None = None
        self._opened: OpenedTicket | None = None
        self._draft: Draft | None = None
        self._outgoing: Outgoing | None = None
        self._terms: Terms | None = None
        self._status: Status | None = None
        self._unchecked = self._writing = self._hidden = self._approving = False
        self._asking: Job | None = None
        self._preview: Preview | None = None
        self.view = ApprovalBar()
        self.view.approve.clicked.connect(self.approve)
        self.view.preview.clicked.connect(self.show_preview)
        for status in AFTER:
            action = self.view.statuses.addAction(status.value)
            action.triggered.connect(partial(self.choose_status, status))

    def show(self, opened: OpenedTicket) -> None:
        """Another ticket; a public reply proposes to wait for the customer."""
        self._opened = opened
        self._status = None

    def show_draft(self, draft: Draft | None) -> None:
        """Another checked draft: ask what would leave."""
        if draft is None or self._draft is None or draft.kind is not self._draft.kind:
            self._status = None
        self._draft, self._outgoing, self._unchecked = draft, None, False
        if self._status is None and draft is not None:
            self._status = self._proposed(draft)
        self._ask()

    def set_unchecked(self) -> None:
        """The text is newer than the checked draft."""
        self._unchecked = True
        self._draw()

    def set_writing(self, writing: bool) -> None:
        """The engine is writing."""
        self._writing = writing
        self._draw()

    def set_hidden(self, hidden: bool) -> None:
        """Hide recipients, or show them."""
        self._hidden = hidden
        self._draw()
        if self._preview is not None:
            self._preview.hide_words(self._hidden_words())

    def _hidden_words(self) -> tuple[str, ...] | None:
        if not self._hidden:
            return None
        return personal_words(self._opened) if self._opened else ()

    def choose_status(self, status: Status, *_: object) -> None:
        """The ticket's status after sending."""
        self._status = status
        self._outgoing = None
        self._ask()

    @Slot()
    def show_preview(self) -> None:
        """Show every field of the outgoing thing."""
        if self._outgoing is not None:
            self.preview_wanted.emit(self._outgoing)

    def preview(self, outgoing: Outgoing, parent: QWidget) -> Preview:
        """The dialog for an outgoing thing."""
        self._preview = Preview(outgoing, parent, self._terms)
        self._preview.hide_words(self._hidden_words())
        self._preview.destroyed.connect(self._forget_preview)
        return self._preview

    @Slot()
    def _forget_preview(self) -> None:
        self._preview = None

    @Slot()
    def approve(self) -> bool:
        """Sign what the bar shows; False when something is in the way."""
        if self._unchecked:
            self.check_wanted.emit()
        if not self.view.approve.isEnabled() or self._approving:
            return False
        road, draft, outgoing = self.road, self._draft, self._outgoing
        if road is None or draft is None or outgoing is None:
            return False
        if self._terms is not None and self._terms.second:
            self.second_wanted.emit(draft, outgoing)
            return True
        self._approving = True
        self._draw()
        self._jobs.run(
            lambda stop: road.approve(draft, outgoing), self._approved, self._not_approved
        )
        return True

    def _proposed(self, draft: Draft) -> Status | None:
        if self._opened is None or draft.kind is ReplyKind.INTERNAL_NOTE:
            return None
        return Status.PENDING if self._opened.ticket.status is Status.OPEN else None

    def _ask(self) -> None:
        if self._asking is not None:
            self._asking.drop()
            self._asking = None
        road, draft = self.road, self._draft
        if road is not None and draft is not None and self._opened is not None:
            status = None if self._status is self._opened.ticket.status else self._status
            self._asking = self._jobs.run(
                lambda stop: _asked(road, draft, status),
                self._answered,
                self._not_answered,
            )
        self._draw()

    def _answered(self, answer: tuple[Outgoing, Terms]) -> None:
        self._asking = None
        outgoing, terms = answer
        if self._draft is not None and outgoing.draft_id == self._draft.id:
            self._outgoing, self._terms = outgoing, terms
        self._draw()

    def _not_answered(self, error: Exception) -> None:
        self._asking = None
        self.failed.emit(error)

    def _approved(self, item: OutboxItem) -> None:
        self._approving = False
        self._draw()
        self.approved.emit(item)

    def _not_approved(self, error: Exception) -> None:
        self._approving = False
        self._draw()
        self.failed.emit(error)
        self.refused.emit()
        self._ask()  # the policy may be another one now

    def _draw(self) -> None:
        props = approval_props(
            self._draft,
            self._outgoing,
            unchecked=self._unchecked,
            writing=self._writing,
            hidden=self._hidden_words(),
            terms=self._terms if self._outgoing is not None else None,
        )
        view = self.view
        view.what.setText(props.what)
        view.where.set_text(props.where)
        if self._opened is not None:
            view.status.setText(f"{status_words(self._opened.ticket.status, self._status)} ▾")
        for part in (view.attach, view.before_status, view.status):
            part.setVisible(self._draft is not None)
        view.terms.set_text(props.terms)
        view.terms.setVisible(bool(props.terms))
        view.approve.setText(ASK if props.second else APPROVE)
        view.approve.setAccessibleName(
            "Sign and ask a second person" if props.second else "Approve and queue"
        )
        view.reason.setText(props.reason or props.second)
        quiet = self._draft is None or not self._draft.text.strip() or self._unchecked
        set_role(
            view.reason,
            "role",
            "danger" if props.blocked else "muted" if quiet else "warning",
        )
        view.preview.setEnabled(self._outgoing is not None and not self._unchecked)
        view.approve.setEnabled(not props.reason and not self._approving)
        view.approve.setToolTip(props.reason or "Sign this and put it into the outbox")


def _asked(road: Road, draft: Draft, status: Status | None) -> tuple[Outgoing, Terms]:
    outgoing = road.outgoing(draft, new_status=status)
    return outgoing, road.terms(outgoing)

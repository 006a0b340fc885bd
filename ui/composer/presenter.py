"""Behaviour of the composer: shows drafts, saves and checks edits, lets the engine write."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QWidget

from copilot.errors import Cancelled
from copilot.pipeline import Road
from copilot.records import Draft, Finding, OpenedTicket, ReplyKind, TicketKey
from ui.composer.marks import marks, open_findings, without
from ui.composer.rewriter import Rewriter
from ui.composer.view import ComposerView
from ui.jobs import Job, Jobs
from ui.shared.parts import set_role
from ui.shared.pieces import Pieces, Steps
from ui.shared.theme import Theme

PAUSE = 400  # milliseconds without a key before an edit is saved and checked


class ComposerPresenter(QObject):
    """One ticket's reply and note. `checked` carries the draft whose marks are shown, or None."""

    checked = Signal(object)  # a Draft or None
    unchecked = Signal()  # the text changed and was not checked yet
    written = Signal(object)  # the TicketKey whose draft the engine finished
    busy = Signal(bool)  # the engine is writing for the open ticket
    failed = Signal(object)  # an Exception

    def __init__(self, theme: Theme, jobs: Jobs, approval: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._road: Road | None = None
        self._opened: OpenedTicket | None = None
        self._kind = ReplyKind.PUBLIC_REPLY
        self._drafts: dict[ReplyKind, Draft] = {}
        self._dirty = False
        self._writing: Job | None = None
        self._checking: Job | None = None
        self.view = ComposerView(theme, approval)
        self._pieces = Pieces(self.view.editor.append_piece, self)
        self._steps = Steps(self._show_step, self)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.check_now)
        self.rewriter = Rewriter(self.view, jobs, self)
        self.rewriter.taken.connect(self.view.editor.replace_all)
        self.rewriter.failed.connect(self.failed)
        self.view.editor.typed.connect(self._typed)
        self.view.cancel.clicked.connect(self.cancel)
        self.view.group.buttonClicked.connect(self._tab_clicked)
        self.view.hide()

    def start(self, road: Road) -> None:
        """Work with this road."""
        self._road = road
        self.rewriter.road = road

    @property
    def draft(self) -> Draft | None:
        """The shown draft as it was last checked."""
        return self._drafts.get(self._kind)

    @property
    def writing(self) -> bool:
        """Whether the engine writes for this ticket now."""
        return self._writing is not None

    def show(self, opened: OpenedTicket) -> None:
        """Show a ticket's draft; what was typed for another ticket is saved first."""
        if self._opened is None or self._opened.ticket.key != opened.ticket.key:
            self.leave()
            self._drafts, self._kind = {}, ReplyKind.PUBLIC_REPLY
        self._opened = opened
        self.view.show()
        self.rewriter.language = opened.language
        if self._dirty or self._writing:
            return
        if opened.draft is not None:
            self._drafts[opened.draft.kind] = opened.draft
        self._show_kind(self._kind)

    def leave(self) -> None:
        """Save what is typed and stop what is being written."""
        if self._writing is not None:
            self._writing.drop()
            self._end_writing()
        if (pending := self.unsaved()) is not None and self._road is not None:
            road, (draft, text) = self._road, pending
            self._jobs.run(lambda stop: road.edit(draft, text), _nothing, self.failed.emit)
        self._dirty = False
        self._pause.stop()
        if self._checking is not None:
            self._checking.dropped = True
            self._checking = None

    def stop(self) -> None:
        """Start no more checks; what is unsaved stays readable with `unsaved`."""
        self._pause.stop()
        self._pieces.stop()
        self._steps.stop()

    def put_away(self) -> None:
        """The shown draft was approved: it is no longer here to be changed."""
        self._drafts.pop(self._kind, None)
        self._dirty = False
        self._pause.stop()
        self._show_draft()

    def forget(self) -> None:
        """Drop what is shown, so that the next `show` takes the store's draft."""
        self.leave()
        self._drafts = {}

    def unsaved(self) -> tuple[Draft, str] | None:
        """The draft and the text that no check has saved yet."""
        draft = self.draft
        return (
            (draft, self.view.editor.toPlainText()) if self._dirty and draft is not None else None
        )

    def focus(self, kind: ReplyKind) -> None:
        """Write a reply or a note."""
        if self._opened is None:
            return
        if kind is not self._kind:
            self._change_kind(kind)
        self._ensure_draft()
        self.view.editor.setFocus()

    @Slot()
    def write(self) -> None:
        """Let the engine write a draft for the open ticket."""
        if self._road is None or self._opened is None or self._writing is not None:
            return
        road, key, kind = self._road, self._opened.ticket.key, self._kind
        add_step, add_text = self._steps.add, self._pieces.add
        self._dirty = False
        self._pause.stop()
        self.view.editor.load("")
        self.view.editor.setReadOnly(True)
        self._show_step("Reading the ticket")
        self.view.progress.show()
        self._pieces.start()
        self._steps.start()
        self.busy.emit(True)

        def work(stop: Event) -> Draft:
            return road.draft(key, kind=kind, on_step=add_step, on_text=add_text, stop=stop)

        self._writing = self._jobs.run(work, self._written, self._write_failed)
        self.checked.emit(None)

    @Slot()
    def cancel(self) -> bool:
        """Stop the writing; False when nothing is being written."""
        if self._writing is None:
            return False
        self._writing.cancel()
        self._show_step("Stopping …")
        return True

    @Slot()
    def check_now(self) -> None:
        """Save and check the text as it is, once the check before has come back."""
        pending = self.unsaved()
        if pending is None or self._road is None or self._checking is not None:
            return
        road, (draft, text) = self._road, pending
        self._checking = self._jobs.run(
            lambda stop: road.edit(draft, text), self._edit_checked, self._check_failed
        )

    def accept(self, finding: Finding) -> None:
        """The person answers for a finding."""
        draft, road = self.draft, self._road
        if draft is None or road is None or self._dirty:
            return
        self._jobs.run(lambda stop: road.accept(draft, finding), self._adopt, self.failed.emit)

    def strike(self, finding: Finding) -> None:
        """Delete the sentence of a finding; it can be undone."""
        text = self.view.editor.toPlainText()
        if self._dirty or finding.end > len(text):
            return
        start, end = without(text, finding.start, finding.end)
        self.view.editor.replace(start, end, "")
        self.check_now()

    def first_finding(self) -> Finding | None:
        """The open finding at the text cursor, else the first one."""
        draft = self.draft
        if draft is None:
            return None
        found, place = open_findings(draft), self.view.editor.place()
        here = [one for one in found if one.start <= place <= one.end]
        return next(iter(here or found), None)

    def hide_words(self, words: tuple[str, ...] | None) -> None:
        """Cover personal data, None shows it."""
        self.view.editor.hide_words(words)

    def _ensure_draft(self) -> None:
        if (
            self.draft is None
            and self._road is not None
            and self._opened is not None
            and not self._writing
        ):
            road, key, kind = self._road, self._opened.ticket.key, self._kind
            self._jobs.run(
                lambda stop: road.saved_draft(key, kind) or road.blank(key, kind),
                self._blank_made,
                self.failed.emit,
            )

    def _blank_made(self, draft: Draft) -> None:
        if self._is_here(draft.ticket) and draft.kind not in self._drafts:
            self._drafts[draft.kind] = draft
            if self.view.editor.toPlainText() and draft.kind is self._kind:
                self._dirty = True
                self.check_now()
            else:
                self._show_draft()

    @Slot()
    def _typed(self) -> None:
        self._dirty = True
        self._ensure_draft()
        self._pause.start()
        self.unchecked.emit()

    def _edit_checked(self, draft: Draft) -> None:
        self._checking = None
        if not self._is_here(draft.ticket):
            return
        self._drafts[draft.kind] = draft
        if draft.kind is not self._kind:
            return
        if draft.text == self.view.editor.toPlainText():
            self._dirty = False
            self._show_marks()
            self.rewriter.draft = draft
            self.checked.emit(draft)
        elif not self._pause.isActive():
            self.check_now()

    def _check_failed(self, error: Exception) -> None:
        self._checking = None
        self.failed.emit(error)

    def _adopt(self, draft: Draft) -> None:
        if self._is_here(draft.ticket) and not self._dirty:
            self._drafts[draft.kind] = draft
            if draft.kind is self._kind:
                self._show_draft()

    def _written(self, draft: Draft) -> None:
        self._end_writing()
        self._drafts[draft.kind] = draft
        self._show_draft()
        self.written.emit(draft.ticket)

    def _write_failed(self, error: Exception) -> None:
        self._end_writing()
        self._show_draft()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _end_writing(self) -> None:
        self._writing = None
        self._pieces.stop()
        self._steps.stop()
        self.view.progress.hide()
        self.view.editor.setReadOnly(False)
        self.busy.emit(False)

    def _change_kind(self, kind: ReplyKind) -> None:
        self.leave()
        self._show_kind(kind)

    def _show_kind(self, kind: ReplyKind) -> None:
        self._kind = kind
        self.view.tabs[kind].setChecked(True)
        set_role(self.view, "kind", kind.value)
        self.view.editor.setAccessibleName(kind.value)
        self._show_draft()

    def _show_draft(self) -> None:
        draft = self.draft
        text = draft.text if draft else ""
        if text != self.view.editor.toPlainText():
            self.view.editor.load(text)
        self._show_marks()
        missing = "; ".join(draft.missing) if draft else ""
        self.view.missing.setText(f"No source was found for: {missing}")
        self.view.missing.setVisible(bool(missing))
        self.rewriter.draft = draft
        self.checked.emit(draft)

    def _show_marks(self) -> None:
        draft, opened = self.draft, self._opened
        self.view.editor.set_marks(marks(draft, opened.ticket) if draft and opened else ())

    def _show_step(self, text: str) -> None:
        self.view.step.setText(f"{text} …" if not text.endswith("…") else text)

    @Slot(QAbstractButton)
    def _tab_clicked(self, clicked: QAbstractButton) -> None:
        self.focus(next(kind for kind, one in self.view.tabs.items() if one is clicked))

    def _is_here(self, key: TicketKey) -> bool:
        return self._opened is not None and self._opened.ticket.key == key


def _nothing(draft: Draft) -> None:
    """A draft of a ticket that is no longer open was saved."""

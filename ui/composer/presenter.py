"""Behaviour of the composer: whose reply or note is in the editor, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QWidget

from copilot.records import Draft, Finding, OpenedTicket, ReplyKind, TicketKey
from ui.composer.attaching import Attaching, Shown
from ui.composer.checking import Checking
from ui.composer.marks import first_offer, marks, open_findings
from ui.composer.numbering import struck
from ui.composer.rewriter import Rewriter
from ui.composer.transcript import ask_transcript, drafts_of
from ui.composer.unsaved import Unsaved
from ui.composer.view import ComposerView
from ui.composer.writing import Writing
from ui.jobs import Jobs
from ui.shared.masking import personal_types
from ui.shared.parts import set_role
from ui.shared.theme import Theme

if TYPE_CHECKING:
    from copilot.pipeline import Road


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
        self._kind = self._first = ReplyKind.PUBLIC_REPLY
        self._drafts: dict[ReplyKind, Draft] = {}
        self.view = ComposerView(theme, approval)
        self._writing = Writing(self.view, jobs, self)
        self._checking = Checking(self.view.editor, self._shown, jobs, self)
        self.rewriter = Rewriter(self.view, jobs, self)
        self.attaching = Attaching(self.view.files, self._here, jobs, self)
        for part in (self._writing, self._checking, self.rewriter, self.attaching):
            part.failed.connect(self.failed)
        for writer in (self._writing, self.rewriter):
            writer.busy.connect(self.busy)
        self._writing.written.connect(self._written)
        self._writing.ended.connect(self._show_draft)
        self._checking.checked.connect(self._edit_checked)
        self.rewriter.taken.connect(self.view.editor.replace_all)
        self.view.editor.typed.connect(self._typed)
        for given in (self.view.files_given, self.view.editor.files_given):
            given.connect(self.attaching.add)
        self.view.editor.picture_given.connect(self.attaching.add_picture)
        self.attaching.changed.connect(self._attached)
        self.view.cancel.clicked.connect(self.cancel)
        self.view.put.clicked.connect(self.put_offered)
        self.view.group.buttonClicked.connect(self._tab_clicked)
        self.view.hide()

    def start(self, road: Road) -> None:
        """Work with this road."""
        self._road = self._checking.road = self.rewriter.road = self.attaching.road = road

    @property
    def kind(self) -> ReplyKind:
        """Whether the reply or the note is shown."""
        return self._kind

    def come_back_to(self, kind: ReplyKind) -> None:
        """Show the next ticket with this kind in front."""
        self._first = kind

    @property
    def draft(self) -> Draft | None:
        """The shown draft as it was last checked."""
        return self._drafts.get(self._kind)

    @property
    def writing(self) -> bool:
        """Whether the engine writes for this ticket now."""
        return self._writing.under_way

    def show(self, opened: OpenedTicket) -> None:
        """Show a ticket's draft; what was typed for another ticket is saved first."""
        if self._opened is None or self._opened.ticket.key != opened.ticket.key:
            self.leave()
            self._drafts, self._kind = {}, self._first
            self._first = ReplyKind.PUBLIC_REPLY
        self._opened = opened
        self.view.editor.set_personal(personal_types(opened))
        self.view.show()
        self.rewriter.language = opened.language
        if self._checking.dirty or self.writing:
            return
        if opened.draft is not None:
            self._drafts[opened.draft.kind] = opened.draft
        self._show_kind(self._kind)
        if self._kind is ReplyKind.INTERNAL_NOTE:
            self._ensure_draft()

    def leave(self) -> None:
        """Save what is typed and stop what is being written."""
        self._writing.drop()
        self._checking.leave()

    def stop(self) -> None:
        """Start no more checks; what is unsaved stays readable with `unsaved`."""
        self._checking.stop()
        self._writing.stop()

    def put_away(self) -> None:
        """The shown draft was approved: it is no longer here to be changed."""
        self._drafts.pop(self._kind, None)
        self._checking.forget()
        self._show_draft()

    def forget(self) -> None:
        """Drop what is shown, so that the next `show` takes the store's draft."""
        self.leave()
        self._drafts = {}

    def close(self) -> None:
        """No ticket: what was typed belongs to nothing any more."""
        self._writing.drop()
        self._checking.forget()
        self._opened, self._drafts = None, {}
        self.view.editor.load("")
        self.view.hide()

    def unsaved(self) -> Unsaved | None:
        """The text that no check has saved yet."""
        text = self.view.editor.toPlainText()
        if not self._checking.dirty or self._opened is None:
            return None
        return Unsaved(self._opened.ticket.key, self._kind, self.draft, text)

    def focus(self, kind: ReplyKind) -> None:
        """Write a reply or a note."""
        if self._opened is None:
            return
        if kind is not self._kind:
            self.leave()
            self._show_kind(kind)
        self._ensure_draft()
        self.view.editor.setFocus()

    @Slot()
    def write(self) -> None:
        """Let the engine write a draft for the open ticket."""
        if self._road is None or self._opened is None or self.writing:
            return
        self._checking.forget()
        self._writing.begin(self._road, self._opened.ticket.key, self._kind)
        self.checked.emit(None)

    @Slot()
    def from_transcript(self) -> None:
        """Make the e-mail and the note of a call or chat that the person chooses."""
        road, opened = self._road, self._opened
        if road is None or opened is None or self.writing:
            return
        file = ask_transcript(self.view.window())
        if file is None:
            return
        self._checking.forget()
        work = drafts_of(road, opened.ticket, file, self._kind, self._writing.add_step)
        self._writing.run(work, "Reading the transcript")
        self.checked.emit(None)

    @Slot()
    def cancel(self) -> bool:
        """Stop the writing; False when nothing is being written."""
        return self._writing.cancel()

    def show_indexing(self, percent: int | None) -> None:
        """Say beside the first steps of a draft that the knowledge is being indexed."""
        self._writing.show_indexing(percent)

    @Slot()
    def check_now(self) -> None:
        """Save and check the text as it is, without waiting for a pause."""
        self._checking.now()

    @Slot()
    def check_again(self) -> None:
        """Check the text although nothing of it changed."""
        if self.draft is not None and self.view.editor.toPlainText():
            self._checking.dirty = True
            self.check_now()

    def accept(self, findings: tuple[Finding, ...]) -> None:
        """The person answers for these."""
        draft, road = self.draft, self._road
        if draft is None or road is None or self._checking.dirty:
            return
        self._jobs.run(lambda stop: road.accept(draft, *findings), self._adopt, self.failed.emit)

    def select(self, finding: Finding) -> None:
        """Show the words of a finding in the text, with the keyboard there."""
        if not self._checking.dirty and finding.end <= len(self.view.editor.toPlainText()):
            self.view.editor.select(finding.start, finding.end)

    def strike(self, finding: Finding) -> None:
        """Delete the sentence of a finding; it can be undone."""
        text = self.view.editor.toPlainText()
        if self._checking.dirty or finding.end > len(text):
            return
        self.view.editor.replace(*struck(text, finding.start, finding.end))
        self.check_now()

    def put_instead(self, finding: Finding) -> None:
        """Put what a finding offers in the place of what it found; it can be undone."""
        text = self.view.editor.toPlainText()
        if self._checking.dirty or not finding.instead or finding.end > len(text):
            return
        self.view.editor.replace(finding.start, finding.end, finding.instead)
        self.check_now()

    @Slot()
    def put_offered(self) -> None:
        """Do so with the first finding that offers something."""
        if (finding := first_offer(self.draft)) is not None:
            self.put_instead(finding)

    def first_finding(self) -> Finding | None:
        """The open finding at the text cursor, else the first one."""
        if self.draft is None:
            return None
        found, place = open_findings(self.draft), self.view.editor.place()
        here = [one for one in found if one.start <= place <= one.end]
        return next(iter(here or found), None)

    def hide_words(self, words: tuple[str, ...] | None) -> None:
        """Cover personal data, None shows it."""
        self.view.editor.hide_words(words)
        self.view.files.hide_words(words)

    def _here(self) -> Shown | None:
        opened = self._opened
        return Shown(opened.ticket.key, self._kind, self.draft) if opened is not None else None

    def _attached(self, draft: Draft) -> None:
        """The files are others now: what would leave, and what the checks say, too."""
        self._drafts.setdefault(draft.kind, draft)
        if self.view.editor.toPlainText():
            self.check_again()
        else:
            self.checked.emit(self.draft)

    def _shown(self) -> Draft | None:
        return self.draft

    def _ensure_draft(self) -> None:
        road, opened, kind = self._road, self._opened, self._kind
        if self.draft is None and road is not None and opened is not None and not self.writing:
            key = opened.ticket.key
            self._jobs.run(
                lambda stop: road.saved_draft(key, kind) or road.blank(key, kind),
                self._blank_made,
                self.failed.emit,
            )

    def _blank_made(self, draft: Draft) -> None:
        if not self._is_here(draft.ticket) or draft.kind in self._drafts:
            return
        self._drafts[draft.kind] = draft
        if self.view.editor.toPlainText() and draft.kind is self._kind:
            self.check_again()
        else:
            self._show_draft()

    @Slot()
    def _typed(self) -> None:
        self._checking.touch()
        self._ensure_draft()
        self.unchecked.emit()

    def _edit_checked(self, draft: Draft) -> None:
        if not self._is_here(draft.ticket):
            return
        self._drafts[draft.kind] = draft
        if draft.kind is self._kind and self._checking.take(draft):
            self._show_marks()
            self.rewriter.draft = draft
            self.checked.emit(draft)

    def _adopt(self, draft: Draft) -> None:
        if self._is_here(draft.ticket) and not self._checking.dirty:
            self._drafts[draft.kind] = draft
            if draft.kind is self._kind:
                self._show_draft()

    def _written(self, draft: Draft) -> None:
        self._drafts = {draft.kind: draft}  # the other one may be new as well: the store has it
        self._show_draft()
        self.written.emit(draft.ticket)

    def _show_kind(self, kind: ReplyKind) -> None:
        self._kind = kind
        self.view.tabs[kind].setChecked(True)
        set_role(self.view, "kind", kind.value)
        self.view.editor.setAccessibleName(kind.value)
        self._show_draft()

    @Slot()
    def _show_draft(self) -> None:
        draft = self.draft
        text = draft.text if draft else ""
        if text != self.view.editor.toPlainText():
            self.view.editor.load(text)
        self._show_marks()
        missing = "; ".join(draft.missing) if draft else ""
        told = f"No source was found for: {missing}" if missing else ""
        self.view.missing.setText("\n".join(filter(None, (told, draft.note if draft else ""))))
        self.view.missing.setVisible(bool(self.view.missing.text()))
        self.rewriter.draft = draft
        self.attaching.show(draft)
        self.checked.emit(draft)

    def _show_marks(self) -> None:
        draft, opened = self.draft, self._opened
        self.view.show_offer(first_offer(draft))
        self.view.editor.set_marks(marks(draft, opened.ticket) if draft and opened else ())

    @Slot(QAbstractButton)
    def _tab_clicked(self, clicked: QAbstractButton) -> None:
        self.focus(next(kind for kind, one in self.view.tabs.items() if one is clicked))

    def _is_here(self, key: TicketKey) -> bool:
        return self._opened is not None and self._opened.ticket.key == key

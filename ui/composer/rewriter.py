"""Shorter, translated, as a tool of the team says: written into a before-and-after window."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from copilot.errors import Cancelled
from copilot.records import Draft
from ui.composer.before_after import BeforeAfter
from ui.composer.rewrites import MORE, languages, title
from ui.composer.view import ComposerView
from ui.jobs import Job, Jobs
from ui.shared.pieces import Pieces

if TYPE_CHECKING:
    from copilot.pipeline import Road


class Rewriter(QObject):
    """`taken` carries the text that the person chose."""

    taken = Signal(str)
    failed = Signal(object)
    busy = Signal(bool)  # the engine is writing

    def __init__(self, view: ComposerView, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._jobs = view, jobs
        self._job: Job | None = None
        self.road: Road | None = None
        self.draft: Draft | None = None
        self.language = ""
        self.dialog: BeforeAfter | None = None
        self._pieces = Pieces(self._add, self)
        for how, button in view.rewrites.items():
            button.clicked.connect(partial(self.rewrite, how))
        view.languages.aboutToShow.connect(self._fill_languages)
        view.others.aboutToShow.connect(self._fill_others)

    def rewrite(self, how: str, *_: object) -> None:
        """Write the draft, or what is selected of it, another way and show both."""
        draft, road = self.draft, self.road
        if draft is None or road is None or not draft.text.strip():
            return
        add, part = self._pieces.add, self._selected(draft)
        before = draft.text if part is None else draft.text[part[0] : part[1]]
        self.dialog = BeforeAfter(title(how), before, self._view)
        self.dialog.taken.connect(partial(self._take, draft, part))
        self.dialog.finished.connect(self._closed)
        self._pieces.start()
        self.busy.emit(True)

        def work(stop: Event) -> str:
            text = road.rewrite(draft, how, part=part, on_text=add, stop=stop)
            if part is None:
                return text
            return text[part[0] : len(text) - (len(draft.text) - part[1])]

        self._job = self._jobs.run(work, self._done, self._failed)
        self.dialog.open()

    def _selected(self, draft: Draft) -> tuple[int, int] | None:
        """The marked stretch; None for all, or while the text is not the draft's any more."""
        cursor = self._view.editor.textCursor()
        if not cursor.hasSelection() or self._view.editor.toPlainText() != draft.text:
            return None
        return cursor.selectionStart(), cursor.selectionEnd()

    def _take(self, draft: Draft, part: tuple[int, int] | None, text: str) -> None:
        start, end = part or (0, len(draft.text))
        self.taken.emit(f"{draft.text[:start]}{text}{draft.text[end:]}")

    @Slot()
    def _fill_others(self) -> None:
        self._view.others.clear()
        own = self.road.tools(self.draft.kind) if self.road and self.draft else ()
        for name, how in (*MORE, *((tool, tool) for tool in own)):
            action = self._view.others.addAction(name)
            action.triggered.connect(partial(self.rewrite, how))

    @Slot()
    def _fill_languages(self) -> None:
        self._view.languages.clear()
        for code, name in languages(self.language):
            action = self._view.languages.addAction(name)
            action.triggered.connect(partial(self.rewrite, code))

    def _add(self, text: str) -> None:
        if self.dialog is not None:
            self.dialog.add(text)

    def _done(self, text: str) -> None:
        self._pieces.stop()
        self.busy.emit(False)
        if self.dialog is not None:
            self.dialog.done_writing(text)

    def _failed(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    @Slot()
    def _closed(self) -> None:
        if self._job is not None:
            self._job.drop()
        self._pieces.stop()
        self.busy.emit(False)
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = self._job = None

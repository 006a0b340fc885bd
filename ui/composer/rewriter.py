"""Shorter, friendlier, more formal, translated: written into a before-and-after window."""

from __future__ import annotations

from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from copilot.errors import Cancelled
from copilot.pipeline import Road
from copilot.records import Draft
from ui.composer.before_after import BeforeAfter
from ui.composer.rewrites import languages, title
from ui.composer.view import ComposerView
from ui.jobs import Job, Jobs
from ui.shared.pieces import Pieces


class Rewriter(QObject):
    """`taken` carries the text that the person chose."""

    taken = Signal(str)
    failed = Signal(object)

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

    def rewrite(self, how: str, *_: object) -> None:
        """Write the draft another way and show both."""
        draft, road = self.draft, self.road
        if draft is None or road is None or not draft.text.strip():
            return
        add = self._pieces.add
        self.dialog = BeforeAfter(title(how), draft.text, self._view)
        self.dialog.taken.connect(self.taken)
        self.dialog.finished.connect(self._closed)
        self._pieces.start()

        def work(stop: Event) -> str:
            return road.rewrite(draft, how, on_text=add, stop=stop)

        self._job = self._jobs.run(work, self._done, self._failed)
        self.dialog.open()

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
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = self._job = None

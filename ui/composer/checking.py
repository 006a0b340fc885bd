"""Saves and checks what is typed, at every pause and when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copilot.records import Draft
from ui.composer.editor import MarkedEditor
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from copilot.pipeline import Road

PAUSE = 400  # milliseconds without a key before an edit is saved and checked


class Checking(QObject):
    """One check at a time of the draft that `shown` names; `dirty`: the text is newer than it."""

    checked = Signal(object)  # a Draft
    failed = Signal(object)  # an Exception

    def __init__(
        self,
        editor: MarkedEditor,
        shown: Callable[[], Draft | None],
        jobs: Jobs,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editor, self._shown, self._jobs = editor, shown, jobs
        self._job: Job | None = None
        self.road: Road | None = None
        self.dirty = False
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.now)

    def touch(self) -> None:
        """Something was typed."""
        self.dirty = True
        self._pause.start()

    def forget(self) -> None:
        """Nothing that is in the editor has to be saved."""
        self.dirty = False
        self._pause.stop()

    def stop(self) -> None:
        """Start no more checks; what is unsaved stays readable with `unsaved`."""
        self._pause.stop()

    def unsaved(self) -> tuple[Draft, str] | None:
        """The draft and the text that no check has saved yet."""
        draft = self._shown()
        return (draft, self._editor.toPlainText()) if self.dirty and draft is not None else None

    @Slot()
    def now(self) -> None:
        """Save and check the text as it is, once the check before has come back."""
        pending, road = self.unsaved(), self.road
        if pending is None or road is None or self._job is not None:
            return
        draft, text = pending
        self._job = self._jobs.run(lambda stop: road.edit(draft, text), self._done, self._failed)

    def leave(self) -> None:
        """Save what is typed and wait for nothing: another text comes into the editor."""
        pending, road = self.unsaved(), self.road
        if pending is not None and road is not None:
            draft, text = pending
            self._jobs.run(lambda stop: road.edit(draft, text), _nothing, self.failed.emit)
        self.forget()
        if self._job is not None:
            self._job.dropped = True  # not stopped: what it saves shall be saved
            self._job = None

    def take(self, draft: Draft) -> bool:
        """Whether a checked draft is what stands in the editor; if not, it is checked again."""
        if draft.text == self._editor.toPlainText():
            self.dirty = False
            return True
        if not self._pause.isActive():
            self.now()
        return False

    def _done(self, draft: Draft) -> None:
        self._job = None
        self.checked.emit(draft)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)


def _nothing(draft: Draft) -> None:
    """A draft of a ticket that is no longer open was saved."""

"""Lets the engine write a draft into the editor, and stops it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from copilot.errors import Cancelled
from copilot.records import Draft, ReplyKind, TicketKey
from ui.composer.view import ComposerView
from ui.jobs import Job, Jobs
from ui.shared.pieces import Pieces, Steps

if TYPE_CHECKING:
    from copilot.pipeline import Road

BEFORE_WRITING = ("Reading the ticket", "Looking through the knowledge")


def step_text(step: str, indexed: int | None) -> str:
    """A step as it is shown; `indexed`: percent of the knowledge where it is being read."""
    if indexed is not None and step in BEFORE_WRITING:
        return f"{step} while the knowledge is indexed, {indexed} % …"
    return step if step.endswith("…") else f"{step} …"


class Writing(QObject):
    """One draft at a time; the editor is shut while it is written."""

    busy = Signal(bool)
    written = Signal(object)  # a Draft
    ended = Signal()  # without a draft
    failed = Signal(object)  # an Exception

    def __init__(self, view: ComposerView, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._jobs = view, jobs
        self._job: Job | None = None
        self._step = ""
        self._indexed: int | None = None
        self._pieces = Pieces(view.editor.append_piece, self)
        self._steps = Steps(self._show_step, self)

    @property
    def under_way(self) -> bool:
        """Whether something is being written now."""
        return self._job is not None

    def begin(self, road: Road, key: TicketKey, kind: ReplyKind) -> None:
        """Empty the editor and stream the draft into it."""
        add_step, add_text = self._steps.add, self._pieces.add

        def work(stop: Event) -> Draft:
            return road.draft(key, kind=kind, on_step=add_step, on_text=add_text, stop=stop)

        self.run(work, "Reading the ticket")

    def add_step(self, step: str) -> None:
        """Tell from any thread what is being done now."""
        self._steps.add(step)

    def run(self, work: Callable[[Event], Draft], step: str) -> None:
        """Empty the editor and show what the work makes."""
        self._view.editor.load("")
        self._view.editor.setReadOnly(True)
        self._show_step(step)
        self._view.progress.show()
        self._pieces.start()
        self._steps.start()
        self.busy.emit(True)
        self._job = self._jobs.run(work, self._written, self._failed)

    def cancel(self) -> bool:
        """Ask the engine to stop; False when nothing is being written."""
        if self._job is None:
            return False
        self._job.cancel()
        self._show_step("Stopping …")
        return True

    def drop(self) -> None:
        """Stop, and hear nothing of it again."""
        if self._job is not None:
            self._job.drop()
            self._end()

    def stop(self) -> None:
        """Show no more pieces."""
        self._pieces.stop()
        self._steps.stop()

    def _written(self, draft: Draft) -> None:
        self._end()
        self.written.emit(draft)

    def _failed(self, error: Exception) -> None:
        self._end()
        self.ended.emit()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _end(self) -> None:
        self._job = None
        self.stop()
        self._view.progress.hide()
        self._view.editor.setReadOnly(False)
        self.busy.emit(False)

    def show_indexing(self, percent: int | None) -> None:
        """How much of the knowledge is read, None when nothing is: it slows the first steps."""
        self._indexed = percent
        self._show_step(self._step)

    def _show_step(self, step: str) -> None:
        self._step = step
        self._view.step.setText(step_text(step, self._indexed))

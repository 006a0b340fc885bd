"""What a person changes on the knowledge page: folders, gaps, feedback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.errors import UserFacing
from copilot.records import FolderState, Gap, Scope, SourceKind
from ui.jobs import Jobs
from ui.knowledge import adding
from ui.shared.banner import sentence_of
from ui.shared.question import Question

if TYPE_CHECKING:
    from copilot.pipeline import Road


class Changing(QObject):
    """Asks where it matters, then tells the road on a job."""

    added = Signal()  # a folder that is to be read
    changed = Signal()
    feedback_reset = Signal(object)  # the id of a source, None for all
    failed = Signal(object)

    def __init__(self, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._window = jobs, window
        self.road: Road | None = None
        self.adding: adding.AddFolder | None = None
        self.question: Question | None = None

    @Slot()
    def add(self) -> None:
        """Ask which folder, what it holds and who it is for."""
        if self.road is None or self.adding is not None:
            return
        path = adding.ask_folder(self._window)
        if path is not None:
            self.adding = adding.AddFolder(path, self._window)
            self.adding.given.connect(self._add)
            self.adding.finished.connect(self._forget_dialog)
            self.adding.open()

    @Slot(object, object, object, str)
    def _add(self, path: Path, kind: SourceKind, scope: Scope, team: str) -> None:
        if (road := self.road) is not None:
            self._jobs.run(
                lambda stop: road.knowledge.add(path, kind=kind, scope=scope, team=team),
                self._added,
                self._not_added,
            )

    def _added(self, _: None) -> None:
        if self.adding is not None:
            self.adding.accept()
        self.changed.emit()
        self.added.emit()

    def _not_added(self, error: Exception) -> None:
        if self.adding is not None and isinstance(error, UserFacing):
            self.adding.refuse(sentence_of(error))
        else:
            self.failed.emit(error)

    @Slot()
    def _forget_dialog(self) -> None:
        if self.adding is not None:
            self.adding.deleteLater()
            self.adding = None

    @Slot(object)
    def ask_removal(self, folder: FolderState) -> None:
        """Take a folder out of the knowledge, after one question."""
        text = (
            f"{folder.name}\n\nIts {folder.documents:,} documents are taken out of the knowledge "
            "at once. The files themselves stay where they are."
        )
        self._ask(
            "Remove this folder?",
            text,
            "Remove",
            lambda: self._do(lambda road: road.knowledge.remove(folder.name)),
        )

    @Slot(object)
    def dismiss(self, gap: Gap) -> None:
        """List a gap no more."""
        self._do(lambda road: road.knowledge.dismiss(gap))

    @Slot(object)
    def reset(self, source_id: str | None) -> None:
        """Forget what was done with a source; with all of them after one question."""
        if source_id is not None:
            self._forget_feedback(source_id)
            return
        text = "What was used, opened and thrown out is forgotten for every source."
        self._ask("Reset all feedback?", text, "Reset all", lambda: self._forget_feedback(None))

    def _forget_feedback(self, source_id: str | None) -> None:
        def then() -> None:
            self.feedback_reset.emit(source_id)

        self._do(lambda road: road.knowledge.reset(source_id), then)

    def _ask(self, title: str, text: str, yes: str, then: Callable[[], None]) -> None:
        self.question = Question(title, text, yes, self._window)
        self.question.accepted.connect(then)
        self.question.open()

    def _do(self, change: Callable[[Road], None], then: Callable[[], None] | None = None) -> None:
        def done(_: None) -> None:
            if then is not None:
                then()
            self.changed.emit()

        if (road := self.road) is not None:
            self._jobs.run(lambda stop: change(road), done, self.failed.emit)

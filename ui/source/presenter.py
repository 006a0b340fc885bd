"""Behaviour of the source window: loads the text on a job, then shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from copilot.records import Evidence, FoundPassage
from ui.jobs import Job, Jobs
from ui.shared.theme import Theme
from ui.source.places import places
from ui.source.view import SourceText

if TYPE_CHECKING:
    from copilot.pipeline import Road


class SourcePresenter(QObject):
    """One source at a time: the one that was asked for last."""

    failed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        clock: Callable[[], datetime],
        window: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme, self._jobs, self._clock, self._window = theme, jobs, clock, window
        self.road: Road | None = None
        self.dialog: SourceText | None = None
        self._job: Job | None = None
        self._found: FoundPassage | None = None
        self._cited: tuple[Evidence, ...] = ()

    def open(self, found: FoundPassage, cited: tuple[Evidence, ...] = ()) -> None:
        """Show the document of a passage, with what is cited of it, else all of it, marked."""
        road = self.road
        if road is None:
            return
        if self._job is not None:
            self._job.drop()
        self._found, self._cited = found, cited
        source_id = found.passage.source_id
        self._job = self._jobs.run(
            lambda stop: road.knowledge.source_text(source_id), self._show, self._not_shown
        )

    def _not_shown(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)

    def _show(self, text: str) -> None:
        self._job, found = None, self._found
        if found is None:
            return
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
        shown = text or found.passage.text
        where = places(shown, found.passage, self._cited)
        self.dialog = SourceText(
            shown,
            found,
            where,
            tokens=self._theme.tokens,
            now=self._clock(),
            gone=not text,
            parent=self._window,
        )
        self.dialog.open()

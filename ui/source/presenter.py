"""Behaviour of the source window: loads the text on a job, then shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from copilot.pipeline import Road
from copilot.records import FoundPassage
from ui.jobs import Jobs
from ui.shared.theme import Theme
from ui.source.view import SourceText


class SourcePresenter(QObject):
    """One source at a time."""

    failed = Signal(object)

    def __init__(self, theme: Theme, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._jobs, self._window = theme, jobs, window
        self.road: Road | None = None
        self.dialog: SourceText | None = None
        self._found: FoundPassage | None = None
        self._cited: tuple[str, ...] = ()

    def open(self, found: FoundPassage, cited: tuple[str, ...] = ()) -> None:
        """Show the document of a passage, with what is cited of it, else all of it, marked."""
        road = self.road
        if road is not None:
            self._found, self._cited = found, cited
            self._jobs.run(
                lambda stop: road.source_text(found.passage.source_id), self._show, self.failed.emit
            )

    def _show(self, text: str) -> None:
        if self._found is None:
            return
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = SourceText(
            text or self._found.passage.text,
            self._found,
            self._cited,
            self._theme.tokens,
            self._window,
        )
        self.dialog.open()

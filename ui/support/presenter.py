"""Behaviour of the support bundle: it is made, shown, and saved where the person says."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from copilot.errors import BadInput
from ui.jobs import Job, Jobs
from ui.support.view import BundleView

if TYPE_CHECKING:
    from copilot.pipeline import Road

NAME = "support-copilot-bundle.txt"


def ask_where(window: QWidget) -> Path | None:
    """The path that the person chose; None when they thought better of it."""
    places = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getSaveFileName(window, "Save the bundle", str(Path(places, NAME)))
    return Path(chosen) if chosen else None


class BundlePresenter(QObject):
    """`make` tells how a road is; without it or a road there is nothing to open."""

    def __init__(self, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.make: Callable[[Road], str] | None = None
        self.road: Road | None = None
        self._text = ""
        self._making: Job | None = None
        self.view = BundleView(window)
        self.view.save.clicked.connect(self._save)
        self.view.copy.clicked.connect(self._copy)
        self.view.finished.connect(self._forget)

    @Slot()
    def open(self) -> None:
        """Make it anew, and show it when it is there."""
        make, road = self.make, self.road
        if make is None or road is None or self._making is not None:
            return
        self.view.banner.clear()
        self.view.show_text("")
        self.view.show()
        self.view.raise_()
        self._making = self._jobs.run(lambda stop: make(road), self._show, self._not_made)

    def _show(self, text: str) -> None:
        self._making, self._text = None, text
        self.view.show_text(text)
        self.view.save.setFocus()

    def _not_made(self, error: Exception) -> None:
        self._making = None
        self.view.looking.hide()
        self.view.bar.hide()
        self.view.banner.report(error)

    @Slot()
    def _save(self) -> None:
        target, text = ask_where(self.view), self._text
        if target is None:
            return

        def work(_: object) -> Path:
            try:
                handle = os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(text)
            except OSError as error:
                raise BadInput(
                    f"{target.name} could not be written: {error.strerror}. Nothing was saved; "
                    "choose another folder."
                ) from error
            return target

        self._jobs.run(work, self._saved, self.view.banner.report)

    def _saved(self, target: Path) -> None:
        self.view.banner.say(f"Saved as {target}. Nothing was sent to anybody.", "good")

    @Slot()
    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text)

    @Slot()
    def _forget(self) -> None:
        if self._making is not None:
            self._making.drop()
            self._making = None
        self._text = ""
        self.view.text.clear()

"""What the window tells about the program itself: help, about page and support bundle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from copilot.records import About
from ui.about.presenter import AboutPresenter
from ui.help.presenter import HelpPresenter
from ui.jobs import Jobs
from ui.shared.theme import Theme
from ui.support.presenter import BundlePresenter

if TYPE_CHECKING:
    from copilot.pipeline import Road


class Helping(QObject):
    """One of each for a window."""

    heard = Signal(str)  # of a newer version
    failed = Signal(object)

    def __init__(self, theme: Theme, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.about = AboutPresenter(theme, jobs, window, self)
        self.bundle = BundlePresenter(jobs, window, self)
        self.pages = HelpPresenter(theme, window, self)
        self.about.facts.help.clicked.connect(self.pages.open)
        self.about.facts.bundle.clicked.connect(self.bundle.open)

    def ask_news(self, news: Callable[[], str]) -> None:
        """Ask once whether there is a newer version; `heard` says so, and nothing is done."""
        self._jobs.run(lambda stop: news(), self._heard, self.failed.emit)

    def _heard(self, text: str) -> None:
        if text:
            self.heard.emit(text)

    def offer(
        self,
        about: Callable[[], About] | None,
        bundle: Callable[[Road], str] | None,
        settings_file: Path | None = None,
    ) -> None:
        """What tells it, and where the settings are; the first two block."""
        self.about.look, self.bundle.make = about, bundle
        self.pages.settings_file = settings_file

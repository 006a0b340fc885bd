"""What the window tells about the program itself: the about page and the support bundle."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from copilot.pipeline import Road
from copilot.records import About
from ui.about.presenter import AboutPresenter
from ui.jobs import Jobs
from ui.shared.theme import Theme
from ui.support.presenter import BundlePresenter


class Helping(QObject):
    """One of each for a window."""

    def __init__(self, theme: Theme, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self.about = AboutPresenter(theme, jobs, window, self)
        self.bundle = BundlePresenter(jobs, window, self)
        self.about.facts.bundle.clicked.connect(self.bundle.open)

    def offer(
        self, about: Callable[[], About] | None, bundle: Callable[[Road], str] | None
    ) -> None:
        """What tells it; both block."""
        self.about.look, self.bundle.make = about, bundle

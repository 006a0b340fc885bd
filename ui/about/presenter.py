"""Behaviour of the about page: it is read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import About
from ui.about.licences_tab import LicencesTab
from ui.about.view import AboutView, FactsTab
from ui.jobs import Jobs
from ui.shared.theme import Theme


class AboutPresenter(QObject):
    """`look` tells what the program is; without it there is nothing to open."""

    failed = Signal(object)

    def __init__(self, theme: Theme, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.look: Callable[[], About] | None = None
        self.licences = LicencesTab(theme, self)
        self.facts = FactsTab()
        self.view = AboutView(self.facts, self.licences.view, window)

    @Slot()
    def open(self) -> None:
        """Show the page."""
        if (look := self.look) is not None:
            self._jobs.run(lambda stop: look(), self._show, self.failed.emit)

    def _show(self, about: About) -> None:
        self.view.about.setText(f"Version {about.version}")
        self.facts.show_facts(about.facts)
        self.licences.show(about.components)
        self.view.show_tab("This program")
        self.view.show()
        self.view.raise_()
        self.view.activateWindow()
        self.view.tabs["This program"].setFocus()

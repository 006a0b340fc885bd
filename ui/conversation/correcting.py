"""Tells the road what was hidden wrongly or missed, and copies texts without personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from copilot.records import Correction, TicketKey
from ui.jobs import Jobs
from ui.shared.private import privacy_of

if TYPE_CHECKING:
    from copilot.pipeline import Road


class Correcting(QObject):
    """`corrected` and `taken_back` carry a Correction; `copied` comes when the clipboard has it."""

    corrected = Signal(object)
    taken_back = Signal(object)
    copied = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.road: Road | None = None

    def correct(self, text: str, hide: bool, kind: str) -> None:
        """From now on this text is always hidden as a kind, or never."""
        if self.road is not None:
            privacy = privacy_of(self.road)
            self._jobs.run(
                lambda stop: privacy.correct(text, hide=hide, type=kind),
                self.corrected.emit,
                self.failed.emit,
            )

    def take_back(self, correction: Correction) -> None:
        """As if it had not been said."""
        if self.road is not None:
            privacy = privacy_of(self.road)

            def work() -> Correction:
                privacy.take_back(correction)
                return correction

            self._jobs.run(lambda stop: work(), self.taken_back.emit, self.failed.emit)

    def share(self, key: TicketKey, text: str) -> None:
        """Copy a text of a ticket with placeholders for personal data."""
        if self.road is not None:
            privacy = privacy_of(self.road)
            self._jobs.run(lambda stop: privacy.shared(key, text), self._shared, self.failed.emit)

    def _shared(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.copied.emit()

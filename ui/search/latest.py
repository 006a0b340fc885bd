"""Questions that come faster than answers: one is open, and of those that wait only the newest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ui.jobs import Job, Jobs


class Latest(QObject):
    """`answered` and `failed` name the text that was asked, which may be an old one by then."""

    answered = Signal(str, object)
    failed = Signal(str, object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._asked = ""
        self._next: tuple[str, Callable[[], object]] | None = None

    def ask(self, text: str, work: Callable[[], object]) -> None:
        """Ask now, or as soon as the open question is answered."""
        if self._job is not None:
            self._next = text, work
            return
        self._asked = text
        self._job = self._jobs.run(lambda stop: work(), self._answer, self._fail)

    def forget(self) -> None:
        """Ask nothing that still waits; the open question is answered all the same."""
        self._next = None

    def _answer(self, value: object) -> None:
        asked = self._go_on()
        self.answered.emit(asked, value)

    def _fail(self, error: Exception) -> None:
        asked = self._go_on()
        self.failed.emit(asked, error)

    def _go_on(self) -> str:
        asked, waiting = self._asked, self._next
        self._job = self._next = None
        if waiting is not None:
            self.ask(*waiting)
        return asked

"""Text that arrives in pieces on a worker thread and is shown a few times a second."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

SHOW_EVERY = 80  # milliseconds: repainting for every token is what makes windows stutter


class Pieces(QObject):
    """`add` may be called from any thread; `show` gets everything since, on the window's thread."""

    def __init__(self, show: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[str] = deque()
        self._show = show
        self._timer = QTimer(self, interval=SHOW_EVERY)
        self._timer.timeout.connect(self.flush)

    def add(self, text: str) -> None:
        """Keep a piece until the next flush; deque.append is atomic."""
        self._waiting.append(text)

    def start(self) -> None:
        """Forget what is left of an earlier text and begin to show."""
        self._waiting.clear()
        self._timer.start()

    def stop(self) -> None:
        """Show what is left and rest."""
        self._timer.stop()
        self.flush()

    @Slot()
    def flush(self) -> None:
        """Show what has come since the last time."""
        taken: list[str] = []
        while self._waiting:
            taken.append(self._waiting.popleft())
        if taken:
            self._show("".join(taken))


class Steps(Pieces):
    """The same for progress: only the newest line is shown."""

    @Slot()
    def flush(self) -> None:
        """Show the newest line, if one came."""
        newest = ""
        while self._waiting:
            newest = self._waiting.popleft()
        if newest:
            self._show(newest)

"""Every text that the draft had, with the way back to one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from copilot.pipeline import Road
from copilot.records import Draft
from ui.jobs import Jobs
from ui.shared.ages import moment
from ui.shared.masking import masked
from ui.shared.parts import button, column, label, named, reading, row

SAYS = "A text is kept at every pause in typing. Taking one back can be undone with Ctrl+Z."
Texts = tuple[tuple[datetime, str], ...]


class EarlierDialog(QDialog):
    """Newest first; `taken` carries the text when the person chose one."""

    taken = Signal(str)

    def __init__(
        self, texts: Texts, now: datetime, hidden: tuple[str, ...] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Earlier texts of this draft")
        self.resize(820, 460)
        self._texts = tuple(text for _, text in reversed(texts))
        self._hidden = hidden
        self.list = named(QListWidget(), "earlier", spoken="Earlier texts")
        self.list.setProperty("role", "framed")
        self.list.setMaximumWidth(210)
        for at, (when, text) in enumerate(reversed(texts)):
            count = len(text.split())
            words = "now" if not at else f"{count:,} word{'s' if count != 1 else ''}"
            self.list.addItem(f"{moment(when, now)}  ·  {words}")
        self.text = reading("The text as it was")
        self.use = button("Take this text  Ctrl+Enter", "primary", name="Take this text")
        self.use.setShortcut("Ctrl+Return")
        self.keep = button("Keep mine  Esc", name="Keep mine")
        self.keep.clicked.connect(self.reject)
        self.use.clicked.connect(self._take)
        self.finished.connect(self.deleteLater)
        self.list.currentRowChanged.connect(self._show)
        both = row(self.list, self.text, space=14)
        foot = row(label(SAYS, "small"), 1, self.keep, self.use)
        self.setLayout(column(both, foot, space=12, margins=(16, 14, 16, 14)))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @Slot(int)
    def _show(self, at: int) -> None:
        text = self._texts[at] if at >= 0 else ""
        self.text.setPlainText(text if self._hidden is None else masked(text, self._hidden))
        self.use.setEnabled(at > 0)

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self._texts[self.list.currentRow()])
        self.accept()


class Earlier(QObject):
    """`taken` carries a text that is to stand in the editor again."""

    taken = Signal(str)
    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, clock: Callable[[], datetime], window: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._jobs, self._clock, self._window = jobs, clock, window
        self.road: Road | None = None
        self.dialog: EarlierDialog | None = None

    def open(self, draft: Draft | None, hidden: tuple[str, ...] | None) -> None:
        """Show what was kept of a draft; `hidden` are words to blot out, None for none."""
        road = self.road
        if road is None or draft is None:
            return

        def show(texts: Texts) -> None:
            if texts:
                self._show(texts, hidden)

        self._jobs.run(lambda stop: road.history(draft), show, self.failed.emit)

    def _show(self, texts: Texts, hidden: tuple[str, ...] | None) -> None:
        self.dialog = EarlierDialog(texts, self._clock(), hidden, self._window)
        self.dialog.taken.connect(self.taken)
        self.dialog.destroyed.connect(self._forget)
        self.dialog.open()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

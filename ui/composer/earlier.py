"""Every text that the draft had, with the way back to one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from copilot.records import Draft
from ui.jobs import Jobs
from ui.shared.ages import moment
from ui.shared.lists import row_list
from ui.shared.masking import masked
from ui.shared.parts import button, column, label, reading, row
from ui.shared.rows import Row, RowItemModel
from ui.shared.theme import Theme

if TYPE_CHECKING:
    from copilot.pipeline import Road

SAYS = "A text is kept at every pause in typing. Ctrl+Z undoes taking one back."
Texts = tuple[tuple[datetime, str], ...]


def text_rows(texts: Texts, now: datetime) -> tuple[Row, ...]:
    """Newest first; the first one stands in the editor now."""
    rows = []
    for at, (when, text) in enumerate(reversed(texts)):
        count = len(text.split())
        words = f"{count:,} word{'s' if count != 1 else ''}"
        rows.append(Row(at, moment(when, now), "", words if at else f"now, {words}", text))
    return tuple(rows)


class EarlierDialog(QDialog):
    """Newest first; `taken` carries the text when the person chose one."""

    taken = Signal(str)

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        now: datetime,
        hidden: tuple[str, ...] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Earlier texts of this draft")
        self.resize(820, 460)
        self._hidden = hidden
        self.item_model = RowItemModel(self)
        self.item_model.set_rows(text_rows(texts, now))
        self.list = row_list(theme, self.item_model, name="earlier", spoken="Earlier texts")
        self.list.setMaximumWidth(210)
        self.text = reading("The text as it was")
        self.use = button("Take this text  Ctrl+Enter", "primary", name="Take this text")
        self.use.setShortcut("Ctrl+Return")
        self.keep = button("Keep mine  Esc", name="Keep mine")
        self.keep.clicked.connect(self.reject)
        self.use.clicked.connect(self._take)
        self.finished.connect(self.deleteLater)
        self.list.selectionModel().currentChanged.connect(self._show)
        both = row(self.list, self.text, space=14)
        foot = row(label(SAYS, "small", wrap=True), self.keep, self.use, space=12)
        foot.setStretch(0, 1)
        self.setLayout(column(both, foot, space=12, margins=(16, 14, 16, 14)))
        self.choose(0)
        self.list.setFocus()

    def choose(self, at: int) -> None:
        """Show the text of a row."""
        self.list.setCurrentIndex(self.item_model.index(at))

    def _text_of(self, index: QModelIndex) -> str:
        return str(self.item_model.rows[index.row()].record)

    @Slot(QModelIndex, QModelIndex)
    def _show(self, index: QModelIndex, _: QModelIndex) -> None:
        text = self._text_of(index)
        self.text.setPlainText(text if self._hidden is None else masked(text, self._hidden))
        self.use.setEnabled(index.row() > 0)

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self._text_of(self.list.currentIndex()))
        self.accept()


class Earlier(QObject):
    """`taken` carries a text that is to stand in the editor again."""

    taken = Signal(str)
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
        self.dialog = EarlierDialog(self._theme, texts, self._clock(), hidden, self._window)
        self.dialog.taken.connect(self.taken)
        self.dialog.destroyed.connect(self._forget)
        self.dialog.open()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

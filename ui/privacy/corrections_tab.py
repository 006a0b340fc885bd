"""The corrections: what is always hidden and what never, each of which can be removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import Correction
from ui.privacy.props import NO_CORRECTIONS, correction_row, correction_words
from ui.shared.lists import ListTab
from ui.shared.parts import button, column, label, row
from ui.shared.theme import Theme

AFTER = (
    "When it is removed, the tickets with these words are read anew. A ticket in which they were "
    "hidden may go on hiding them."
)


class CorrectionDetail(QWidget):
    """One rule."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label("", "title", wrap=True, select=True)
        self.text.setMinimumWidth(1)  # one very long word must not push the list away
        self.words = label("", "muted", wrap=True)
        self.remove = button("Remove")
        self.setLayout(
            column(
                self.text,
                self.words,
                label(AFTER, "muted", wrap=True),
                row(self.remove, 1),
                1,
                space=10,
                margins=(0, 8, 0, 0),
            )
        )


class CorrectionsTab(ListTab):
    """`removed` carries the Correction."""

    removed = Signal(object)

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QObject) -> None:
        self._clock = clock
        self._corrections: tuple[Correction, ...] = ()
        self._hidden = False
        self.detail = CorrectionDetail()
        super().__init__(
            theme,
            self.detail,
            NO_CORRECTIONS,
            name="corrections",
            spoken="Corrections",
            parent=parent,
        )
        self.detail.remove.clicked.connect(self._remove)

    def show(self, corrections: tuple[Correction, ...]) -> None:
        """Show the rules, the newest first."""
        self._corrections = corrections
        newest = sorted(corrections, key=lambda one: -one.id)
        now = self._clock()
        self.show_rows(tuple(correction_row(one, now, hidden=self._hidden) for one in newest))

    def set_hidden(self, hidden: bool) -> None:
        """Hide what is always hidden here too, or show it."""
        self._hidden = hidden
        self.show(self._corrections)

    def show_detail(self) -> None:
        """The chosen rule."""
        one: Correction | None = self.record()
        if one is not None:
            now = self._clock()
            self.detail.text.setText(correction_row(one, now, hidden=self._hidden).title)
            self.detail.words.setText(correction_words(one, now))

    @Slot()
    def _remove(self) -> None:
        if (one := self.record()) is not None:
            self.removed.emit(one)

"""What is kept, of each kind how much and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from copilot.records import DataKind, Deletion, Kept, PrivacyState
from ui.privacy.numbers import Number
from ui.privacy.props import KINDS, cleared_words, kept_words
from ui.shared.organisation import fix, set_note
from ui.shared.parts import button, column, label, line, row, scrolling

SAYS = (
    "Once a day, what is older than its time is deleted from this laptop. Nothing is deleted in "
    "your helpdesk."
)
HEADS = ("WHAT", "NOW HERE", "KEPT FOR")
LONGEST = 3650  # days


class KeptTab(QObject):
    """`days_chosen` carries a DataKind and days; `clear_wanted` asks to clear out now."""

    days_chosen = Signal(object, int)
    clear_wanted = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self.amounts = {kind: label("", "muted") for kind in DataKind}
        self.days = {kind: _days(kind) for kind in DataKind}
        self.notes = {kind: set_note() for kind in DataKind}
        self.clear = button("Clear out now", tip="Deletes what is older than its time")
        self.clear.clicked.connect(self.clear_wanted)
        self.cleared = label("", "small", wrap=True)
        for kind, number in self.days.items():
            number.chosen.connect(partial(self._chosen, kind))
        area = scrolling(column(self._grid(), 1, margins=(0, 4, 8, 4)))
        foot = row(self.cleared, self.clear, space=16)
        foot.setStretch(0, 1)
        self.view = QWidget()
        self.view.setLayout(
            column(label(SAYS, "muted", wrap=True), area, foot, space=8, margins=(0, 6, 0, 0))
        )

    def _grid(self) -> QGridLayout:
        made = QGridLayout()
        made.setContentsMargins(0, 0, 0, 0)
        made.setHorizontalSpacing(20)
        made.setVerticalSpacing(8)
        made.setColumnStretch(0, 1)
        for place, head in enumerate(HEADS):
            made.addWidget(label(head, "section"), 0, place)
        for at, (kind, (title, says)) in enumerate(KINDS.items()):
            made.addWidget(line(), 2 * at + 1, 0, 1, len(HEADS))
            below = 2 * at + 2
            what = column(label(title, "strong"), label(says, "small"), space=1)
            made.addLayout(what, below, 0, Qt.AlignmentFlag.AlignVCenter)
            made.addWidget(self.amounts[kind], below, 1, Qt.AlignmentFlag.AlignVCenter)
            days = column(self.days[kind], self.notes[kind], space=1)
            made.addLayout(days, below, 2, Qt.AlignmentFlag.AlignVCenter)
        return made

    def fix(self, names: frozenset[str]) -> None:
        """Of these settings the organisation's policy says how long."""
        for kind in DataKind:
            if f"retention.{kind.value}" in names:
                fix(self.days[kind], self.notes[kind])

    def show(self, state: PrivacyState) -> None:
        """Show what is kept now."""
        for one in state.kept:
            self._show_kind(one)

    def _show_kind(self, kept: Kept) -> None:
        self.amounts[kept.kind].setText(kept_words(kept, self._clock()))
        self.days[kept.kind].show_number(kept.days)

    def show_cleared(self, deletion: Deletion | None, when: datetime | None) -> None:
        """What the last clearing out did; None when it failed."""
        self.cleared.setText(cleared_words(deletion, when, self._clock()))

    def finish(self) -> None:
        """Tell of numbers that were changed a moment ago."""
        for number in self.days.values():
            number.give()

    def _chosen(self, kind: DataKind, days: int) -> None:
        self.days_chosen.emit(kind, days)


def _days(kind: DataKind) -> Number:
    return Number(
        most=LONGEST,
        unit="days",
        none="until deleted by hand",
        spoken=f"{KINDS[kind][0]}: days that they are kept",
    )

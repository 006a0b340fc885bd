"""The gaps: questions that found nothing, and the tickets in which they were asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import Gap, TicketKey
from ui.knowledge.props import NO_GAPS, gap_row, gap_title, gap_words
from ui.shared.flow import FlowBox
from ui.shared.lists import ListTab
from ui.shared.parts import button, column, empty, label, row
from ui.shared.theme import Theme

TICKETS = 20  # that are shown of one gap


class GapDetail(QWidget):
    """One gap, whole."""

    def __init__(self) -> None:
        super().__init__()
        self.question = label("", "strong", wrap=True, select=True)
        self.question.setMinimumWidth(1)  # one very long word must not push the list away
        self.words = label("", "muted", wrap=True)
        self.tickets = FlowBox()
        self.dismiss = button("Dismiss", tip="Lists this question no more")
        advice = label(
            "Write an article that answers it into one of your folders, then press Update now.",
            "muted",
            wrap=True,
        )
        self.setLayout(
            column(
                self.question,
                self.words,
                label("ASKED IN", "section"),
                self.tickets,
                row(advice, margins=(0, 8, 0, 0)),
                row(self.dismiss, 1),
                1,
                space=8,
                margins=(0, 8, 0, 0),
            )
        )
        self.question.setAlignment(Qt.AlignmentFlag.AlignTop)


class GapsTab(ListTab):
    """`dismissed` carries the Gap, `ticket_wanted` a TicketKey."""

    dismissed = Signal(object)
    ticket_wanted = Signal(object)

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QObject) -> None:
        self._clock = clock
        self._shown: Gap | None = None
        self._gaps: tuple[Gap, ...] = ()
        self._hidden = False
        self.detail = GapDetail()
        super().__init__(theme, self.detail, NO_GAPS, name="gaps", spoken="Gaps", parent=parent)
        self.detail.dismiss.clicked.connect(self._dismiss)

    def show(self, gaps: tuple[Gap, ...]) -> None:
        """Show the gaps, the most asked first; the chosen one, or its row, stays chosen."""
        self._gaps = gaps
        now = self._clock()
        ordered = sorted(gaps, key=lambda one: (-one.count, -one.last.timestamp()))
        self.show_rows(tuple(gap_row(one, now, hidden=self._hidden) for one in ordered))

    def set_hidden(self, hidden: bool) -> None:
        """Hide personal data in the questions, or show it."""
        self._hidden, self._shown = hidden, None
        self.show(self._gaps)

    def current(self) -> Gap | None:
        """The chosen gap."""
        gap: Gap | None = self.record()
        return gap

    def show_detail(self) -> None:
        """The gap, whole."""
        gap = self.current()
        if gap is None or gap == self._shown:
            return
        self._shown = gap
        self.detail.question.setText(gap_title(gap, hidden=self._hidden))
        self.detail.words.setText(gap_words(gap, self._clock()).capitalize())
        empty(self.detail.tickets.flow)
        for key in gap.tickets[:TICKETS]:
            link = button(f"#{key.id}", "chip", name=f"Open ticket {key.id}", tip="Open the ticket")
            link.clicked.connect(partial(self._open, key))
            self.detail.tickets.flow.addWidget(link)
        if (more := len(gap.tickets) - TICKETS) > 0:
            self.detail.tickets.flow.addWidget(label(f"and {more:,} more", "small"))

    def _open(self, key: TicketKey, *_: object) -> None:
        self.ticket_wanted.emit(key)

    @Slot()
    def _dismiss(self) -> None:
        if (gap := self.current()) is not None:
            self.dismissed.emit(gap)

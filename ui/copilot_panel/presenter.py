"""Behaviour of the right column: fills the sections, passes on what was pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import (
    Draft,
    FoundPassage,
    Judgement,
    OpenedTicket,
    TicketKey,
    Triage,
)
from ui.copilot_panel.checks import CheckProps
from ui.copilot_panel.props import PanelProps, panel_props
from ui.copilot_panel.rows import CheckRow, fact_chips, news_row, summary_row
from ui.copilot_panel.source_card import SourceCard
from ui.copilot_panel.sources import SourceProps
from ui.copilot_panel.triage import TriageProps
from ui.copilot_panel.triage_rows import duplicate_row, escalation_row, suggestion_row
from ui.copilot_panel.view import PanelView, Section
from ui.shared.parts import button, empty, label


class PanelPresenter(QObject):
    """Draws only the sections whose contents changed."""

    message_wanted = Signal(str)  # a message id
    place_wanted = Signal(str, str)  # a message id and words in it
    ticket_wanted = Signal(object)  # a TicketKey
    copied = Signal(str)  # a suggestion
    change_wanted = Signal(object)  # the FieldChange of a suggestion
    source_wanted = Signal(object, object)  # a FoundPassage and what of it is cited
    judged = Signal(object, object, object)  # a TicketKey, a FoundPassage, a Judgement
    accepted = Signal(object)  # Findings
    finding_wanted = Signal(object)  # a Finding whose words are to be shown
    struck = Signal(object)  # a Finding
    put = Signal(object)  # a Finding whose offer is taken
    summary_wanted = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._opened: OpenedTicket | None = None
        self._draft: Draft | None = None
        self._triage: Triage | None = None
        self._hidden = self._unfolded = False
        self._shown: PanelProps | None = None
        self._progress = ""
        self._rejected: dict[TicketKey, frozenset[str]] = {}  # ids of sources
        self.fields: tuple[str, ...] = ()  # those that can be set from here
        self._looked_into: set[tuple[TicketKey, str]] = set()
        self.view = PanelView()
        self.view.summary.action.clicked.connect(self.summary_wanted)
        self.clear()

    def clear(self) -> None:
        """No ticket."""
        self._opened = self._draft = self._shown = self._triage = None
        for section in self.view.sections:
            section.hide()
        self.view.empty.show()

    def show(self, opened: OpenedTicket) -> None:
        """Show what is known of a ticket."""
        if self._opened is None or self._opened.ticket.key != opened.ticket.key:
            self._draft, self._progress, self._unfolded = None, "", False
            self._shown = self._triage = None
            self.view.verticalScrollBar().setValue(0)
        self._opened = opened
        self._draw()

    def show_draft(self, draft: Draft | None) -> None:
        """Show the sources and checks of another draft."""
        self._draft = draft
        self.view.why.setVisible(draft is not None)
        self._draw()

    @Slot(object, object)
    def show_triage(self, key: TicketKey, triage: Triage) -> None:
        """Show what is suggested, if it is for the ticket that is open."""
        if self._opened is not None and self._opened.ticket.key == key:
            self._triage = triage
            self._draw()

    def show_progress(self, text: str) -> None:
        """Say that the summary is being made; "" when it is not."""
        self._progress = text
        self._shown = None
        self._draw()

    def set_hidden(self, hidden: bool) -> None:
        """Hide personal data, or show it."""
        self._hidden = hidden
        self._draw()

    @Slot()
    def _draw(self) -> None:
        if self._opened is None:
            return
        props = panel_props(
            self._opened,
            self._draft,
            now=self._clock(),
            hidden=self._hidden,
            rejected=self._rejected.get(self._opened.ticket.key, frozenset()),
            triage=self._triage,
            fields=self.fields,
        )
        if props == self._shown:
            return
        self._shown = props
        self.view.empty.hide()
        self._fill(
            self.view.since, [news_row(one, self.message_wanted.emit) for one in props.since]
        )
        self.view.since.aside.setText(props.looked.upper())
        self._fill(
            self.view.escalation,
            [escalation_row(one, self.place_wanted.emit) for one in props.triage.escalations],
        )
        self._fill(self.view.triage, self._triage_rows(props.triage))
        self._fill(self.view.summary, self._summary(props))
        self._fill(
            self.view.facts,
            [fact_chips(props.facts, self.place_wanted.emit)] if props.facts else [],
        )
        self._fill(self.view.sources, self._sources(props))
        self._fill(self.view.checks, [self._check(one) for one in props.checks])

    def _triage_rows(self, props: TriageProps) -> list[QWidget]:
        return [
            *(
                suggestion_row(one, self.copied.emit, self.change_wanted.emit)
                for one in props.suggestions
            ),
            *(duplicate_row(one, self.ticket_wanted.emit) for one in props.duplicates),
        ]

    def _summary(self, props: PanelProps) -> list[QWidget]:
        rows = [summary_row(one, self.message_wanted.emit) for one in props.summary]
        self.view.summary.action.setVisible(not rows and not self._progress)
        self.view.summary.action.setText("Summarise")
        return rows or [label(self._progress or "Not summarised yet.", "muted", wrap=True)]

    def _sources(self, props: PanelProps) -> list[QWidget]:
        self.view.sources.aside.setText(f"{len(props.sources)} FOUND" if props.sources else "")
        shown = [one for one in props.sources if one.open or self._unfolded]
        widgets: list[QWidget] = [self._card(one) for one in shown]
        if folded := len(props.sources) - len(shown):
            more = button(f"▸ {folded} more found", "quiet", name=f"Show {folded} more sources")
            more.setProperty("flush", True)
            more.clicked.connect(self._unfold)
            widgets.append(more)
        return widgets

    def _card(self, props: SourceProps) -> SourceCard:
        card = SourceCard(props)
        card.clicked.connect(partial(self._open_source, props))
        card.reject.clicked.connect(partial(self._reject, props.found))
        return card

    def _open_source(self, props: SourceProps, *_: object) -> None:
        self.source_wanted.emit(props.found, props.cited)
        key, source_id = self._key(), props.found.passage.source_id
        if (key, source_id) not in self._looked_into:
            self._looked_into.add((key, source_id))
            self.judged.emit(key, props.found, Judgement.OPENED)

    def _reject(self, found: FoundPassage, *_: object) -> None:
        key = self._key()
        before = self._rejected.get(key, frozenset())
        self._rejected[key] = before | {found.passage.source_id}
        self.judged.emit(key, found, Judgement.REJECTED)
        self._draw()
        for card in self.view.sources.findChildren(SourceCard):
            if card.property("rejected") and card.found == found:
                card.setFocus()  # the one that had the keyboard is gone

    @Slot(object)
    def forget_judgements(self, source_id: str | None) -> None:
        """What was done with a source, or with all, was reset: its card is as new."""
        for key, ids in self._rejected.items():
            self._rejected[key] = ids - {source_id} if source_id else frozenset()
        kept = {one for one in self._looked_into if source_id and one[1] != source_id}
        self._looked_into = kept
        self._draw()

    @Slot(object, object)
    def not_judged(self, key: TicketKey, found: FoundPassage) -> None:
        """The judgement could not be kept: the card is as it was, and opening it counts again."""
        self._looked_into.discard((key, found.passage.source_id))
        left = self._rejected.get(key, frozenset()) - {found.passage.source_id}
        self._rejected[key] = left
        self._draw()

    def _key(self) -> TicketKey:
        assert self._opened is not None  # noqa: S101 - a card belongs to an opened ticket
        return self._opened.ticket.key

    @Slot()
    def _unfold(self) -> None:
        self._unfolded, self._shown = True, None
        self._draw()

    def _check(self, props: CheckProps) -> QWidget:
        row = CheckRow(props)
        row.show_words.clicked.connect(partial(self._settle, self.finding_wanted, props.finding))
        row.accept.clicked.connect(partial(self._settle, self.accepted, (props.finding,)))
        row.accept_all.clicked.connect(partial(self._settle, self.accepted, props.together))
        row.put.clicked.connect(partial(self._settle, self.put, props.finding))
        row.strike.clicked.connect(partial(self._settle, self.struck, props.finding))
        return row

    @staticmethod
    def _settle(signal: SignalInstance, about: object, *_: object) -> None:
        signal.emit(about)

    @staticmethod
    def _fill(section: Section, widgets: list[QWidget]) -> None:
        empty(section.body)
        for widget in widgets:
            section.body.addWidget(widget)
        section.setVisible(bool(widgets))

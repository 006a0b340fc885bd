"""The open ticket: it comes into every screen, and what is missing of it is made once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from copilot.records import OpenedTicket, TicketKey, TicketVersion
from ui.shared.masking import personal_words
from ui.window.opening import waits_for_reply

if TYPE_CHECKING:
    from ui.window.presenter import WindowPresenter


class Showing(QObject):
    """Joins opener, conversation, composer and right column of one window."""

    def __init__(self, desk: WindowPresenter) -> None:
        super().__init__(desk)
        self._desk = desk
        self._to_make: TicketKey | None = None
        self._version: TicketVersion | None = None
        for asks in (
            desk.queue.wanted,
            desk.search.ticket_wanted,
            desk.outbox.ticket_wanted,
            desk.knowledge.ticket_wanted,
            desk.panel.ticket_wanted,
        ):
            asks.connect(self.open)
        desk.opener.opened.connect(self._show)
        desk.opener.summarising.connect(self._show_summarising)
        desk.panel.summary_wanted.connect(desk.opener.summarise)
        desk.panel.message_wanted.connect(desk.conversation.show_message)
        desk.panel.place_wanted.connect(desk.conversation.show_place)
        desk.panel.copied.connect(self._copied)
        desk.triaging.triaged.connect(desk.panel.show_triage)
        desk.panel.source_wanted.connect(desk.source.open)
        desk.panel.judged.connect(desk.judging.judge)
        desk.judging.refused.connect(desk.panel.not_judged)
        desk.knowledge.feedback_reset.connect(desk.panel.forget_judgements)
        desk.search.source_wanted.connect(desk.source.open)
        desk.panel.accepted.connect(desk.composer.accept)
        desk.panel.finding_wanted.connect(desk.composer.select)
        desk.panel.struck.connect(desk.composer.strike)
        desk.panel.put.connect(desk.composer.put_instead)
        desk.conversation.file_wanted.connect(desk.saver.save)
        desk.saver.saved.connect(self._saved)
        desk.trace.exported.connect(self._saved)
        desk.composer.checked.connect(desk.panel.show_draft)
        desk.composer.written.connect(self.changed)
        desk.composer.view.again.clicked.connect(desk.composer.write)
        desk.panel.view.why.clicked.connect(self._why)
        desk.ahead.prepared.connect(self.changed)

    @Slot(object)
    def open(self, key: TicketKey) -> None:
        """Open a ticket in the middle column."""
        self._desk.banner.forget_good_news()
        self._desk.ahead.open_key = key
        self._desk.queue.mark_open(key)
        self._desk.opener.open(key)

    def close(self) -> None:
        """No ticket is open any more, for instance because it was deleted."""
        desk = self._desk
        desk.ahead.open_key = None
        desk.queue.mark_open(None)
        desk.opener.close()
        desk.composer.close()
        desk.panel.clear()
        desk.middle.reply_half.hide()
        desk.conversation.invite(some=True)

    def changed(self, key: TicketKey) -> None:
        """More is known of a ticket."""
        self._desk.queue.refresh()
        self._desk.opener.reload(key)

    def make_what_is_missing(self) -> None:
        """Once for each opening: never again after an approval or a cancel."""
        desk, opened = self._desk, self._desk.opener.current
        if opened is None or self._to_make != opened.ticket.key or not desk.status.can_write:
            return
        self._to_make = None
        if opened.summary is None:
            desk.opener.summarise()
        if opened.draft is None and desk.composer.draft is None and waits_for_reply(opened.ticket):
            desk.composer.write()

    def cover(self) -> None:
        """Hide what names a person in the composer, or show it."""
        desk, opened = self._desk, self._desk.opener.current
        desk.composer.hide_words(personal_words(opened) if desk.hidden and opened else None)

    def _show(self, opened: OpenedTicket) -> None:
        desk = self._desk
        another = desk.conversation.key != opened.ticket.key
        desk.queue.mark_open(opened.ticket.key)
        for screen in (
            desk.conversation,
            desk.panel,
            desk.approval,
            desk.changing,
            desk.composer,
        ):
            screen.show(opened)
        desk.middle.reply_half.show()
        self.cover()
        if another:
            self._to_make = opened.ticket.key
        if another or opened.ticket.version != self._version:
            self._version = opened.ticket.version
            desk.triaging.want(opened.ticket.key)
            desk.queue.refresh()  # what was looked at is no longer marked as changed
        self.make_what_is_missing()

    def _show_summarising(self, under_way: bool) -> None:
        self._desk.panel.show_progress("Summarising …" if under_way else "")

    def _why(self) -> None:
        self._desk.trace.open(self._desk.composer.draft)

    def _copied(self, value: str) -> None:
        QApplication.clipboard().setText(value)
        self._desk.banner.say(f"Copied “{value}”: set it in the helpdesk.", "good")

    def _saved(self, path: Path) -> None:
        self._desk.banner.say(f"Saved as {path}", "good")

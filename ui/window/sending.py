"""What follows an approval: the time to take it back, the outbox, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from copilot.records import (
    OutboxItem,
    OutboxState,
    Outgoing,
    TicketKey,
)

if TYPE_CHECKING:
    from ui.window.presenter import WindowPresenter


class Sending(QObject):
    """Joins composer, approval bar, undo strip and outbox of one window."""

    def __init__(self, desk: WindowPresenter) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.composer.checked.connect(desk.approval.show_draft)
        desk.composer.unchecked.connect(desk.approval.set_unchecked)
        desk.composer.busy.connect(desk.approval.set_writing)
        desk.approval.check_wanted.connect(desk.composer.check_now)
        desk.approval.refused.connect(desk.composer.check_again)
        desk.approval.view.attach.clicked.connect(desk.composer.attaching.choose)
        desk.approval.approved.connect(self._approved)
        desk.approval.preview_wanted.connect(self._preview)
        desk.earlier.taken.connect(desk.composer.view.editor.replace_all)
        desk.approval.second_wanted.connect(desk.second.ask)
        desk.changing.approved.connect(self._change_approved)
        desk.panel.change_wanted.connect(desk.changing.change)
        desk.second.said.connect(self._said)
        desk.second.taken.connect(self._answer_taken)
        desk.outbox.view.sign.clicked.connect(desk.second.sign)
        desk.outbox.view.answer.clicked.connect(desk.second.take)
        desk.undo.due.connect(desk.outbox.deliver)
        desk.undo.taken_back.connect(self._taken_back)
        desk.outbox.found.connect(desk.undo.go_on)
        desk.outbox.taken_back.connect(self._taken_back)
        desk.outbox.trouble.connect(desk.banner.say)
        desk.outbox.settled.connect(self._settled)
        desk.outbox.counted.connect(self._count)
        desk.top.outbox.clicked.connect(desk.outbox.open)

    def _approved(self, item: OutboxItem) -> None:
        self._desk.banner.forget_good_news()  # it was about what was before
        self._desk.opener.answered(_key(item))
        self._desk.undo.add(item)
        self._desk.composer.put_away()
        self._desk.queue.refresh()
        self._desk.outbox.refresh()
        self._desk.queue.focus()

    def _change_approved(self, item: OutboxItem) -> None:
        """Nothing of the composer is in it."""
        self._desk.undo.add(item)
        self._desk.outbox.refresh()

    def _said(self, text: str) -> None:
        self._desk.banner.say(text, "good")

    def _answer_taken(self, item: OutboxItem) -> None:
        """What two people signed is on its way like anything that was approved here."""
        desk, key = self._desk, _key(item)
        if item.state is OutboxState.WAITING:
            desk.undo.add(item)
        if desk.conversation.key == key:
            desk.composer.put_away()
        desk.queue.refresh()
        desk.outbox.refresh()
        desk.banner.say(f"Two people signed the {item.approved.outgoing.kind.value}.", "good")

    def _taken_back(self, item: OutboxItem) -> None:
        self._desk.outbox.refresh()
        if not item.approved.outgoing.kind.is_message:
            self._change_taken_back(item)
            return
        self._desk.composer.forget()
        self._desk.open(_key(item))
        self._desk.banner.say(
            "Taken back. Nothing was sent; the text is in the composer again.", "good"
        )

    def _change_taken_back(self, item: OutboxItem) -> None:
        out, opened = item.approved.outgoing, self._desk.opener.current
        self._desk.banner.say("Taken back. Nothing was changed.", "good")
        if out.relation is not None and opened is not None and opened.ticket.key == _key(item):
            self._desk.changing.write(opened.ticket, out.subject, out.body, out.relation)

    def _settled(self, items: tuple[OutboxItem, ...]) -> None:
        self._desk.queue.refresh()
        for item in items:
            self._desk.opener.reload(_key(item))
        arrived = [one for one in items if one.state is OutboxState.CONFIRMED]
        if noted := [f"#{_key(one).id}: {one.reason}" for one in arrived if one.reason]:
            self._desk.banner.say(f"Sent. {' '.join(noted)}")
        elif arrived and not self._desk.banner.warns:
            numbers = ", ".join(f"#{one.approved.outgoing.ticket_id}" for one in arrived)
            self._desk.banner.say(f"Sent, and read back from the helpdesk: {numbers}.", "good")

    def _count(self, count: int) -> None:
        self._desk.top.outbox.setText(f"Outbox {count}" if count else "Outbox")
        self._desk.status.set_waiting(count)

    def _preview(self, outgoing: Outgoing) -> None:
        self._desk.approval.preview(outgoing, self._desk.window).open()


def _key(item: OutboxItem) -> TicketKey:
    return TicketKey(item.approved.outgoing.connector, item.approved.outgoing.ticket_id)

"""Behaviour of the conversation: shows a ticket, hides personal data, goes to a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copilot.records import Attachment, OpenedTicket, TicketKey
from ui.conversation.card import MessageCard
from ui.conversation.props import conversation_props
from ui.conversation.view import ConversationView
from ui.shared.parts import empty
from ui.shared.theme import Theme

CHOOSE = "Choose a ticket on the left"
NONE_HERE = "No ticket in this view"
ELSEWHERE = "Ctrl+1 to Ctrl+4 show the other views, F5 fetches from the helpdesk."
FOLLOW = 250  # milliseconds in which the cards find their heights


class ConversationPresenter(QObject):
    """One ticket at a time."""

    file_wanted = Signal(object, object)  # the TicketKey and an Attachment of it

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._clock = theme, clock
        self._opened: OpenedTicket | None = None
        self._hidden = False
        self.agent = ""
        self._cards: list[MessageCard] = []
        self._follow = False
        self._place: int | None = None  # where to come back to
        self._rest = QTimer(self, interval=FOLLOW, singleShot=True)
        self._rest.timeout.connect(self._stop_following)
        self.view = ConversationView(theme)
        self.view.area.verticalScrollBar().rangeChanged.connect(self._range_changed)
        self.say_nothing("Opening your desk …")
        theme.changed.connect(self._draw)

    def say_nothing(self, title: str, text: str = "", *, keys: bool = False) -> None:
        """No ticket: say why, or what to do."""
        self._opened = None
        self._draw()
        self.view.hint.say(title, text, keys=keys)

    def invite(self, *, some: bool) -> None:
        """No ticket: say how one is opened, or where to look when the view has none."""
        if some:
            self.say_nothing(CHOOSE, keys=True)
        else:
            self.say_nothing(NONE_HERE, ELSEWHERE, keys=True)

    def show(self, opened: OpenedTicket) -> None:
        """Show a ticket; a different or longer one is scrolled to what is new."""
        same = self.key == opened.ticket.key
        longer = same and self._opened is not None and _more(self._opened, opened)
        if same and self._opened is not None and _same_cards(self._opened, opened):
            self._opened = opened
            return
        self._opened = opened
        self._draw()
        if not same or longer:
            self._follow = True
            self._rest.start()
            self._range_changed()

    def set_hidden(self, hidden: bool) -> None:
        """Blot out personal data, or show it again."""
        self._hidden = hidden
        self._draw()

    @property
    def place(self) -> int:
        """How far it is scrolled, in pixels."""
        return self.view.area.verticalScrollBar().value()

    def come_back_to(self, place: int) -> None:
        """Show the next ticket scrolled to a place."""
        self._place = place

    def show_message(self, message_id: str) -> None:
        """Scroll to a message."""
        card = next((one for one in self._cards if one.id == message_id), None)
        if card is not None:
            self.view.area.ensureWidgetVisible(card, 0, 20)

    @Slot()
    def show_newest(self) -> None:
        """Scroll to the last message."""
        bar = self.view.area.verticalScrollBar()
        bar.setValue(bar.maximum())

    @property
    def key(self) -> TicketKey | None:
        """The shown ticket."""
        return self._opened.ticket.key if self._opened else None

    def scroll(self, by: int) -> None:
        """Go down or up by a part of what is in sight."""
        bar = self.view.area.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep() // 2)

    @Slot()
    def _range_changed(self) -> None:
        if not self._follow:
            return
        if self._place is None:
            self.show_newest()
        else:
            self.view.area.verticalScrollBar().setValue(self._place)

    @Slot()
    def _stop_following(self) -> None:
        self._follow, self._place = False, None

    def _save(self, file: Attachment) -> None:
        if self.key is not None:
            self.file_wanted.emit(self.key, file)

    @Slot()
    def _draw(self) -> None:
        empty(self.view.cards)
        self._cards = []
        opened = self._opened
        for part in (self.view.header, self.view.area):
            part.setVisible(opened is not None)
        self.view.empty.setVisible(opened is None)
        if opened is None:
            return
        props = conversation_props(opened, agent=self.agent, now=self._clock(), hidden=self._hidden)
        self.view.subject.set_text(props.subject)
        self.view.about.show_about(props.about, props.email)
        for message in props.messages:
            self._cards.append(MessageCard(message, self._theme.tokens, self._save))
            self.view.cards.addWidget(self._cards[-1])
        self.view.cards.addStretch(1)


def _more(before: OpenedTicket, after: OpenedTicket) -> bool:
    return len(after.ticket.messages) > len(before.ticket.messages)


def _same_cards(one: OpenedTicket, other: OpenedTicket) -> bool:
    return (one.ticket, one.spans, one.since) == (other.ticket, other.spans, other.since)

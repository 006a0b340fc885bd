"""Behaviour of the conversation: shows a ticket, hides personal data, goes to a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMenu

from copilot.records import Attachment, OpenedTicket, TicketKey
from ui.conversation.asked import Asked
from ui.conversation.body import Body
from ui.conversation.card import MessageCard
from ui.conversation.caret import Caret
from ui.conversation.menu import message_menu
from ui.conversation.props import conversation_props
from ui.conversation.view import ConversationView
from ui.shared.parts import empty
from ui.shared.theme import Theme

CHOOSE = "Choose a ticket on the left"
NONE_HERE = "No ticket in this view"
ELSEWHERE = "Ctrl+1 to Ctrl+4 show the other views, F5 fetches from the helpdesk."
FOLLOW = 250  # milliseconds without a change after which the cards have their heights


class ConversationPresenter(QObject):
    """One ticket at a time."""

    file_wanted = Signal(object, object)  # the TicketKey and an Attachment of it
    correction_wanted = Signal(str, bool, str)  # a text, whether it is hidden, as what
    share_wanted = Signal(object, str)  # the TicketKey and a text of it, to be copied without names

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._clock = theme, clock
        self._opened: OpenedTicket | None = None
        self._hidden = False
        self.agent = ""
        self.menu: QMenu | None = None
        self._follow = False
        self._place: int | None = None  # where to come back to
        self._rest = QTimer(self, interval=FOLLOW, singleShot=True)
        self._rest.timeout.connect(self._stop_following)
        self.view = ConversationView(theme)
        self._caret = Caret(self.view.area)
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
        if same and not longer:
            self._place = self.place
        spot = self._caret.spot() if same else None
        self._draw()
        self._follow = True
        self._range_changed()
        if spot is not None:
            self._caret.come_back(spot)

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

    # --- the text caret, corrections, copies

    def read(self) -> None:
        """Put the caret into the first new message, else into the last one."""
        self._follow = False
        self._caret.enter(self._opened.since.new_messages if self._opened else ())

    @Slot(object, int)
    def _left(self, body: Body, by: int) -> None:
        self._follow = False
        self._caret.step(body, by)

    @Slot(object, object)
    def _show_menu(self, asked: Asked | None, at: QPoint) -> None:
        card = self.sender()
        if not isinstance(card, MessageCard):
            return
        self.menu = message_menu(
            card,
            asked,
            hidden=self._hidden,
            correct=self.correction_wanted.emit,
            copy=lambda: QApplication.clipboard().setText(self._words_of(card, asked)),
            share=lambda: self._share(self._words_of(card, asked, plain=True)),
        )
        self.menu.aboutToHide.connect(self.menu.deleteLater)
        self.menu.popup(at)

    def share(self) -> None:
        """Copy without personal data: the selection, else the message with the caret, else all."""
        found = self._caret.focused()
        if found is None:
            self._share(self._all_words())
        else:
            card, body = found
            self._share(body.selected() or self._words_of(card, None, plain=True))

    def _share(self, text: str) -> None:
        if self.key is not None and text:
            self.share_wanted.emit(self.key, text)

    def _words_of(self, card: MessageCard, asked: Asked | None, *, plain: bool = False) -> str:
        """The selection, else the message; as it is shown, or `plain` as it was written."""
        if asked is not None and asked.selected:
            return asked.text
        if plain and self._opened is not None:
            written = (one.text for one in self._opened.ticket.messages if one.id == card.id)
            return next(written, "")
        return "\n\n".join(body.toPlainText() for body in card.bodies)

    def _all_words(self) -> str:
        ticket = self._opened.ticket if self._opened else None
        if ticket is None:
            return ""
        parts = (f"{one.author_name}:\n{one.text.strip()}" for one in ticket.messages)
        return "\n\n".join((ticket.subject, *parts))

    @property
    def cards(self) -> list[MessageCard]:
        """The messages, oldest first."""
        return self._caret.cards

    def show_message(self, message_id: str) -> None:
        """Scroll to a message."""
        card = next((one for one in self.cards if one.id == message_id), None)
        if card is not None:
            self.view.area.ensureWidgetVisible(card, 0, 20)

    @Slot(str, str)
    def show_place(self, message_id: str, words: str) -> None:
        """Scroll to words of a message and mark them; to the message where they do not stand."""
        self._follow = False
        self.show_message(message_id)
        for card in self.cards:
            for body in card.bodies:
                place = body.mark(words if card.id == message_id else "", self._theme.tokens)
                if place is not None:
                    at = body.mapTo(card, place)
                    self.view.area.ensureVisible(0, card.y() + at.y(), 0, 60)

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
        self._rest.start()
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
        self._caret.cards = []
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
            card = MessageCard(message, self._theme.tokens, self._save)
            card.menu_wanted.connect(self._show_menu)
            card.left.connect(self._left)
            self._caret.cards.append(card)
            self.view.cards.addWidget(card)
        self.view.cards.addStretch(1)


def _more(before: OpenedTicket, after: OpenedTicket) -> bool:
    return len(after.ticket.messages) > len(before.ticket.messages)


def _same_cards(one: OpenedTicket, other: OpenedTicket) -> bool:
    return (one.ticket, one.spans, one.since) == (other.ticket, other.spans, other.since)

"""The text caret among the messages, for people without a mouse."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QScrollArea

from ui.conversation.body import Body
from ui.conversation.card import MessageCard


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the caret was: message, which of its texts, and the place in it."""

    message_id: str
    text: int
    place: int


class Caret:
    """Moves through the cards of the shown ticket."""

    def __init__(self, area: QScrollArea) -> None:
        self._area = area
        self.cards: list[MessageCard] = []

    def enter(self, new: tuple[str, ...]) -> None:
        """Go into the first of the new messages, else into the last one."""
        card = next((one for one in self.cards if one.id in new), None)
        card = card or (self.cards[-1] if self.cards else None)
        if card is not None and card.bodies:
            self._go_to(next((one for one in card.bodies if not one.isHidden()), card.bodies[0]))

    def step(self, body: Body, by: int) -> None:
        """Go on from a text: 1 to the next that is seen, -1 to the one before."""
        bodies = [one for card in self.cards for one in card.bodies if one.isVisible()]
        at = bodies.index(body) + by
        if 0 <= at < len(bodies):
            edge = QTextCursor.MoveOperation.Start if by > 0 else QTextCursor.MoveOperation.End
            bodies[at].moveCursor(edge)
            self._go_to(bodies[at])

    def focused(self) -> tuple[MessageCard, Body] | None:
        """The text with the keyboard, also while a menu has it for a moment."""
        here = self._area.window().focusWidget()
        places = ((card, body) for card in self.cards for body in card.bodies)
        return next((one for one in places if one[1] is here), None)

    def spot(self) -> Spot | None:
        """Where it is, to come back to once the cards are drawn anew."""
        if (found := self.focused()) is None:
            return None
        card, body = found
        return Spot(card.id, card.bodies.index(body), body.textCursor().position())

    def come_back(self, spot: Spot) -> None:
        """Go there again, as far as it is still there."""
        card = next((one for one in self.cards if one.id == spot.message_id), None)
        if card is not None and spot.text < len(card.bodies):
            body = card.bodies[spot.text]
            cursor = body.textCursor()
            cursor.setPosition(min(spot.place, body.document().characterCount() - 1))
            body.setTextCursor(cursor)
            body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, body: Body) -> None:
        body.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(body, 0, 20)

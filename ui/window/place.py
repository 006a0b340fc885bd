"""Where a person was at the desk, so that it can be found again after the lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copilot.records import QueueView, ReplyKind, TicketKey

if TYPE_CHECKING:
    from ui.window.presenter import WindowPresenter


@dataclass(frozen=True, slots=True)
class Place:
    """The open ticket by its key alone; nothing of what it says."""

    view: QueueView = QueueView.MINE
    key: TicketKey | None = None
    kind: ReplyKind = ReplyKind.PUBLIC_REPLY
    scroll: int = 0  # pixels
    hidden: bool = False


def place_of(desk: WindowPresenter) -> Place:
    """Where the person is now."""
    return Place(
        desk.queue.tab,
        desk.conversation.key,
        desk.composer.kind,
        desk.conversation.place,
        desk.hidden,
    )


def go_back(desk: WindowPresenter, place: Place) -> None:
    """Bring a desk that was just started to a place."""
    desk.set_hidden(place.hidden)
    if place.view is not QueueView.MINE:
        desk.queue.show_tab(place.view)
    if place.key is not None:
        desk.conversation.come_back_to(place.scroll)
        desk.composer.come_back_to(place.kind)
        desk.open(place.key)

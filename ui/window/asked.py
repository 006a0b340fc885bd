"""Opens the ticket that is asked for from outside, unless the person is busy right here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from copilot.errors import TicketGone
from copilot.records import OpenedTicket, TicketKey

if TYPE_CHECKING:
    from ui.window.presenter import WindowPresenter


class Asked(QObject):
    """A ticket that is not known here is looked for in the helpdesk, once.

    `failed` says that there is none; nothing else changes then.
    """

    failed = Signal(object)

    def __init__(self, desk: WindowPresenter) -> None:
        super().__init__(desk)
        self._desk = desk
        self._fetched = ""  # number of the ticket that the helpdesk is being asked for
        desk.syncer.synced.connect(self._look_again)
        desk.syncer.failed.connect(self._forget)

    def ask(self, number: str) -> None:
        """Open it, or offer that to a person who works in this window and so did not click outside.

        Nobody who is about to approve a reply finds another ticket under the keys.
        """
        at_work = self._desk.window.isActiveWindow() and self._desk.conversation.key is not None
        if at_work or QApplication.activeModalWidget() is not None:
            text = f"Ticket {number} was asked for from outside this window."
            self._desk.banner.offer(text, "Open it", lambda: self.open(number))
        else:
            self.open(number)

    def open(self, number: str) -> None:
        """As a click in the queue does."""
        self._open(number, self._fetch)

    def _open(self, number: str, otherwise: Callable[[str, TicketGone], None]) -> None:
        road = self._desk.road
        if road is None:
            return
        key = TicketKey(road.account().connector, number)

        def not_known(error: Exception) -> None:
            if isinstance(error, TicketGone):
                otherwise(number, error)
            else:
                self.failed.emit(error)

        self._desk.jobs.run(lambda stop: road.open(key), self._known, not_known)

    def _known(self, opened: OpenedTicket) -> None:
        self._desk.open(opened.ticket.key)

    def _fetch(self, number: str, _: TicketGone) -> None:
        self._fetched = number
        self._desk.syncer.sync()

    @Slot()
    def _look_again(self) -> None:
        number, self._fetched = self._fetched, ""
        if number:
            self._open(number, lambda _, error: self.failed.emit(error))

    @Slot()
    def _forget(self) -> None:
        self._fetched = ""

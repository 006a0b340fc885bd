"""Hears which ticket is asked for from outside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, Signal, Slot
from PySide6.QtGui import QFileOpenEvent

from copilot.errors import BadInput


class Bell(Protocol):
    """What a program that was started beside the window rings: copilot/app/doorbell.py."""

    @property
    def folder(self) -> Path: ...

    def rung(self) -> str: ...


class Doorbell(QObject):
    """`asked` carries the number of a ticket."""

    asked = Signal(str)

    def __init__(self, bell: Bell, parent: QObject) -> None:
        super().__init__(parent)
        self._bell = bell
        self._watched = QFileSystemWatcher([str(bell.folder)], self)
        self._watched.directoryChanged.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Whether somebody rang."""
        if number := self._bell.rung():
            self.asked.emit(number)


class AddressEvents(QObject):
    """On macOS the system hands an address to the program that runs, as an event of `app`.

    `ticket_of` gives the number in an address, and raises BadInput for one that has none.
    """

    asked = Signal(str)

    def __init__(self, app: QObject, ticket_of: Callable[[str], str]) -> None:
        super().__init__(app)
        self._ticket_of = ticket_of
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An address that is none of a ticket is dropped without a word."""
        if not isinstance(event, QFileOpenEvent):
            return False
        try:
            number = self._ticket_of(event.url().toString())
        except BadInput:
            return True
        self.asked.emit(number)
        return True

"""Opens the road behind the window that is already shown, and asks for a passphrase if needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from copilot.errors import KeyringMissing, WrongKey
from ui.jobs import Jobs
from ui.unlock.view import Unlock

if TYPE_CHECKING:
    from copilot.pipeline import Road

# Takes the passphrase; None: take the key from the keyring.
MakeRoad: TypeAlias = "Callable[[str | None], Road]"


# There is no keyring that could keep the key of the store.
CHOOSE = "There is no keyring here to keep the key. Choose a passphrase; you type it at each start."
TYPE = "Type the passphrase of your store."
WRONG = "That passphrase does not open the store. Nothing was changed; try again."


class Starter(QObject):
    """`opened` carries the Road; `given_up` comes when the person closes the passphrase dialog.

    `failed` carries what a passphrase cannot help against. `leave` names the button that gives up.
    """

    opened = Signal(object)
    given_up = Signal()
    failed = Signal(object)  # an Exception

    def __init__(
        self,
        make_road: MakeRoad,
        jobs: Jobs,
        window: QWidget,
        *,
        new_store: bool,
        leave: str = "Quit",
    ) -> None:
        super().__init__(window)
        self._make, self._jobs, self._window, self._new = make_road, jobs, window, new_store
        self._leave = leave
        self.dialog: Unlock | None = None

    def start(self) -> None:
        """Open the road without a passphrase first."""
        make = self._make
        self._jobs.run(lambda stop: make(None), self._opened, self._failed)

    def _with_passphrase(self, passphrase: str) -> None:
        make = self._make
        self._jobs.run(lambda stop: make(passphrase), self._opened, self._failed)

    def _opened(self, road: Road) -> None:
        if self.dialog is not None:
            self.dialog.finished.disconnect(self._dialog_closed)
            self.dialog.accept()
            self._forget()
        self.opened.emit(road)

    def _failed(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.refuse(WRONG if isinstance(error, WrongKey) else "")
        if isinstance(error, KeyringMissing):
            self._ask(CHOOSE if self._new else TYPE)
        elif not isinstance(error, WrongKey) or self.dialog is None:
            self.failed.emit(error)

    def _ask(self, why: str) -> None:
        if self.dialog is None:
            self.dialog = Unlock(self._window, why=why, new_store=self._new, leave=self._leave)
            self.dialog.given.connect(self._with_passphrase)
            self.dialog.finished.connect(self._dialog_closed)
            self.dialog.open()
        self.dialog.first.setFocus()

    def _dialog_closed(self) -> None:
        self._forget()
        self.given_up.emit()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.forget()
            self.dialog = None

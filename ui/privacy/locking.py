"""Changes what the store is locked with: the passphrase, the key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.errors import UserFacing
from ui.privacy.doing import Doing
from ui.privacy.lock_tab import LockTab
from ui.shared.banner import sentence_of
from ui.shared.question import Question
from ui.unlock.view import Unlock

WRAP = "From now on this passphrase is asked at each start and after each lock."
UNWRAP = (
    "The key of the store then lies unwrapped in the keyring of your system: whoever is logged in "
    "as you can open it."
)
NEW_KEY = (
    "The store is encrypted anew under a new key; the old one opens nothing any more. It cannot be "
    "stopped half way. If the power fails, the store as it was is still there."
)


class Locking(QObject):
    """`said` carries a good sentence for the page."""

    said = Signal(str)

    def __init__(self, doing: Doing, tab: LockTab, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._doing, self._window = doing, window
        self.question: Question | None = None
        self.passphrase: Unlock | None = None
        tab.set.clicked.connect(self._ask_passphrase)
        tab.remove.clicked.connect(self._ask_unwrapping)
        tab.change_key.clicked.connect(self._ask_new_key)

    @Slot()
    def _ask_passphrase(self) -> None:
        self.passphrase = Unlock(self._window, why=WRAP, new_store=True, leave="Cancel")
        self.passphrase.setWindowTitle("Passphrase")
        self.passphrase.given.connect(self._set_passphrase)
        self.passphrase.finished.connect(self._forget_passphrase)
        self.passphrase.open()
        self.passphrase.first.setFocus()

    @Slot(str)
    def _set_passphrase(self, given: str) -> None:
        def done(_: object) -> None:
            if self.passphrase is not None:
                self.passphrase.accept()
            self.said.emit("The passphrase is set. It is asked from the next lock on.")

        def failed(error: Exception) -> None:
            if self.passphrase is not None and isinstance(error, UserFacing):
                self.passphrase.refuse(sentence_of(error))
            else:
                self._doing.failed.emit(error)

        says = "Locking with the passphrase …"
        self._doing.do(says, lambda privacy: privacy.set_passphrase(given), done, failed)

    @Slot()
    def _forget_passphrase(self) -> None:
        if self.passphrase is not None:
            self.passphrase.forget()
            self.passphrase = None

    @Slot()
    def _ask_unwrapping(self) -> None:
        self._ask("Remove the passphrase?", UNWRAP, "Remove", self._unwrap)

    def _unwrap(self) -> None:
        says = "Locking without a passphrase …"
        self._doing.do(
            says,
            lambda privacy: privacy.set_passphrase(None),
            lambda _: self.said.emit("The passphrase is removed."),
        )

    @Slot()
    def _ask_new_key(self) -> None:
        self._ask("Change the key of the store?", NEW_KEY, "Change the key", self.change_key)

    def change_key(self) -> None:
        """Encrypt the store anew, without a question."""
        self._doing.do(
            "Encrypting the store anew … Leave the window open.",
            lambda privacy: privacy.change_key(),
            lambda _: self.said.emit("The store is encrypted under a new key."),
        )

    def _ask(self, title: str, text: str, yes: str, then: Callable[[], None]) -> None:
        self.question = Question(title, text, yes, self._window)
        self.question.accepted.connect(then)
        self.question.open()

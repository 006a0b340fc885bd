"""The lock page: all that the window shows while the desk is shut."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.shared.banner import Banner
from ui.shared.parts import button, centred, column, label, named, row

BY_HAND = "You locked your desk."
RESTS = (
    "While it is locked nothing is fetched and nothing is sent; what you approved waits in the "
    "outbox. The engine has ended, and the key of your store is forgotten."
)
SHUTTING = "What was under way is being ended and what you typed is being saved …"
OPENING = "Opening your desk …"


def after_idle(minutes: int) -> str:
    """Why it locked by itself."""
    time = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"It locked itself after {time} without a key or a click."


class LockCard(QFrame):
    """What happened, what rests, and the way back."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.setObjectName("hint")
        self.says = label(f"{why} {RESTS}", "muted", wrap=True)
        self.busy = label("", "small", wrap=True)
        self.busy.hide()
        self.unlock = button("Unlock", "primary", name="Unlock your desk")
        self.unlock.setDefault(True)
        self.banner = Banner()
        foot = row(self.unlock, label("Enter", "key"), 1, space=10)
        self.setLayout(
            column(
                label("Locked", "title"),
                self.says,
                self.banner,
                self.busy,
                foot,
                space=12,
                margins=(24, 20, 24, 22),
            )
        )
        self.setFixedWidth(472)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)


class LockPage(QWidget):
    """`unlock_wanted` comes for Enter, Space or a click anywhere, unless it is busy."""

    unlock_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, why: str) -> None:
        super().__init__()
        named(self, "backdrop", spoken="Locked")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card = LockCard(why)
        self.card.unlock.clicked.connect(self._ask)
        leave = QShortcut(QKeySequence("Ctrl+Q"), self)
        leave.activated.connect(self.quit_wanted)
        self.setLayout(column(centred(self.card)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def be_busy(self, says: str) -> None:
        """Say what is under way, "" when it can be unlocked."""
        self.card.busy.setText(says)
        self.card.busy.setVisible(bool(says))
        self.card.unlock.setEnabled(not says)
        if not says:
            self.card.unlock.setFocus()

    def say(self, text: str) -> None:
        """What went wrong."""
        self.card.banner.say(text)

    @Slot()
    def _ask(self) -> None:
        if self.card.unlock.isEnabled():
            self.card.banner.clear()
            self.unlock_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere opens."""
        self._ask()
        event.accept()

"""A quiet line at the top of a column: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QSizePolicy

from copilot.errors import Cancelled, UserFacing
from ui.shared.parts import button, label, row, set_role

INSIDE = (
    "Something went wrong inside the program. Nothing was sent, and what you wrote was kept. "
    "Try it again; if it comes back, copy the details from the window that says more."
)


def sentence_of(error: Exception) -> str:
    """What to tell a person about an error; "" when they stopped it themselves."""
    if isinstance(error, Cancelled):
        return ""
    return str(error) if isinstance(error, UserFacing) else INSIDE


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = label("", wrap=True, select=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = button("Dismiss", "quiet", name="Dismiss the message")
        self._close.clicked.connect(self.clear)
        self.action = button("Undo", "link")
        self.action.hide()
        self.action.clicked.connect(self._act)
        self._then: Callable[[], None] | None = None
        self.setLayout(row(self._text, self.action, self._close, margins=(12, 6, 6, 6)))
        self.hide()

    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def say(self, text: str, tone: str = "warning") -> None:
        """Show a sentence as a "warning", "good" or "plain"; an empty one hides the banner."""
        set_role(self, "tone", tone)
        set_role(self._text, "role", tone)
        self._text.setText(text)
        self.setAccessibleName(text)
        self._then = None
        self.action.hide()
        self.setVisible(bool(text))

    def offer(self, text: str, action: str, then: Callable[[], None]) -> None:
        """Show a good sentence with something that can be done about it."""
        self.say(text, "good")
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.show()
        self._then = then

    def report(self, error: Exception) -> None:
        """Show what an error means for the person."""
        self.say(sentence_of(error))

    @property
    def warns(self) -> bool:
        """Whether it shows a warning, which good news does not replace."""
        return self.isVisible() and self.property("tone") == "warning"

    def forget_good_news(self) -> None:
        """Say nothing, unless it is a warning."""
        if self.property("tone") == "good":
            self.clear()

    @Slot()
    def _act(self) -> None:
        then = self._then
        self.clear()
        if then is not None:
            then()

    @Slot()
    def clear(self) -> None:
        """Say nothing."""
        self.say("")

"""Layout of the privacy page: five tabs, and how it is at the foot."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.shared.page import Page
from ui.shared.parts import column, label

HIDES = (
    "Names, addresses and numbers are replaced before the model reads a ticket. "
    "F8 hides them on the screen."
)


class PrivacyView(Page):
    """Holds the tabs that it is given."""

    def __init__(self, tabs: tuple[tuple[str, QWidget], ...], parent: QWidget) -> None:
        super().__init__(
            "Privacy",
            tabs,
            parent,
            foot=column(label(HIDES, "small", wrap=True)),
            progress="Under way",
        )
        self.progress.cancel.hide()  # what it does here is done whole or not at all
        self.progress.bar.setRange(0, 0)

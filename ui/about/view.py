"""Layout of the about page: how the program is here, and the licences."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.shared.page import Page
from ui.shared.parts import button, column, empty, label, row, scrolling

LOCAL = (
    "Everything runs on this laptop. The program tells nobody that it is used, looks for no "
    "updates unless a place is named for them, and contacts no host but those on the privacy page."
)


class FactsTab(QWidget):
    """What is known, a line each."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(20)
        self.grid.setVerticalSpacing(10)
        self.grid.setColumnStretch(1, 1)
        self.help = button("Help …", name="Help")
        self.bundle = button("Support bundle …", name="Support bundle")
        says = label(LOCAL, "muted", wrap=True)
        self.setLayout(
            column(
                scrolling(column(says, self.grid, 1, space=16, margins=(0, 8, 8, 4))),
                row(self.help, self.bundle, 1),
                margins=(0, 4, 0, 0),
            )
        )

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Show these instead of those of before."""
        empty(self.grid)
        for at, (what, how) in enumerate(facts):
            self.grid.addWidget(label(what, "muted"), at, 0)
            self.grid.addWidget(label(how, wrap=True, select=True), at, 1)


class AboutView(Page):
    """Holds the two tabs."""

    def __init__(self, facts: FactsTab, licences: QWidget, parent: QWidget) -> None:
        super().__init__(
            "About Support Copilot",
            (("This program", facts), ("Licences", licences)),
            parent,
            foot=column(),
            progress="Reading",
        )

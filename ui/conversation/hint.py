"""What stands in the middle column while no ticket is open: what to do, and the first keys."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from ui.shared.parts import column, label, row

FIRST_KEYS = (
    (("J", "K"), "next and previous ticket"),
    (("Enter",), "open it; summary and draft come by themselves"),
    (("R", "N"), "write the reply, or an internal note"),
    (("Ctrl+Enter",), "approve what is shown; nothing leaves before"),
    (("Ctrl+K",), "search tickets, articles, commands"),
    (("F1",), "all keys"),
)


class HintCard(QFrame):
    """A title and the keys that are needed first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hint")
        self.title = label("", "title", wrap=True)
        self.text = label("", "muted", wrap=True)
        self.keys = QWidget()
        grid = QGridLayout(self.keys)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, (keys, says) in enumerate(FIRST_KEYS):
            grid.addLayout(row(*(label(one, "key") for one in keys), 1, space=4), at, 0)
            grid.addWidget(label(says), at, 1)
        grid.setColumnStretch(1, 1)
        self.setLayout(column(self.title, self.text, self.keys, margins=(24, 20, 24, 22)))
        self.setFixedWidth(472)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)

    def say(self, title: str, text: str = "", *, keys: bool = False) -> None:
        """Show a title, a sentence below it, and the keys where they are of use."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.keys.setVisible(keys)

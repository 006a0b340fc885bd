"""A question before something is taken away: what goes, what stays, yes or no."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from ui.shared.parts import button, column, label, row


class Question(QDialog):
    """`accepted` means yes; No has the keyboard."""

    def __init__(self, title: str, text: str, yes: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(440)
        self.yes = button(yes)
        self.no = button("Cancel  Esc", name="Cancel")
        self.no.setDefault(True)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.setLayout(
            column(
                label(title, "title", wrap=True),
                label(text, "muted", wrap=True),
                row(1, self.yes, self.no),
                space=12,
                margins=(22, 20, 22, 16),
            )
        )
        self.no.setFocus()

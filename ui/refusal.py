"""The window that says why the program does not start."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog

from ui.shared.parts import button, column, label, row
from ui.shared.theme import Theme


class Refusal(QDialog):
    """What is wrong, and what to do; nothing was opened."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.setWindowTitle("Support Copilot")
        self.setFixedWidth(520)
        self.why = label(why, wrap=True, select=True)
        self.leave = button("Quit", "primary")
        self.leave.clicked.connect(self.accept)
        whole = column(
            label("Support Copilot did not start", "title"),
            self.why,
            row(1, self.leave),
            space=14,
            margins=(22, 20, 22, 16),
        )
        self.setLayout(whole)
        self.resize(self.width(), whole.totalHeightForWidth(self.width()))


def show_refusal(why: str) -> None:
    """Show it until it is closed."""
    app = QApplication.instance() or QApplication(["support-copilot"])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker
    theme = Theme(app, "")
    Refusal(why).exec()
    theme.deleteLater()

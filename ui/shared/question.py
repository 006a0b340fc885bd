"""A question before something is taken away: what goes, what stays, yes or no."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.shared.parts import button, column, label, row


class Question(QDialog):
    """`accepted` means yes; No has the keyboard. `more` are heads with paragraphs below them."""

    def __init__(
        self,
        title: str,
        text: str,
        yes: str,
        parent: QWidget,
        *,
        more: tuple[tuple[str, tuple[str, ...]], ...] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(520 if more else 440)
        self.yes = button(yes, "danger" if more else "")
        self.no = button("Cancel  Esc", name="Cancel")
        self.no.setDefault(True)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        said = [label(text, "muted", wrap=True)] if text else []
        whole = column(
            label(title, "title", wrap=True),
            *said,
            *(_part(head, paragraphs) for head, paragraphs in more),
            row(1, self.yes, self.no),
            space=12,
            margins=(22, 20, 22, 16),
        )
        self.setLayout(whole)
        self.resize(self.width(), whole.totalHeightForWidth(self.width()))
        self.no.setFocus()


def _part(head: str, paragraphs: tuple[str, ...]) -> QVBoxLayout:
    lines = (label(one, wrap=True) for one in paragraphs)
    return column(label(head, "section"), *lines, space=6)

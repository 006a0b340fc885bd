"""A rewrite beside what there was: nothing changes until somebody takes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QTextEdit, QVBoxLayout, QWidget

from ui.composer.rewrites import kept_as_it_was
from ui.shared.parts import button, column, label, reading, row


def _pane(title: str) -> tuple[QVBoxLayout, QTextEdit]:
    text = reading(title)
    return column(label(title, "section"), text, space=6), text


class BeforeAfter(QDialog):
    """`taken` carries the new text when the person chose it."""

    taken = Signal(str)

    def __init__(self, title: str, before: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(860, 460)
        left, self._before = _pane("BEFORE")
        right, self.after = _pane("AFTER")
        self._before.setPlainText(before)
        self.state = label("Writing …", "small", wrap=True)
        self.keep = button("Keep mine  Esc", name="Keep mine")
        self.use = button("Use this  Ctrl+Enter", "primary", name="Use this")
        self.use.setShortcut("Ctrl+Return")
        self.use.setEnabled(False)
        self.keep.clicked.connect(self.reject)
        self.use.clicked.connect(self._take)
        foot = row(1, self.keep, self.use)
        panes = row(left, right, space=14)
        self.setLayout(column(panes, self.state, foot, space=12, margins=(16, 14, 16, 14)))

    def add(self, text: str) -> None:
        """A piece of the new text."""
        self.after.insertPlainText(text)

    def done_writing(self, text: str) -> None:
        """The whole new text is there."""
        self.after.setPlainText(text)
        kept = kept_as_it_was(self._before.toPlainText(), text)
        self.state.setText(" ".join(filter(None, (kept, "It is checked again when you take it."))))
        self.use.setEnabled(True)
        self.use.setFocus()

    def _take(self) -> None:
        self.taken.emit(self.after.toPlainText())
        self.accept()

"""A source's whole text, with the passage that was found marked and in sight."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QTextEdit, QWidget

from copilot.records import FoundPassage, Scope
from ui.shared.parts import button, chip, column, label, reading, row
from ui.shared.positions import to_qt
from ui.shared.tokens import Tokens


def stretch(text: str, found: FoundPassage) -> tuple[int, int]:
    """Where the passage stands in the text, in characters; (0, 0) when the text has changed."""
    passage = found.passage
    if text[passage.start : passage.end] == passage.text:
        return passage.start, passage.end
    at = text.find(passage.text)
    return (at, at + len(passage.text)) if at >= 0 else (0, 0)


def stretches(
    text: str, found: FoundPassage, cited: tuple[str, ...]
) -> tuple[tuple[int, int], ...]:
    """Where the cited words stand inside the passage; the whole passage when none are found."""
    begin, end = stretch(text, found)
    places = ((text.find(one, begin, end), len(one)) for one in cited if one)
    return tuple((at, at + size) for at, size in places if at >= 0) or ((begin, end),)


class SourceText(QDialog):
    """Read-only."""

    def __init__(
        self,
        text: str,
        found: FoundPassage,
        cited: tuple[str, ...],
        tokens: Tokens,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(found.passage.title)
        self.resize(720, 560)
        internal = found.passage.scope is Scope.INTERNAL
        scope = chip("internal: do not quote", "warning") if internal else chip("public")
        self.text = reading("Source text")
        self.text.setPlainText(text)
        close = button("Close  Esc", name="Close")
        close.clicked.connect(self.accept)
        head = row(label(found.passage.title, "title", wrap=True), scope)
        head.setStretch(0, 1)
        self.setLayout(
            column(
                head,
                label(f"{found.passage.kind.value} · found by {found.why}", "small"),
                self.text,
                row(1, close),
                space=10,
                margins=(18, 16, 18, 14),
            )
        )
        self._mark(text, stretches(text, found, cited), tokens)
        QTimer.singleShot(0, self, self.show_mark)

    def _mark(self, text: str, places: tuple[tuple[int, int], ...], tokens: Tokens) -> None:
        where = to_qt(text)
        form = QTextCharFormat()
        form.setBackground(QColor(tokens.supported_fill))
        form.setForeground(QColor(tokens.supported))
        selections = []
        for start, end in places:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = self._cursor(where[start], where[end]), form
            selections.append(selection)
        self.text.setExtraSelections(selections)
        first = where[places[0][0]]
        self.text.setTextCursor(self._cursor(first, first))

    def _cursor(self, start: int, end: int) -> QTextCursor:
        made = QTextCursor(self.text.document())
        made.setPosition(start)
        made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return made

    @Slot()
    def show_mark(self) -> None:
        """Bring the marked stretch into sight."""
        self.text.ensureCursorVisible()

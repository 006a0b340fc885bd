"""A source's whole text, with what is cited of it marked and in sight."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QTextEdit, QWidget

from copilot.records import FoundPassage, Passage
from ui.shared.flow import FlowBox
from ui.shared.markdown import Plain, plain_words
from ui.shared.parts import Elided, button, chip, column, label, row
from ui.shared.positions import qt_place, to_qt
from ui.shared.source_words import (
    KINDS,
    changed_chips,
    force_chips,
    kind_chips,
    language_name,
    scope_chip,
)
from ui.shared.tokens import Tokens
from ui.source.lines import in_lines
from ui.source.places import Places

EXTRACTED = (".pdf", ".docx", ".html", ".htm")
GONE = "This source is no longer in the knowledge. Here stands the passage as it was found."
MOVED = "The text has changed since this was found; marked is where the words stand now."
LOST = "The text has changed since this was found, and the cited words stand in it no longer."


def note(where: Places, *, gone: bool) -> str:
    """What to say about a text that is not as it was; "" when it is."""
    if gone:
        return GONE
    if where.moved:
        return MOVED if where.stretches else LOST
    return ""


def origin(passage: Passage) -> str:
    """The heading path and the file, and that a file's text is what could be read from it."""
    file = passage.source_id
    if file.lower().endswith(EXTRACTED):
        file = f"{file} (the text that was read from the file)"
    return " · ".join(filter(None, (passage.heading, file)))


def kind_and_why(found: FoundPassage) -> str:
    """ "Article, found by words: cartridge"."""
    why = f"found by {found.why}" if found.why else ""
    return ", ".join(filter(None, (KINDS[found.passage.kind], why)))


class SourceText(QDialog):
    """Read-only."""

    def __init__(
        self,
        text: str,
        found: FoundPassage,
        where: Places,
        *,
        tokens: Tokens,
        now: datetime,
        gone: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        passage = found.passage
        self.setWindowTitle(passage.title)
        self.resize(760, 580)
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.text.setProperty("role", "reading")
        self.text.setAccessibleName("Source text")
        words = plain_words(text)
        stretches = [(words.at(start), words.at(stop, end=True)) for start, stop in where.stretches]
        self.text.setPlainText(in_lines(words.text))
        self._strengthen(words)
        self._starts = [qt_place(words.text, start) for start, _ in stretches] or [0]
        self._at = 0
        self.next = button("", name="Next cited place", tip="Goes to the next cited place")
        self.next.clicked.connect(self.show_next)
        close = button("Close  Esc", name="Close")
        close.clicked.connect(self.accept)
        self.origin = Elided("small", middle=True)
        self.origin.set_text(origin(passage))
        self.note = label(note(where, gone=gone), "warning", wrap=True)
        self.chips = FlowBox()
        language = ((f"in {language_name(passage.language)}", "plain"),) if passage.language else ()
        for one in (
            scope_chip(passage.scope, passage.team),
            *kind_chips(passage.kind),
            *force_chips(passage, now),
            *language,
            *changed_chips(passage, now),
        ):
            self.chips.flow.addWidget(chip(*one))
        self.setLayout(
            column(
                label(passage.title, "title", wrap=True, select=True),
                self.origin,
                self.chips,
                label(kind_and_why(found), "small", wrap=True),
                self.note,
                self.text,
                row(self.next, 1, close),
                space=8,
                margins=(18, 16, 18, 14),
            )
        )
        self.note.setVisible(bool(self.note.text()))
        self.next.setVisible(len(self._starts) > 1)
        self._mark(words.text, stretches, tokens)
        self.text.setFocus()
        QTimer.singleShot(0, self, self.show_mark)

    def _strengthen(self, words: Plain) -> None:
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.DemiBold)
        places = to_qt(words.text) if words.headings else ()
        for start, end in words.headings:
            self._cursor(places[start], places[end]).mergeCharFormat(form)

    def _mark(self, text: str, stretches: list[tuple[int, int]], tokens: Tokens) -> None:
        form = QTextCharFormat()
        form.setBackground(QColor(tokens.supported_fill))
        form.setForeground(QColor(tokens.supported))
        selections = []
        for start, end in stretches:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._cursor(qt_place(text, start), qt_place(text, end))
            selection.format = form
            selections.append(selection)
        self.text.setExtraSelections(selections)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        made = QTextCursor(self.text.document())
        made.setPosition(start)
        made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return made

    @Slot()
    def show_mark(self) -> None:
        """Bring the marked stretch into the middle of what is seen."""
        place = self._starts[self._at]
        self.text.setTextCursor(self._cursor(place, place))
        self.text.centerCursor()
        self.next.setText(f"Place {self._at + 1} of {len(self._starts)} ▾")

    @Slot()
    def show_next(self) -> None:
        """The next marked stretch; after the last one the first."""
        self._at = (self._at + 1) % len(self._starts)
        self.show_mark()

"""Read-only text as high as its contents, with personal data underlined."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from copilot.records import type_name
from ui.conversation.asked import Asked, word_at
from ui.shared.masking import Segment
from ui.shared.positions import from_qt, to_qt
from ui.shared.tokens import Tokens

LINE_PERCENT = 125
SEGMENT = QTextFormat.Property.UserProperty + 1  # of a character: its place in the segments
SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


def personal_format(kind: str, tokens: Tokens, place: int) -> QTextCharFormat:
    """Dotted underline, the kind as tooltip, and which segment it is."""
    made = QTextCharFormat()
    made.setProperty(SEGMENT, place)
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    made.setUnderlineColor(QColor(tokens.personal))
    made.setToolTip(f"Personal data: {type_name(kind)}. The model never sees it.")
    return made


class Body(QTextEdit):
    """Selectable text without scroll bars; it has a caret for people without a mouse."""

    menu_wanted = Signal(object, object)  # an Asked or None, and where on the screen
    left = Signal(int)  # the caret goes on: 1 to the next text, -1 to the one before

    def __init__(
        self, segments: tuple[Segment, ...], tokens: Tokens, *, muted: bool = False
    ) -> None:
        super().__init__(readOnly=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(SELECTABLE)
        self.setCursorWidth(2)
        self._segments = segments
        self.setProperty("role", "body")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, QColor(tokens.muted if muted else tokens.ink))
        self.setPalette(palette)
        self._write(segments, tokens, muted=muted)

    def _write(self, segments: tuple[Segment, ...], tokens: Tokens, *, muted: bool) -> None:
        cursor = QTextCursor(self.document())
        lines = QTextBlockFormat()
        lines.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(lines)
        plain = QTextCharFormat()
        plain.setForeground(QColor(tokens.muted if muted else tokens.ink))
        for place, segment in enumerate(segments):
            form = QTextCharFormat(plain)
            if segment.type:
                form.merge(personal_format(segment.type, tokens, place))
            cursor.insertText(segment.text, form)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def mark(self, words: str, tokens: Tokens) -> QPoint | None:
        """Mark where the words stand first, and tell the place; "" takes the mark away."""
        cursor = self.document().find(words) if words else QTextCursor()
        if cursor.isNull():
            self.setExtraSelections([])
            return None
        marked = QTextEdit.ExtraSelection()
        marked.cursor = cursor
        shown = QTextCharFormat()
        shown.setBackground(QColor(tokens.warning_fill))
        shown.setForeground(QColor(tokens.ink))
        marked.format = shown
        self.setExtraSelections([marked])
        return self.cursorRect(cursor).center()

    def selected(self) -> str:
        """What the person selected, "" when nothing is."""
        return self.textCursor().selection().toPlainText().strip()

    def asked_at(self, cursor: QTextCursor) -> Asked | None:
        """The selection around a place, else the hidden words there, else the word there."""
        chosen = self.textCursor()
        within = chosen.selectionStart() <= cursor.position() <= chosen.selectionEnd()
        if within and (text := self.selected()):
            return Asked(text, self._type_of(text), selected=True)
        segment = self._segment_at(cursor)
        if segment is not None:
            return Asked(segment.text, segment.type, selected=False)
        return self._word_at(cursor)

    def _type_of(self, text: str) -> str:
        return next((one.type for one in self._segments if one.type and one.text == text), "")

    def _segment_at(self, cursor: QTextCursor) -> Segment | None:
        """What is hidden right before or right behind the caret."""
        behind = QTextCursor(cursor)
        behind.movePosition(QTextCursor.MoveOperation.Right)
        for one in (behind, cursor):
            place = one.charFormat().property(SEGMENT)
            if place is not None:
                return self._segments[int(place)]
        return None

    def _word_at(self, cursor: QTextCursor) -> Asked | None:
        text, block = cursor.block().text(), cursor.block().position()
        where = to_qt(text)
        start, end = word_at(text, from_qt(text, cursor.position() - block))
        if start == end:
            return None
        shown = QTextCursor(cursor)
        shown.setPosition(block + where[start])
        shown.setPosition(block + where[end], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(shown)
        return Asked(text[start:end], "", selected=False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse at its place, by the key at the caret."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            cursor, at = self.cursorForPosition(event.pos()), event.globalPos()
        else:
            cursor = self.textCursor()
            at = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        self.menu_wanted.emit(self.asked_at(cursor), at)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go on in the text above or below."""
        before = self.textCursor().position()
        super().keyPressEvent(event)
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if by is not None and self.textCursor().position() == before:
            self.left.emit(by)

    def fit(self) -> None:
        """Be as high as the text at this width."""
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(int(self.document().size().height()) + 1)

    def sizeHint(self) -> QSize:
        """Any width, the height of the text."""
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        """Narrow is fine."""
        return QSize(60, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width wraps the text differently."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

"""The text field of the composer: draws the evidence marks and their signs itself."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QToolTip

from copilot.records import type_name
from ui.composer.files import files_in
from ui.composer.marks import SUPPORTED, UNSUPPORTED, Mark, moved
from ui.shared.masking import personal_places, places
from ui.shared.positions import from_qt, to_qt
from ui.shared.theme import Theme, font

LINE_PERCENT = 145
SIGN_PIXELS = 10
ABOVE_MARKS = 2.5  # pixels from the line of personal data down to that of the evidence


class SignRoom(QSyntaxHighlighter):
    """Leaves room behind a marked sentence for its sign; text and undo stay untouched."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.room: dict[int, float] = {}  # last place of a mark in UTF-16 units: pixels

    def highlightBlock(self, text: str) -> None:
        """Widen the last letter of each mark in this block."""
        begin = self.currentBlock().position()
        for place, pixels in self.room.items():
            if begin <= place < begin + len(text):
                form = QTextCharFormat()
                form.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
                form.setFontLetterSpacing(pixels)
                self.setFormat(place - begin, 1, form)


class MarkedEditor(QTextEdit):
    """Plain text with marks. `typed` comes for every change by a person or by `replace`."""

    typed = Signal()
    files_given = Signal(object)  # paths that were dropped or pasted
    picture_given = Signal(object)  # a QImage that was pasted

    def __init__(self, theme: Theme) -> None:
        super().__init__(acceptRichText=False, tabChangesFocus=True)
        self.setObjectName("editor")
        self.setAccessibleName("Reply")
        self.document().setDocumentMargin(12)
        self._theme = theme
        self._small = font(SIGN_PIXELS, QFont.Weight.DemiBold)
        self._room = SignRoom(self.document())
        self._last = ""
        self._marks: tuple[Mark, ...] = ()
        self._types: dict[str, str] = {}
        self._personal: tuple[tuple[int, int, str], ...] = ()
        self._hidden_words: tuple[str, ...] | None = None
        self._loading = False
        self.textChanged.connect(self._text_changed)
        theme.changed.connect(self.viewport().update)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, files and pictures."""
        return bool(files_in(source)) or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text goes into the text; files and pictures are attached."""
        if paths := files_in(source):
            self.files_given.emit(paths)
        elif source.hasImage() and not source.hasText():
            self.picture_given.emit(QImage(source.imageData()))
        else:
            super().insertFromMimeData(source)

    def load(self, text: str) -> None:
        """Show another text with nothing to undo; `typed` stays silent."""
        self._loading = True
        self.setPlainText(text)
        self.document().setUndoRedoEnabled(False)
        lines = QTextBlockFormat()
        lines.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)
        self.document().setUndoRedoEnabled(True)
        self._last = text
        self._loading = False
        self._find_personal()
        self.set_marks(())

    def append_piece(self, text: str) -> None:
        """Add a piece of a text that is being written."""
        self._loading = True
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        self._last = self.toPlainText()
        self._loading = False
        self._find_personal()

    def select(self, start: int, end: int) -> None:
        """Select characters start..end, in sight and with the keyboard."""
        where = to_qt(self.toPlainText())
        cursor = QTextCursor(self.document())
        cursor.setPosition(where[end])
        cursor.setPosition(where[start], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus()

    def replace(self, start: int, end: int, text: str) -> None:
        """Put text in place of characters start..end, so that it can be undone."""
        where = to_qt(self.toPlainText())
        cursor = QTextCursor(self.document())
        cursor.setPosition(where[start])
        cursor.setPosition(where[end], QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)

    def replace_all(self, text: str) -> None:
        """Put another text in place of everything, so that it can be undone."""
        self.replace(0, len(self.toPlainText()), text)

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show these marks; places are characters of the text as it is now."""
        self._marks = marks
        where = to_qt(self.toPlainText())
        metrics = QFontMetricsF(self._small)
        self._room.room = {
            where[mark.end - 1]: metrics.horizontalAdvance(mark.sign) + 1.5
            for mark in marks
            if 0 < mark.end < len(where)
        }
        self._room.rehighlight()
        self.viewport().update()

    def marks(self) -> tuple[Mark, ...]:
        """The marks as they are shown."""
        return self._marks

    def hide_words(self, words: tuple[str, ...] | None) -> None:
        """Cover these words and what looks like personal data; None shows everything."""
        self._hidden_words = words
        self.viewport().update()

    def set_personal(self, types: dict[str, str]) -> None:
        """Underline these words, each with what kind of personal data it is."""
        self._types = types
        self._find_personal()
        self.viewport().update()

    def personal(self) -> tuple[tuple[int, int, str], ...]:
        """What is underlined: (start, end, kind) in characters."""
        return self._personal

    def _find_personal(self) -> None:
        self._personal = personal_places(self.toPlainText(), self._types)

    def place(self) -> int:
        """The text cursor's place in characters."""
        return from_qt(self.toPlainText(), self.textCursor().position())

    @Slot()
    def _text_changed(self) -> None:
        text = self.toPlainText()
        if self._loading or text == self._last:
            return
        before, self._last = self._last, text
        self._find_personal()
        self.set_marks(moved(self._marks, before, text))
        self.typed.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what a mark means where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            at = from_qt(self.toPlainText(), self.cursorForPosition(event.pos()).position())
            kinds = [kind for start, end, kind in self._personal if start <= at < end]
            tips = [f"Personal data: {type_name(kind)}." for kind in kinds]
            tips += [mark.tip for mark in self._marks if mark.start <= at < mark.end]
            QToolTip.showText(event.globalPos(), "\n\n".join(tips), self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fills below the text, lines and signs above it, and the covers over all."""
        where = to_qt(self.toPlainText())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._marks:
            if mark.tone == UNSUPPORTED:
                for box in self._boxes(where, mark.start, mark.end):
                    painter.fillRect(box, QColor(self._theme.tokens.warning_fill))
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._marks:
            self._paint_mark(painter, mark, where)
        painter.setPen(QPen(QColor(self._theme.tokens.personal), 1, Qt.PenStyle.DotLine))
        for start, end, _ in self._personal:
            for box in self._boxes(where, start, end):
                below = box.bottom() - ABOVE_MARKS
                painter.drawLine(QPointF(box.left(), below), QPointF(box.right(), below))
        for start, end in self.covered():
            for box in self._boxes(where, start, end):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._theme.tokens.chip))
                painter.drawRoundedRect(box.adjusted(-1, -1, 1, 3), 4, 4)
        painter.end()

    def covered(self) -> tuple[tuple[int, int], ...]:
        return () if self._hidden_words is None else places(self.toPlainText(), self._hidden_words)

    def _paint_mark(self, painter: QPainter, mark: Mark, where: tuple[int, ...]) -> None:
        tokens = self._theme.tokens
        colour = {SUPPORTED: tokens.supported, UNSUPPORTED: tokens.warning}.get(
            mark.tone, tokens.muted
        )
        boxes = tuple(self._boxes(where, mark.start, mark.end))
        width = 2.0 if mark.tone == UNSUPPORTED else 1.0
        style = (
            Qt.PenStyle.SolidLine if mark.tone in (SUPPORTED, UNSUPPORTED) else Qt.PenStyle.DotLine
        )
        painter.setPen(QPen(QColor(colour), width, style))
        room = QFontMetricsF(self._small).horizontalAdvance(mark.sign) + 1.5
        for at, box in enumerate(boxes):
            end = box.right() - (room if at == len(boxes) - 1 else 0)
            painter.drawLine(QPointF(box.left(), box.bottom()), QPointF(end, box.bottom()))
        if boxes:
            painter.setFont(self._small)
            painter.drawText(
                QPointF(boxes[-1].right() - room + 1, boxes[-1].top() + SIGN_PIXELS - 1), mark.sign
            )

    def _boxes(self, where: tuple[int, ...], start: int, end: int) -> Iterator[QRectF]:
        """The rectangles of a stretch, one a line, in the viewport's place."""
        if end >= len(where) or start >= end:
            return
        first, last = where[start], where[end]
        block = self.document().findBlock(first)
        ascent = QFontMetricsF(self.font()).ascent()
        while block.isValid() and block.position() < last:
            top = self.document().documentLayout().blockBoundingRect(block).topLeft()
            top -= QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
            layout = block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                begin = block.position() + line.textStart()
                words = block.text()[
                    line.textStart() : line.textStart() + line.textLength()
                ].rstrip()
                left, right = max(first, begin), min(last, begin + len(words))
                if left >= right:
                    continue
                x1 = _x(line.cursorToX(left - block.position()))
                x2 = _x(line.cursorToX(right - block.position()))
                base = top.y() + line.y() + line.ascent()
                yield QRectF(top.x() + x1, base - ascent, x2 - x1, ascent + 4)
            block = block.next()


def _x(found: object) -> float:
    """PySide gives (x, position); the stub says float."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]

"""Gives a document that was made of Markdown the window's own colours and sizes."""

from __future__ import annotations

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ui.shared.theme import FAMILY, font
from ui.shared.tokens import Tokens

HEADINGS = {1: 20, 2: 16, 3: 14}  # pixels by level
CODE = ("DejaVu Sans Mono", "Menlo", "Consolas", "monospace")


def dress(document: QTextDocument, tokens: Tokens) -> None:
    """Headings, paragraphs, code, links and tables, as the rest of the window has them."""
    block = document.begin()
    while block.isValid():
        _dress_block(block, tokens)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame, tokens)


def _dress_block(block: QTextBlock, tokens: Tokens) -> None:
    level = block.blockFormat().headingLevel()
    cursor = QTextCursor(block)
    shape = QTextBlockFormat()
    in_table = cursor.currentTable() is not None
    code = block.blockFormat().hasProperty(QTextBlockFormat.Property.BlockCodeFence)
    gap = 0 if in_table or code else 5
    shape.setTopMargin((16 if level > 1 else 2) if level else gap)
    shape.setBottomMargin(6 if level else gap)
    shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(shape)
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        look = _look(piece.charFormat(), level, tokens)
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)
        pieces += 1


def _look(told: QTextCharFormat, level: int, tokens: Tokens) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(QColor(tokens.accent if told.isAnchor() else tokens.ink))
    if level:
        face = font(HEADINGS.get(level, 13), QFont.Weight.DemiBold)
        look.setFont(face, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
    elif told.fontFixedPitch():
        look.setFontFamilies([*CODE, FAMILY])
        look.setBackground(QColor(tokens.chip))
    return look


def _dress_table(table: QTextTable, tokens: Tokens) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QColor(tokens.line))
    shape.setBorderCollapse(True)
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setTopMargin(6)
    shape.setBottomMargin(10)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)

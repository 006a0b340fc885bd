"""Paints a row of the page's lists."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.shared.painting import END, MIDDLE, chips_at_the_right, chips_width, line
from ui.shared.rows import ROW, Row
from ui.shared.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
SIDE, TOP, LINE = 14, 9, 19
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class RowDelegate(QStyledItemDelegate):
    """Title and chips, the path, the words below."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines at the width of the view."""
        row: Row = index.data(ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 400
        lines = LINE * (1 + bool(row.path))
        return QSize(160, 2 * TOP + lines + self._height(row, width - 2 * SIDE))

    @staticmethod
    def _height(row: Row, width: int) -> int:
        if not row.wraps or not row.below:
            return LINE if row.below else 0
        room = QRect(0, 0, max(width, 40), 10_000)
        return QFontMetrics(font(12)).boundingRect(room, WRAP, row.below).height() + 3

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: Row = index.data(ROW)
        tokens, area = self._theme.tokens, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, area)
        inner = area.adjusted(SIDE, TOP, -SIDE, -TOP)
        first = QRect(inner.left(), inner.top(), inner.width(), LINE)
        chips_at_the_right(painter, first, row.chips, tokens)
        room = first.adjusted(0, 0, -chips_width(row.chips), 0)
        strong = font(13, QFont.Weight.DemiBold)
        cut = MIDDLE if row.names_file else END
        line(painter, room, row.title, strong, tokens.ink, cut=cut)
        below = first.translated(0, LINE)
        if row.path:
            line(painter, below, row.path, font(12), tokens.muted, cut=MIDDLE)
            below = below.translated(0, LINE)
        if row.wraps:
            painter.setFont(font(12))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRect(below.topLeft(), inner.bottomRight()), WRAP, row.below)
        else:
            line(painter, below, row.below, font(12), tokens.muted)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        tokens, state = self._theme.tokens, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.background))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(tokens.line))
        if state & QStyle.StateFlag.State_HasFocus and not state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(2, 2, -2, -3), 5, 5)

"""Paints a hit: kind and title, and for a source the words around what was found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.search.hits import Hit
from ui.search.item_model import HIT
from ui.shared.painting import chips_at_the_right, chips_width, line, words
from ui.shared.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
KIND, SIDE, LINE = 88, 14, 20


class HitDelegate(QStyledItemDelegate):
    """One line for tickets and commands, two for sources."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the quote where there is one."""
        return QSize(200, 54 if index.data(HIT).quote else 34)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the hit."""
        hit: Hit = index.data(HIT)
        tokens, area = self._theme.tokens, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 6, 6)
        left, top = area.left() + SIDE, area.top() + 7
        line(painter, QRect(left, top, KIND - 8, LINE), hit.kind, font(11), tokens.muted)
        right = QRect(left + KIND, top, area.width() - KIND - 2 * SIDE, LINE)
        self._title(painter, right, hit)
        if hit.quote:
            words(painter, right.translated(0, LINE), hit.quote, tokens)
        painter.restore()

    def _title(self, painter: QPainter, box: QRect, hit: Hit) -> None:
        tokens, strong = self._theme.tokens, font(13, QFont.Weight.DemiBold)
        chips_at_the_right(painter, box, hit.chips, tokens)
        room = box.adjusted(0, 0, -chips_width(hit.chips), 0)
        if hit.aside:
            width = min(self._width(hit.aside), room.width() // 2)
            end = QRect(room.right() + 1 - width, room.top(), width, room.height())
            line(painter, end, hit.aside, font(12), tokens.muted)
            room.setWidth(room.width() - width - 12)
        used = line(painter, room, hit.title, strong, tokens.ink)
        rest = room.adjusted(used + 8, 0, 0, 0)
        if hit.place and rest.width() > 40:
            line(painter, rest, hit.place, font(12), tokens.muted)

    @staticmethod
    def _width(text: str) -> int:
        return QFontMetrics(font(12)).horizontalAdvance(text) + 1

"""Paints one line of the queue: subject and age, requester and preview, chips."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from copilot.records import TicketKey
from ui.queue.item_model import PROPS, QueueItemModel
from ui.queue.props import ChipProps, RowProps
from ui.shared.painting import chip_colours
from ui.shared.theme import Theme, font
from ui.shared.tokens import Tokens

SIDE, TOP, LINE, CHIP = 14, 10, 19, 19
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """`open_key` is the ticket in the middle column; the row with the keyboard gets a ring."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.open_key: TicketKey | None = None
        self._strong, self._plain, self._small = font(13, QFont.Weight.DemiBold), font(13), font(12)
        self._tiny = font(11)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines, three with chips."""
        item_model = index.model()
        chips = isinstance(item_model, QueueItemModel) and item_model.has_chips(index.row())
        return QSize(160, TOP * 2 + LINE * 2 + (CHIP + 4 if chips else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        props, tokens = index.data(PROPS), self._theme.tokens
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index, area)
        inner = area.adjusted(SIDE, TOP, -SIDE, -TOP)
        self._paint_first_line(painter, props, inner, tokens)
        below = QRect(inner.left(), inner.top() + LINE, inner.width(), LINE)
        self._text(painter, below, props.below, self._plain, tokens.muted)
        self._paint_chips(painter, props.chips, inner, tokens)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect
    ) -> None:
        tokens, state = self._theme.tokens, option.state
        item_model = index.model()
        is_open = (
            isinstance(item_model, QueueItemModel)
            and item_model.key_at(index.row()) == self.open_key
        )
        if is_open or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.selection if is_open else tokens.background))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(tokens.line))
        if is_open and not state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area.left(), area.top(), 3, area.height(), QColor(tokens.accent))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(2, 2, -2, -3), 5, 5)

    def _paint_first_line(
        self, painter: QPainter, props: RowProps, inner: QRect, tokens: Tokens
    ) -> None:
        width = QFontMetrics(self._small).horizontalAdvance(props.age)
        left = QRect(inner.left(), inner.top(), inner.width() - width - 10, LINE)
        right = QRect(inner.right() - width, inner.top(), width + 1, LINE)
        self._text(painter, left, props.subject, self._strong, tokens.ink)
        self._text(painter, right, props.age, self._small, tokens.muted)

    def _paint_chips(
        self, painter: QPainter, chips: tuple[ChipProps, ...], inner: QRect, tokens: Tokens
    ) -> None:
        x, y = inner.left(), inner.top() + LINE * 2 + 4
        for chip in chips:
            ink, ground = chip_colours(chip.tone, tokens)
            box = QRect(x, y, QFontMetrics(self._tiny).horizontalAdvance(chip.text) + 16, CHIP)
            if box.right() > inner.right():
                break
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, CHIP / 2, CHIP / 2)
            painter.setFont(self._tiny)
            painter.setPen(QColor(ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, chip.text)
            x = box.right() + 6

    @staticmethod
    def _text(painter: QPainter, box: QRect, text: str, face: QFont, colour: str) -> None:
        painter.setFont(face)
        painter.setPen(QColor(colour))
        fits = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fits)

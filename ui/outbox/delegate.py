"""Paints one item of the outbox: subject, state, why."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from copilot.records import OutboxItem, OutboxState
from ui.approval.props import attachments, what_words
from ui.outbox.item_model import ITEM, WORDS
from ui.shared.masking import BLOT
from ui.shared.painting import chip_colours
from ui.shared.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
LINE, PAD = 19, 10


def why(item: OutboxItem, *, hidden: bool = False) -> str:
    """The reason that was recorded, and what to do; a reason may name somebody."""
    advice = WORDS[item.state][2]
    if item.state is OutboxState.WAITING and item.reason:
        advice = "It goes out by itself after that."
    return f"{item.reason} {advice}" if item.reason and not hidden else advice


class ItemDelegate(QStyledItemDelegate):
    """Subject and chip on the first line, recipients on the second, the reason below, wrapped."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hidden = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the wrapped reason at the view's width."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 500
        box = QFontMetrics(font(12)).boundingRect(
            QRect(0, 0, width - 2 * PAD - 6, 400), Qt.TextFlag.TextWordWrap, why(index.data(ITEM))
        )
        return QSize(200, PAD * 2 + LINE * 2 + box.height() + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the item."""
        item, tokens = index.data(ITEM), self._theme.tokens
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.selection))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, QColor(tokens.line))
        inner = area.adjusted(PAD + 3, PAD, -PAD - 3, -PAD)
        word, tone, _ = WORDS[item.state]
        ink, ground = chip_colours(tone, tokens)
        width = QFontMetrics(font(11)).horizontalAdvance(word) + 18
        chip = QRect(inner.right() - width, inner.top(), width, LINE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(chip, 9, 9)
        painter.setFont(font(11))
        painter.setPen(QColor(ink))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, word)
        self._lines(painter, item, inner, inner.width() - width - 10)
        painter.restore()

    def _lines(self, painter: QPainter, item: OutboxItem, inner: QRect, width: int) -> None:
        out, tokens = item.approved.outgoing, self._theme.tokens
        who = BLOT if self.hidden else ", ".join(out.to)
        files = attachments(out) if out.attachments and not self.hidden else ""
        what = out.kind.value if self.hidden else what_words(out)
        bold = font(13, QFont.Weight.DemiBold)
        subject = QFontMetrics(bold).elidedText(
            f"#{out.ticket_id}  {BLOT if self.hidden else out.subject}",
            Qt.TextElideMode.ElideRight,
            width,
        )
        painter.setFont(bold)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(
            QRect(inner.left(), inner.top(), width, LINE), Qt.AlignmentFlag.AlignVCenter, subject
        )
        painter.setPen(QColor(tokens.muted))
        painter.setFont(font(13))
        painter.drawText(
            QRect(inner.left(), inner.top() + LINE, inner.width(), LINE),
            Qt.AlignmentFlag.AlignVCenter,
            " · ".join(filter(None, (f"{what} to {who}" if out.to else what, files))),
        )
        painter.setFont(font(12))
        below = QRect(inner.left(), inner.top() + 2 * LINE + 3, inner.width(), inner.height())
        painter.drawText(below, Qt.TextFlag.TextWordWrap, why(item, hidden=self.hidden))

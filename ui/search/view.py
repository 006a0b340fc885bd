"""Layout of the palette, and how a hit is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.search.item_model import HIT, HitItemModel
from ui.shared.parts import column, label, named
from ui.shared.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
KIND = 70


class HitDelegate(QStyledItemDelegate):
    """Kind, title and a second line."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line for commands, two for the rest."""
        return QSize(200, 34 if index.data(HIT).kind == "Command" else 52)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the hit."""
        hit, tokens = index.data(HIT), self._theme.tokens
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 6, 6)
        left = QRect(area.left() + 14, area.top() + 8, KIND, 18)
        right = QRect(left.right() + 4, left.top(), area.width() - KIND - 36, 18)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(11))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(left, middle, hit.kind)
        painter.setFont(font(13, QFont.Weight.DemiBold))
        painter.setPen(QColor(tokens.ink))
        painter.drawText(
            right, middle, _cut(hit.title, font(13, QFont.Weight.DemiBold), right.width() - 90)
        )
        painter.setFont(font(12))
        painter.setPen(QColor(tokens.muted))
        if hit.kind == "Command":
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, hit.below)
        else:
            painter.drawText(
                right.translated(0, 18), middle, _cut(hit.below, font(12), right.width())
            )
        painter.restore()


def _cut(text: str, face: QFont, width: int) -> str:
    return QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, width)


class Palette(QDialog):
    """A line to type in above the hits."""

    def __init__(self, theme: Theme, item_model: HitItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Search")
        self.resize(620, 440)
        self.field = QLineEdit(placeholderText="Search tickets, articles, commands")
        self.list = named(QListView(), "found", spoken="Found")
        self.field.setAccessibleName("Search")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(item_model)
        self.list.setItemDelegate(HitDelegate(theme, self))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.hint = label("↑ ↓ choose, Enter opens, Esc closes", "small")
        self.setLayout(column(self.field, self.list, self.hint, space=8, margins=(12, 12, 12, 10)))

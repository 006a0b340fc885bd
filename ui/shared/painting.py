"""Pieces that delegates paint: a line that is cut where the room ends, chips, words set strong."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from ui.shared.quoting import Run
from ui.shared.source_words import Chip
from ui.shared.theme import font
from ui.shared.tokens import Tokens

CHIP = 19  # height
GAP = 6
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
END, MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle


def chip_colours(tone: str, tokens: Tokens) -> tuple[str, str]:
    """Text and ground of a chip."""
    return {
        "accent": (tokens.accent, tokens.selection),
        "supported": (tokens.supported, tokens.supported_fill),
        "warning": (tokens.warning, tokens.warning_fill),
        "danger": (tokens.danger, tokens.danger_fill),
    }.get(tone, (tokens.muted, tokens.chip))


def line(
    painter: QPainter,
    box: QRect,
    text: str,
    face: QFont,
    colour: str,
    *,
    cut: Qt.TextElideMode = END,
) -> int:
    """One line at the left of the box; returns how wide it is."""
    shown = QFontMetrics(face).elidedText(text, cut, box.width())
    painter.setFont(face)
    painter.setPen(QColor(colour))
    painter.drawText(box, LEFT, shown)
    return QFontMetrics(face).horizontalAdvance(shown)


def chips_width(chips: tuple[Chip, ...]) -> int:
    """How much room chips take beside each other, with the gap before the first."""
    metrics = QFontMetrics(font(11))
    return sum(metrics.horizontalAdvance(text) + 16 + GAP for text, _ in chips)


def chips_at_the_right(
    painter: QPainter, box: QRect, chips: tuple[Chip, ...], tokens: Tokens
) -> None:
    """The chips beside each other, the last one at the right end of the box."""
    face = font(11)
    x = box.right() + 1 - chips_width(chips)
    for text, tone in chips:
        ink, ground = chip_colours(tone, tokens)
        width = QFontMetrics(face).horizontalAdvance(text) + 16
        area = QRect(x + GAP, box.center().y() - CHIP // 2, width, CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, CHIP / 2, CHIP / 2)
        painter.setFont(face)
        painter.setPen(QColor(ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        x += width + GAP


def words(painter: QPainter, box: QRect, quote: tuple[Run, ...], tokens: Tokens) -> None:
    """A quote in one line, what was found in it in strong ink."""
    x = box.left()
    for run in quote:
        face = font(12, QFont.Weight.DemiBold if run.strong else QFont.Weight.Normal)
        room = QRect(x, box.top(), box.right() - x + 1, box.height())
        if room.width() < QFontMetrics(face).averageCharWidth() * 2:
            return
        x += line(painter, room, run.text, face, tokens.ink if run.strong else tokens.muted)

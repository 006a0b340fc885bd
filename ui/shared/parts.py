"""Small makers of labels, buttons, lines and rows, so that layouts read as a list of parts."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)


def label(text: str = "", role: str = "", *, wrap: bool = False, select: bool = False) -> QLabel:
    """A plain-text label; the role picks its style."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if role == "key":
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if select:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def chip(text: str, tone: str = "plain") -> QLabel:
    """A small rounded word; tone is plain, accent, supported, warning or danger."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("tone", tone)
    made.setIndent(0)  # Qt would add half a letter to the style sheet's padding
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def button(text: str, role: str = "", *, name: str = "", tip: str = "") -> QPushButton:
    """A push button; `name` is what a screen reader says when the text alone would not do."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.setAccessibleName(name or text)
    made.setToolTip(tip)
    return made


Named = TypeVar("Named", bound=QWidget)


def named(widget: Named, name: str, *, spoken: str = "") -> Named:
    """The widget with the name that the style sheet knows, and what a screen reader says."""
    widget.setObjectName(name)
    widget.setAccessibleName(spoken)
    return widget


def reading(spoken: str) -> QTextEdit:
    """A framed read-only text."""
    made = QTextEdit(readOnly=True, tabChangesFocus=True)
    made.setProperty("role", "reading")
    made.setAccessibleName(spoken)
    return made


def line() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def row(
    *parts: QWidget | QLayout | int,
    space: int = 8,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QHBoxLayout:
    """Parts beside each other; a number is a stretch of that weight."""
    made = QHBoxLayout()
    _fill(made, parts, space, margins)
    return made


def column(
    *parts: QWidget | QLayout | int,
    space: int = 8,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QVBoxLayout:
    """Parts below each other; a number is a stretch of that weight."""
    made = QVBoxLayout()
    _fill(made, parts, space, margins)
    return made


def _fill(
    layout: QBoxLayout,
    parts: tuple[QWidget | QLayout | int, ...],
    space: int,
    margins: tuple[int, int, int, int],
) -> None:
    layout.setSpacing(space)
    layout.setContentsMargins(*margins)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addStretch(part)


def centred(card: QWidget) -> QWidget:
    """The card in the middle of all the room there is."""
    made = QWidget()
    middle = row(1, card, 1)
    middle.setAlignment(card, Qt.AlignmentFlag.AlignVCenter)
    made.setLayout(column(1, middle, 1))
    return made


def scrolling(layout: QLayout) -> QScrollArea:
    """The layout on a surface that scrolls up and down where there is too little room."""
    surface = named(QWidget(), "surface")
    surface.setLayout(layout)
    made = QScrollArea(widgetResizable=True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(surface)
    return made


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let Qt delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


def set_role(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Elided(QWidget):
    """One line of text that is cut by … where there is no room; the whole text is the tooltip."""

    def __init__(self, role: str = "", *, middle: bool = False) -> None:
        super().__init__()
        self._cut = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        self._sample = label("", role)
        self._sample.setParent(self)
        self._sample.hide()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = " ".join(text.split())
        self.setToolTip(self._text)
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def face(self) -> QFont:
        """The font of its role."""
        self._sample.ensurePolished()
        return self._sample.font()

    def fitting(self) -> str:
        """As much of the text as there is room for."""
        return QFontMetrics(self.face()).elidedText(self._text, self._cut, self.width())

    def sizeHint(self) -> QSize:
        """As wide as the text, one line high."""
        metrics = QFontMetrics(self.face())
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Narrow is fine."""
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, cut where the room ends."""
        painter = QPainter(self)
        painter.setFont(self.face())
        painter.setPen(self._sample.palette().color(self._sample.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.fitting())

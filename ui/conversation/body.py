"""Read-only text as high as its contents, with personal data underlined."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from ui.shared.masking import Segment
from ui.shared.tokens import Tokens

LINE_PERCENT = 125
NAMES = {
    "CUSTOMER": "the customer’s name",
    "AGENT": "an agent’s name",
    "PERSON": "a person’s name",
    "EMAIL": "an e-mail address",
    "PHONE": "a phone number",
    "ADDRESS": "a postal address",
    "CARD": "a card number",
    "IBAN": "a bank account",
    "ORDER": "an order number",
    "SECRET": "a password or key",
}


def type_name(kind: str) -> str:
    """A kind of personal data in words: "EMAIL" is "an e-mail address"."""
    return NAMES.get(kind, kind.lower().replace("_", " "))


def personal_format(kind: str, tokens: Tokens) -> QTextCharFormat:
    """Dotted underline, and the kind as tooltip."""
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    made.setUnderlineColor(QColor(tokens.personal))
    made.setToolTip(f"Personal data: {type_name(kind)}. The model never sees it.")
    return made


class Body(QTextEdit):
    """Selectable text without scroll bars."""

    def __init__(
        self, segments: tuple[Segment, ...], tokens: Tokens, *, muted: bool = False
    ) -> None:
        super().__init__(readOnly=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
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
        for segment in segments:
            form = QTextCharFormat(plain)
            if segment.type:
                form.merge(personal_format(segment.type, tokens))
            cursor.insertText(segment.text, form)

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

"""A source in the right column."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from ui.copilot_panel.sources import SourceProps
from ui.shared.flow import FlowBox
from ui.shared.parts import chip, column, label


class SourceCard(QPushButton):
    """A source; pressing it opens its text."""

    def __init__(self, props: SourceProps) -> None:
        super().__init__()
        self.setProperty("role", "source")
        self.setProperty("scope", "internal" if props.internal else "public")
        self.setAccessibleName(f"Source {props.number}: {props.title}")
        self.setAutoDefault(False)
        self.setToolTip("Open the text, with the cited stretch marked")
        title = label(f"{props.number}  {props.title}", "strong", wrap=True)
        quote = label(props.quote, "quote", wrap=True)
        chips = FlowBox()
        for text, tone in props.chips:
            chips.flow.addWidget(chip(text, tone))
        why = label(f"found by {props.why}", "small", wrap=True)
        for part in (title, quote, why, chips):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.inside: QVBoxLayout = column(
            title, quote, why, chips, space=4, margins=(12, 10, 12, 10)
        )
        self.setLayout(self.inside)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The quote wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the texts at this width."""
        return self.inside.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """The size of the texts, not of a button's own label."""
        return self.inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As the texts need."""
        return self.inside.minimumSize()

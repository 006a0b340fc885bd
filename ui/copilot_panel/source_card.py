"""A source in the right column."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from ui.copilot_panel.sources import SourceProps
from ui.shared.flow import FlowBox
from ui.shared.parts import button, chip, column, label, row

REJECT = (
    "This source does not help with this question: it moves down for questions like it.\n"
    "It can be taken back by resetting the source on the knowledge page (Ctrl+B)."
)
REJECTED = "Not for this. It moves down for questions like this one."


class SourceCard(QPushButton):
    """A source; pressing it opens its text. One that was thrown out is dim and says so."""

    def __init__(self, props: SourceProps) -> None:
        super().__init__()
        self.found = props.found
        self.setProperty("role", "source")
        self.setProperty("scope", "internal" if props.internal else "public")
        self.setProperty("rejected", props.rejected)
        thrown_out = ", thrown out" if props.rejected else ""
        self.setAccessibleName(f"Source {props.number}: {props.title}{thrown_out}")
        self.setAutoDefault(False)
        self.setToolTip("Open the text, with the cited stretch marked")
        title = label(
            f"{props.number}  {props.title}", "muted" if props.rejected else "strong", wrap=True
        )
        place = label(props.place, "small", wrap=True)
        quote = label(props.quote, "quote", wrap=True)
        chips = FlowBox()
        for text, tone in props.chips:
            chips.flow.addWidget(chip(text, tone))
        why = label(f"found by {props.why}" if props.why else "", "small", wrap=True)
        self.rejected = label(REJECTED, "small", wrap=True)
        self.rejected.setToolTip(REJECT)
        for part in (title, place, quote, why, chips):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.reject = button(
            "Not for this", "quiet", name=f"Not for this: {props.title}", tip=REJECT
        )
        self.reject.setProperty("flush", True)
        whole = (title, self.rejected) if props.rejected else (title, place, quote, why, chips)
        self.inside: QVBoxLayout = column(*whole, space=4, margins=(12, 10, 12, 10))
        if not props.rejected:
            self.inside.addLayout(row(self.reject, 1))
        self.setLayout(self.inside)
        place.setVisible(bool(props.place) and not props.rejected)
        why.setVisible(bool(props.why) and not props.rejected)
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

"""The rows of the right column's sections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.copilot_panel.props import CheckProps, LineProps, SourceProps
from ui.shared.flow import FlowBox
from ui.shared.parts import button, chip, column, label, row, set_role

NAME_WIDTH = 68


def summary_row(props: LineProps, go: Callable[[str], None]) -> QWidget:
    """Name at the left, text and message links at the right."""
    name = label(props.name, "muted")
    name.setFixedWidth(NAME_WIDTH)
    name.setAlignment(Qt.AlignmentFlag.AlignTop)
    text = label(props.text, wrap=True, select=True)
    right = column(text, space=1)
    if props.messages:
        both = row(text, space=4)
        both.setStretch(0, 1)
        for number, message_id in props.messages:
            link = button(number, "link", name=f"Go to message {number}")
            link.clicked.connect(partial(_call, go, message_id))
            both.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        right = column(both, space=0)
    made = QWidget()
    whole = row(name, right, space=8)
    whole.setStretch(1, 1)
    made.setLayout(whole)
    return made


def _call(go: Callable[[str], None], message_id: str, *_: object) -> None:
    go(message_id)


def fact_chips(facts: tuple[tuple[str, str], ...], go: Callable[[str], None]) -> QWidget:
    """The facts beside each other; a click goes to the message."""
    box = FlowBox()
    for text, message_id in facts:
        one = button(text, "chip", tip="Go to the message")
        one.clicked.connect(partial(_call, go, message_id))
        box.flow.addWidget(one)
    return box


class SourceCard(QPushButton):
    """A source; pressing it opens its text."""

    def __init__(self, props: SourceProps) -> None:
        super().__init__()
        self.setProperty("role", "source")
        self.setProperty("scope", "internal" if props.internal else "public")
        self.setAccessibleName(f"Source {props.number}: {props.title}")
        self.setAutoDefault(False)
        self.setToolTip(f"Found by {props.found.why}. Open the text.")
        title = label(f"{props.number}  {props.title}", "strong", wrap=True)
        quote = label(props.quote, "quote", wrap=True)
        chips = FlowBox()
        for text, tone in props.chips:
            chips.flow.addWidget(chip(text, tone))
        for part in (title, quote, chips):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.inside: QVBoxLayout = column(title, quote, chips, space=4, margins=(12, 9, 12, 10))
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


class CheckRow(QWidget):
    """A dot, what is wrong, what to do, and the two ways to settle it."""

    def __init__(self, props: CheckProps) -> None:
        super().__init__()
        dot = label("✓" if props.tone == "supported" else "●")
        set_role(dot, "role", {"danger": "danger", "warning": "warning"}.get(props.tone, "muted"))
        dot.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.accept = button(
            "Accept", "link", name=f"Accept: {props.text}", tip="Alt+A for the first one"
        )
        self.strike = button(
            "Strike", "link", name=f"Strike: {props.text}", tip="Alt+S for the first one"
        )
        settle = row(self.accept, self.strike, 1, space=10)
        text = column(label(props.text, wrap=True, select=True), space=2)
        if props.advice:
            text.addWidget(label(props.advice, "small", wrap=True))
        text.addLayout(settle)
        whole = row(dot, text, space=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        can_accept = props.open and props.tone == "warning"
        self.accept.setVisible(can_accept)
        self.strike.setVisible(props.open and props.finding is not None and props.finding.end > 0)

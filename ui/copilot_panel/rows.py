"""The rows of the right column's sections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.copilot_panel.checks import CheckProps
from ui.copilot_panel.props import FactProps, LineProps, NewsProps
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


def news_row(props: NewsProps, go: Callable[[str], None]) -> QWidget:
    """A line of what is new, with a link to the message that says it."""
    text = label(props.text, props.tone, wrap=True, select=True)
    whole = row(text, space=4)
    whole.setStretch(0, 1)
    for number, message_id in props.messages:
        link = button(number, "link", name=f"Go to message {number}")
        link.clicked.connect(partial(_call, go, message_id))
        whole.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    made = QWidget()
    made.setLayout(whole)
    return made


def fact_chips(facts: tuple[FactProps, ...], go: Callable[[str, str], None]) -> QWidget:
    """The facts beside each other; a click marks the place in the message."""
    box = FlowBox()
    for fact in facts:
        if not fact.message_id:
            plain = chip(fact.text)
            plain.setToolTip(fact.tip)
            box.flow.addWidget(plain)
            continue
        one = button(fact.text, "chip", tip=fact.tip)
        one.clicked.connect(partial(_mark, go, fact.message_id, fact.words))
        box.flow.addWidget(one)
    return box


def _mark(go: Callable[[str, str], None], message_id: str, words: str, *_: object) -> None:
    go(message_id, words)


class CheckRow(QWidget):
    """A dot, what is wrong, in which words, what to do, and the ways to settle it."""

    def __init__(self, props: CheckProps) -> None:
        super().__init__()
        dot = label("✓" if props.tone == "supported" else "●")
        set_role(dot, "role", {"danger": "danger", "warning": "warning"}.get(props.tone, "muted"))
        dot.setAlignment(Qt.AlignmentFlag.AlignTop)
        said = f"{props.text} {props.about}".strip()
        self.show_words = button(
            "Show", "link", name=f"Show in the text: {props.about}", tip="Selects it in the text"
        )
        self.show_words.setAutoDefault(True)  # Enter presses it
        self.accept = button(
            "Accept", "link", name=f"Accept: {said}", tip="Alt+A for the first one"
        )
        self.accept_all = button(
            f"Accept all {len(props.together)}",
            "link",
            name=f"Accept all {len(props.together)}: {props.text}",
            tip="All that this check found in the paragraph you wrote",
        )
        self.strike = button(
            "Strike", "link", name=f"Strike: {said}", tip="Alt+S for the first one"
        )
        instead = props.finding.instead if props.finding else ""
        self.put = button(
            f"Put {instead}", "link", name=f"Put {instead} instead", tip="Alt+M for the first one"
        )
        settle = row(
            self.put, self.accept, self.strike, self.show_words, 1, space=8, margins=(-2, 0, 0, 0)
        )
        both = row(self.accept_all, 1, margins=(-2, 0, 0, 0))
        text = column(label(props.text, wrap=True, select=not props.about), space=2)
        if props.about:
            text.addWidget(label(props.about, "muted", wrap=True))
        if props.advice:
            text.addWidget(label(props.advice, "small", wrap=True))
        text.addLayout(settle)
        text.addLayout(both)
        whole = row(dot, text, space=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        can_accept = props.open and props.tone == "warning"
        self.show_words.setVisible(bool(props.about))
        self.accept.setVisible(can_accept)
        self.accept_all.setVisible(can_accept and bool(props.together))
        self.put.setVisible(bool(instead) and props.open)
        self.strike.setVisible(props.open and props.finding is not None and props.finding.end > 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Anywhere on it is a click on its words."""
        if self.show_words.isVisibleTo(self) and event.button() is Qt.MouseButton.LeftButton:
            self.show_words.click()
        super().mouseReleaseEvent(event)

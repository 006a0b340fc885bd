"""One message as a card; internal notes are plainly different."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from copilot.records import Attachment
from ui.conversation.body import Body
from ui.conversation.props import FileProps, MessageProps, PartProps
from ui.shared.flow import FlowBox
from ui.shared.parts import button, chip, column, label, row
from ui.shared.tokens import Tokens

TONES = {"internal note": "warning", "public reply": "plain"}


class Quote(QWidget):
    """Quoted lines, folded until somebody wants them."""

    def __init__(self, part: PartProps, tokens: Tokens) -> None:
        super().__init__()
        self._count = part.quoted_lines
        self.body = Body(part.segments, tokens, muted=True)
        self.body.hide()
        self._fold = button("", "quiet")
        self._fold.clicked.connect(self.toggle)
        self._say()
        self.setLayout(column(row(self._fold, 1), self.body, space=2))
        self._fold.setStyleSheet("text-align: left; padding-left: 0px;")

    @Slot()
    def toggle(self) -> None:
        """Unfold or fold."""
        self.body.setVisible(self.body.isHidden())
        self._say()

    def _say(self) -> None:
        sign = "▸" if self.body.isHidden() else "▾"
        self._fold.setText(f"{sign} {self._count} quoted line{'s' if self._count > 1 else ''}")


class MessageCard(QFrame):
    """Who, when, what kind, the words, the attachments."""

    menu_wanted = Signal(object, object)  # an Asked or None, and where on the screen
    left = Signal(object, int)  # the Body whose caret goes on: 1 down, -1 up

    def __init__(
        self, props: MessageProps, tokens: Tokens, save: Callable[[Attachment], None]
    ) -> None:
        super().__init__()
        self.id = props.id
        self.setProperty("role", "note" if props.kind == "internal note" else "card")
        self.setAccessibleName(f"{props.kind or 'message'} of {props.author}, {props.when}")
        head = row(label(props.author, "strong"), space=8)
        if props.kind:
            head.addWidget(chip(props.kind, TONES[props.kind]))
        head.addWidget(label(props.when, "time"))
        if props.new:
            head.addWidget(chip("new since you looked", "accent"))
        head.addStretch(1)
        self._column = column(head, space=5, margins=(14, 10, 14, 11))
        self.setLayout(self._column)
        self.bodies: list[Body] = []
        for part in props.parts:
            self._add(part, tokens)
        if props.files:
            self._column.addWidget(_files(props.files, save))

    def _add(self, part: PartProps, tokens: Tokens) -> None:
        shown = Quote(part, tokens) if part.quoted_lines else Body(part.segments, tokens)
        body = shown.body if isinstance(shown, Quote) else shown
        body.menu_wanted.connect(self.menu_wanted)
        body.left.connect(self._left)
        self.bodies.append(body)
        self._column.addWidget(shown)

    @Slot(int)
    def _left(self, by: int) -> None:
        self.left.emit(self.sender(), by)


def _files(files: tuple[FileProps, ...], save: Callable[[Attachment], None]) -> QWidget:
    box = FlowBox()
    for one in files:
        shown = button(one.text, "chip", name=f"Save {one.text}", tip="Save this file …")
        shown.clicked.connect(partial(_call, save, one.file))
        box.flow.addWidget(shown)
    return box


def _call(save: Callable[[Attachment], None], file: Attachment, *_: object) -> None:
    save(file)

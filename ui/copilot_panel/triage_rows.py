"""The rows of the triage section."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from copilot.records import FieldChange, TicketKey
from ui.copilot_panel.rows import NAME_WIDTH
from ui.copilot_panel.triage import DuplicateProps, EscalationProps, SuggestionProps
from ui.shared.parts import Elided, button, chip, column, label, row

COPY = "Copy it"


def escalation_row(props: EscalationProps, go: Callable[[str, str], None]) -> QWidget:
    """The kind as a red chip, the words that show it, a link to their place."""
    head = row(chip(props.kind, "danger"), 1, space=6)
    if props.message:
        link = button(props.message, "link", name=f"Go to message {props.message}: {props.kind}")
        link.clicked.connect(partial(_go, go, props.message_id, props.words))
        head.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    return _made(column(head, label(props.reason, "small", wrap=True, select=True), space=3))


def suggestion_row(
    props: SuggestionProps, copy: Callable[[str], None], change: Callable[[FieldChange], None]
) -> QWidget:
    """The field, the value as a chip that copies it, as much of why as fits, and "Set"."""
    name = label(props.name, "muted")
    name.setFixedWidth(NAME_WIDTH)
    value = button(
        props.value,
        "chip",
        name=f"Copy {props.name.lower()} {props.value}: {props.reason}",
        tip=f"{props.reason}\n{COPY}",
    )
    value.clicked.connect(partial(_copy, copy, props.value))
    why = Elided("small")
    why.set_text(props.reason)
    whole = row(name, value, why, space=8)
    whole.setStretch(2, 1)
    if props.change is not None:
        words = f"{props.name.lower()} {props.value}"
        tip = f"Approve and queue: {props.change.words}. Ctrl+Z takes it back."
        setting = button("Set", "link", name=f"Set {words}", tip=tip)
        setting.clicked.connect(partial(_set, change, props.change))
        whole.addWidget(setting)
    return _made(whole)


def duplicate_row(props: DuplicateProps, open_ticket: Callable[[TicketKey], None]) -> QWidget:
    """Another ticket; pressing it opens it."""
    name = label(props.name, "muted")
    name.setFixedWidth(NAME_WIDTH)
    link = button(props.text, "link", name=f"Open ticket {props.text}")
    link.clicked.connect(partial(_open, open_ticket, props.key))
    text = column(row(link, 1), label(props.reason, "small", wrap=True), space=1)
    whole = row(name, text, space=8)
    whole.setAlignment(name, Qt.AlignmentFlag.AlignTop)
    whole.setStretch(1, 1)
    return _made(whole)


def _made(layout: QLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


def _go(go: Callable[[str, str], None], message_id: str, words: str, *_: object) -> None:
    go(message_id, words)


def _set(change: Callable[[FieldChange], None], what: FieldChange, *_: object) -> None:
    change(what)


def _copy(copy: Callable[[str], None], value: str, *_: object) -> None:
    copy(value)


def _open(open_ticket: Callable[[TicketKey], None], key: TicketKey, *_: object) -> None:
    open_ticket(key)

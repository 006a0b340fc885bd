"""What an organisation's policy sets: it is shown, and cannot be changed here."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ui.shared.parts import label

SET = "set by your organisation"


def set_note() -> QLabel:
    """The words beside a setting; hidden until it is fixed."""
    made = label(SET, "small")
    made.hide()
    return made


def fix(widget: QWidget, note: QLabel | None = None) -> None:
    """Nobody changes it here from now on; who looks or listens is told why."""
    widget.setEnabled(False)
    widget.setToolTip(SET.capitalize())
    widget.setAccessibleDescription(SET)
    if note is not None:
        note.show()

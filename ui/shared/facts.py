"""Names at the left, what is said of them at the right, in two columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.shared.parts import label


def fact_grid(facts: tuple[tuple[str, QWidget], ...]) -> QGridLayout:
    """One row for each (name, widget)."""
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(5)
    made.setColumnStretch(1, 1)
    for at, (name, widget) in enumerate(facts):
        made.addWidget(label(name, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
        made.addWidget(widget, at, 1)
    return made

"""Layout of the right column: sections divided by hairlines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.shared.parts import button, column, label, line, named, row


class Section(QWidget):
    """A small title, room for a word at its right, and the body."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.aside = label("", "section")
        self.action = button("", "link")
        self.action.hide()
        self.head: QHBoxLayout = row(label(title.upper(), "section"), 1, self.aside, self.action)
        self.body: QVBoxLayout = column(space=6)
        inner = column(self.head, self.body, space=8, margins=(16, 12, 16, 14))
        self.setLayout(column(inner, line(), space=0))


class PanelView(QScrollArea):
    """Since you last looked, escalation, summary, facts, triage, checks, sources."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setAccessibleName("Copilot")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.since = Section("Since you last looked")
        self.escalation = Section("Do not leave it waiting")
        self.summary = Section("Summary")
        self.facts = Section("Facts")
        self.triage = Section("Triage")
        self.checks = Section("Checks")
        self.sources = Section("Sources")
        self.why = self.sources.action
        self.why.setText("Why?  Alt+W")
        self.why.setAccessibleName("Why this draft?")
        self.sections = (
            self.since,
            self.escalation,
            self.summary,
            self.facts,
            self.triage,
            self.checks,
            self.sources,
        )
        self.empty = label(
            "Open a ticket, and here stands what is new, what is wanted, "
            "and what supports the reply.",
            "empty",
            wrap=True,
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(32, 0, 32, 0)
        surface = named(QWidget(), "panel")
        surface.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        whole = column(self.empty, *self.sections, 1, space=0)
        whole.setStretchFactor(self.empty, 1000)
        surface.setLayout(whole)
        self.setWidget(surface)
        self.setMinimumWidth(260)

"""The team's policy in force, in sentences."""

from __future__ import annotations

from PySide6.QtCore import QObject

from copilot.records import PolicyState
from ui.audit.props import policy_lines
from ui.shared.parts import column, empty, label, scrolling

NONE = (
    "A policy says who may approve what, when a second person has to sign, which words and links "
    "are never sent, and when replies go out. It is a signed file; the help has its form."
)


class PolicyTab(QObject):
    """Shows a PolicyState."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.title = label("", "strong", wrap=True)
        self.source = label("", "small", wrap=True, select=True)
        self.lines = column(space=6)
        self.about = label(NONE, "muted", wrap=True)
        self.view = scrolling(
            column(
                self.title,
                self.source,
                self.lines,
                self.about,
                1,
                space=10,
                margins=(0, 10, 8, 4),
            )
        )

    def show(self, state: PolicyState) -> None:
        """Show the policy, or what is wrong with it."""
        broken = "Nothing can be approved or sent" if state.fault else ""
        title = broken or (state.title[:1].upper() + state.title[1:])
        self.title.setText(title)
        self.title.setVisible(bool(title))
        digest = f"sha256 {state.digest}" if state.digest else ""
        signed = f"signed by the key {state.signed_by}" if state.signed_by else ""
        self.source.setText("\n".join(filter(None, (state.file, signed, digest))))
        self.source.setVisible(bool(state.file))
        empty(self.lines)
        tone = "danger" if state.fault else ""
        for said in policy_lines(state):
            self.lines.addWidget(label(said, tone, wrap=True))

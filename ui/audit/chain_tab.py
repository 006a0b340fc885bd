"""Whether the chain holds, its head to write down, and the export for an auditor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from copilot.records import AuditRow
from ui.audit.props import HEAD, WHOLE, Broken, broken_lines, state_words
from ui.shared.parts import button, column, label, line, row, scrolling, set_role

EXPORT = (
    "A file with every row and a checkpoint that this profile’s key signs. The auditor checks it "
    "with the verifier that comes with the program, one file of Python that needs nothing of it; "
    "the format is described in the help. It holds ids, times and digests, and no text of a ticket."
)


class ChainTab(QObject):
    """Shows what the check found; the presenter acts."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.state = label("", "strong", wrap=True)
        self.found = label("", wrap=True, select=True)
        self.head = label("", wrap=True, select=True)
        self.check = button("Check again")
        self.export = button("Export …")
        self.view = scrolling(
            column(
                label("DOES IT HOLD?", "section"),
                self.state,
                self.found,
                row(self.check, 1),
                row(line(), margins=(0, 8, 0, 8)),
                label("HEAD", "section"),
                self.head,
                label(HEAD, "muted", wrap=True),
                row(line(), margins=(0, 8, 0, 8)),
                label("FOR AN AUDITOR", "section"),
                label(EXPORT, "muted", wrap=True),
                row(self.export, 1),
                1,
                space=8,
                margins=(0, 10, 8, 4),
            )
        )

    def show(self, rows: Sequence[AuditRow], broken: Sequence[Broken] | None) -> None:
        """Show the chain's state; None while it is being checked."""
        words, tone = state_words(broken, len(rows))
        self.state.setText(words)
        set_role(self.state, "role", {"supported": "good"}.get(tone, tone))
        self.found.setText(WHOLE if broken == () else broken_lines(broken or ()))
        self.found.setVisible(broken is not None)
        self.head.setText(f"{rows[-1].number}  {rows[-1].sha256}" if rows else "no row yet")
        self.check.setEnabled(broken is not None)

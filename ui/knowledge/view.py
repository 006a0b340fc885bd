"""Layout of the knowledge page: three tabs, and what searches it at the foot."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.shared.page import Page
from ui.shared.parts import button, column, label


class KnowledgeView(Page):
    """Holds the three tabs that it is given."""

    def __init__(self, sources: QWidget, gaps: QWidget, feedback: QWidget, parent: QWidget) -> None:
        self.add = button("Add folder …", tip="Markdown, HTML, PDF, Word, plain text or CSV")
        self.update_now = button(
            "Update now", "primary", tip="Reads what is new or changed, and nothing else"
        )
        self.fixed = label("Folders are set by your organisation", "small")
        self.fixed.hide()
        self.embedder = label("", "small", wrap=True)
        self.weak = label("", "small", wrap=True)
        super().__init__(
            "Knowledge",
            (("Sources", sources), ("Gaps", gaps), ("Feedback", feedback)),
            parent,
            actions=(self.fixed, self.add, self.update_now),
            foot=column(self.embedder, self.weak, space=2),
            progress="Read so far",
        )
        self.progress.cancel.setAccessibleName("Stop reading")
        self.progress.cancel.setToolTip("What was read is kept")

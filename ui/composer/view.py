"""Layout of the composer: tabs and rewrites, the text, progress, the approval bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QWidget

from copilot.records import Finding, ReplyKind
from ui.composer.editor import MarkedEditor
from ui.composer.files import FileStrip, files_in
from ui.composer.rewrites import BUTTONS
from ui.shared.parts import button, column, label, line, row, set_role
from ui.shared.theme import Theme


def put_words(finding: Finding) -> str:
    """ "Put •••• 4242  Alt+M"."""
    return f"Put {finding.instead}  Alt+M"


class ComposerView(QFrame):
    """A card with everything about the text that is being written."""

    files_given = Signal(object)  # paths that were dropped on it

    def __init__(self, theme: Theme, approval: QWidget) -> None:
        super().__init__()
        self.setObjectName("composer")
        self.tabs = {
            ReplyKind.PUBLIC_REPLY: button("Reply", "tab", tip="Reply to the customer (R)"),
            ReplyKind.INTERNAL_NOTE: button(
                "Internal note", "tab", tip="A note for colleagues (N)"
            ),
        }
        self.group = QButtonGroup(self)
        for tab in self.tabs.values():
            tab.setCheckable(True)
            self.group.addButton(tab)
        self.tabs[ReplyKind.PUBLIC_REPLY].setChecked(True)
        self.rewrites = {how: button(title, "tool") for title, how in BUTTONS}
        self.translate = button("Translate ▾", "tool", name="Translate")
        self.languages = QMenu(self.translate)
        self.translate.setMenu(self.languages)
        self.more = button("More ▾", "tool", name="More rewrites")
        self.others = QMenu(self.more)
        self.more.setMenu(self.others)
        self.again = button("Redraft", "tool", tip="Let the draft be written anew (Ctrl+D)")
        tools = row(
            *self.tabs.values(),
            1,
            self.again,
            *self.rewrites.values(),
            self.more,
            self.translate,
            space=4,
            margins=(8, 8, 8, 8),
        )
        self.editor = MarkedEditor(theme)
        self.editor.setPlaceholderText("Write here, or let a draft be written with Ctrl+D.")
        self.files = FileStrip()
        self.step = label("", "small")
        self.cancel = button("Cancel  Esc", "link", name="Cancel writing")
        self.missing = label("", "warning", wrap=True)
        self.missing.setContentsMargins(16, 2, 16, 6)
        self.offered = label("", "warning", wrap=True)
        self.put = button("", "tool", tip="Puts it there instead; Ctrl+Z in the text undoes it")
        offer = row(self.offered, self.put, space=10, margins=(16, 2, 12, 6))
        offer.setStretch(0, 1)
        self.offer = QWidget()
        self.offer.setLayout(offer)
        self.progress = QWidget()
        self.progress.setLayout(row(self.step, self.cancel, 1, margins=(16, 0, 12, 6)))
        self.editor.setMinimumHeight(96)
        self.setLayout(
            column(
                tools,
                line(),
                self.editor,
                self.files,
                self.missing,
                self.offer,
                self.progress,
                approval,
                space=0,
                margins=(1, 1, 1, 1),
            )
        )
        self.setAcceptDrops(True)
        self.progress.hide()
        self.missing.hide()
        self.offer.hide()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the card."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            set_role(self, "drop", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They were taken elsewhere."""
        set_role(self, "drop", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        set_role(self, "drop", "false")
        if paths := files_in(event.mimeData()):
            event.acceptProposedAction()
            self.files_given.emit(paths)

    def show_offer(self, finding: Finding | None) -> None:
        """What a finding offers to put in the place of what it found."""
        self.offer.setVisible(finding is not None)
        if finding is not None:
            self.offered.setText(f"{finding.text.rstrip('.')}.")
            self.put.setText(put_words(finding))
            self.put.setAccessibleName(put_words(finding))

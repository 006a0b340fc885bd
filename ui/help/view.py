"""Layout of the help: its pages at the left, the chosen one at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFrame, QListView, QTextBrowser, QWidget

from ui.shared.lists import ListAndDetail
from ui.shared.parts import button, column, label, named, row


class HelpView(QDialog):
    """`file` is shown above the page of the settings, `foot` says where a link outside leads."""

    def __init__(self, pages: QListView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self.resize(980, 640)
        self.setMinimumSize(760, 480)
        self.text = QTextBrowser(openLinks=False)
        self.text.setProperty("role", "reading")
        self.text.setAccessibleName("Help page")
        self.where = label("", wrap=True, select=True)
        self.folder = button("Open its folder")
        self.file = named(QFrame(), "reading")
        in_file = row(self.where, self.folder, space=12, margins=(12, 6, 8, 6))
        in_file.setStretch(0, 1)
        self.file.setLayout(in_file)
        self.foot = label("", "muted", wrap=True, select=True)
        self.close_button = button("Close  Esc", name="Close")
        self.close_button.clicked.connect(self.accept)
        page = QWidget()
        page.setLayout(column(self.file, self.text, space=10))
        both = ListAndDetail(pages, page, "")
        both.halves.setSizes([280, 660])
        both.show_rows(some=True)
        last = row(self.foot, self.close_button, space=12)
        last.setStretch(0, 1)
        self.setLayout(column(both, last, space=12, margins=(16, 16, 16, 12)))

"""Layout of the knowledge page: head, progress, three tabs, and what searches it at the foot."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QDialog, QFrame, QProgressBar, QStackedWidget, QWidget

from ui.shared.banner import Banner
from ui.shared.parts import button, column, label, line, named, row

TABS = ("Sources", "Gaps", "Feedback")


class ProgressStrip(QFrame):
    """How far the reading is, and the way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reading")
        self.words = label("")
        self.cancel = button("Stop", "quiet", name="Stop reading", tip="What was read is kept")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Read so far")
        both = row(self.words, 1, self.cancel)
        self.setLayout(column(both, self.bar, space=4, margins=(12, 6, 8, 9)))


class KnowledgeView(QDialog):
    """Holds the three tabs that it is given."""

    def __init__(self, sources: QWidget, gaps: QWidget, feedback: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Knowledge")
        self.resize(980, 640)
        self.setMinimumSize(760, 480)
        self.about = label("", "muted")
        self.add = button("Add folder …", tip="Markdown, HTML, PDF, Word, plain text or CSV")
        self.update_now = button(
            "Update now", "primary", tip="Reads what is new or changed, and nothing else"
        )
        self.banner = Banner()
        self.progress = ProgressStrip()
        self.progress.hide()
        self.tabs = {name: button(name, "tab") for name in TABS}
        self.group = QButtonGroup(self)
        for one in self.tabs.values():
            one.setCheckable(True)
            self.group.addButton(one)
        self.pages = QStackedWidget()
        for page in (sources, gaps, feedback):
            self.pages.addWidget(page)
        self.tabs["Sources"].setChecked(True)
        self.embedder = label("", "small", wrap=True)
        self.weak = label("", "small", wrap=True)
        self.close_button = button("Close  Esc", name="Close")
        foot = row(column(self.embedder, self.weak, space=2), self.close_button, space=16)
        foot.setStretch(0, 1)
        head = row(
            column(named(label("Knowledge", "title"), "head"), self.about, space=2),
            1,
            self.add,
            self.update_now,
        )
        self.setLayout(
            column(
                head,
                self.banner,
                self.progress,
                row(*self.tabs.values(), 1, space=2, margins=(-2, 0, 0, 0)),
                self.pages,
                line(),
                foot,
                space=10,
                margins=(18, 16, 18, 12),
            )
        )

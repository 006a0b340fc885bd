"""A page in a window of its own: head, progress, tabs, foot; the rooms fill it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDialog,
    QFrame,
    QLayout,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from ui.shared.banner import Banner
from ui.shared.parts import button, column, label, line, named, row


class ProgressStrip(QFrame):
    """How far something is, and the way to stop it."""

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self.setObjectName("reading")
        self.words = label("")
        self.cancel = button("Stop", "quiet")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(spoken)
        both = row(self.words, 1, self.cancel)
        self.setLayout(column(both, self.bar, space=4, margins=(12, 6, 8, 9)))


class Page(QDialog):
    """Holds the tabs that it is given: (name, what it shows)."""

    def __init__(
        self,
        title: str,
        tabs: tuple[tuple[str, QWidget], ...],
        parent: QWidget,
        *,
        actions: tuple[QWidget, ...] = (),
        foot: QLayout,
        progress: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(980, 640)
        self.setMinimumSize(760, 480)
        self.about = label("", "muted")
        self.banner = Banner()
        self.progress = ProgressStrip(progress)
        self.progress.hide()
        self.tabs = {name: button(name, "tab") for name, _ in tabs}
        self.group = QButtonGroup(self)
        self.pages = QStackedWidget()
        for (_, widget), one in zip(tabs, self.tabs.values(), strict=True):
            one.setCheckable(True)
            self.group.addButton(one)
            self.pages.addWidget(widget)
        next(iter(self.tabs.values())).setChecked(True)
        self.group.buttonClicked.connect(self._show_tab)
        self.close_button = button("Close  Esc", name="Close")
        self.close_button.clicked.connect(self.accept)
        whole_foot = row(foot, self.close_button, space=16)
        whole_foot.setStretch(0, 1)
        head = row(column(named(label(title, "title"), "head"), self.about, space=2), 1, *actions)
        self.setLayout(
            column(
                head,
                self.banner,
                self.progress,
                row(*self.tabs.values(), 1, space=2, margins=(-2, 0, 0, 0)),
                self.pages,
                line(),
                whole_foot,
                space=10,
                margins=(18, 16, 18, 12),
            )
        )

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        self.tabs[name].setChecked(True)
        self._show_tab(self.tabs[name])

    @Slot(QAbstractButton)
    def _show_tab(self, tab: QAbstractButton) -> None:
        self.pages.setCurrentIndex(list(self.tabs.values()).index(tab))  # type: ignore[arg-type]

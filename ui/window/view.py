"""Layout of the main window: top line, three columns, status line."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QSplitter,
    QToolTip,
    QWidget,
)

from copilot.paths import shipped
from ui.shared.parts import column, named

TITLE = "Support Copilot"
SIZES = [304, 782, 354]
WISHED, LEAST = QSize(1440, 900), QSize(1160, 620)
FRAME = QSize(4, 40)  # what a desktop draws around a window, with room to spare


def opening_size(available: QSize) -> QSize:
    """As large as wished, or as the screen has room for beside the desktop's own bars."""
    return WISHED.boundedTo(available - FRAME).expandedTo(LEAST)


class MainWindow(QMainWindow):
    """Holds the columns that it is given, or one page; `closing` comes before it goes away."""

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setWindowIcon(QIcon(str(shipped("resources", "icons", "support-copilot.png"))))
        self.resize(opening_size(self.screen().availableSize()))
        self.setMinimumSize(LEAST)

    def furnish(
        self, *, top: QWidget, left: QWidget, middle: QWidget, right: QWidget, bottom: QWidget
    ) -> None:
        """Show the columns of a desk."""
        self.columns = QSplitter(
            Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1
        )
        for part in (left, middle, right):
            self.columns.addWidget(part)
        self.columns.setStretchFactor(1, 1)
        self.columns.setSizes(SIZES)
        self.backdrop = named(QWidget(), "backdrop")
        self.backdrop.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.backdrop.setLayout(column(top, self.columns, bottom, space=0))
        self.setCentralWidget(self.backdrop)

    def cover(self, page: QWidget, title: str) -> None:
        """Show a page alone; everything that was here before is deleted, dialogs too."""
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for dialog in self.findChildren(QDialog, options=direct):
            dialog.reject()
            dialog.deleteLater()
        self.setWindowTitle(title)
        self.setCentralWidget(page)

    def come_forward(self) -> None:
        """Be seen again, as far as the system lets a window do that by itself."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell before closing."""
        self.closing.emit()
        super().closeEvent(event)


class MiddleColumn(QWidget):
    """Banner, conversation, undo strip, composer; the line between the last two can be moved."""

    def __init__(
        self, *, banner: QWidget, conversation: QWidget, undo: QWidget, composer: QWidget
    ) -> None:
        super().__init__()
        self.reply_half = QWidget()
        self.reply_half.setLayout(column(undo, composer, space=8, margins=(20, 0, 20, 14)))
        self.reply_half.hide()  # until a ticket is open
        self.halves = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        self.halves.addWidget(conversation)
        self.halves.addWidget(self.reply_half)
        self.halves.setStretchFactor(0, 1)
        self.halves.setSizes([460, 370])
        top = column(banner, margins=(12, 0, 12, 0))
        self.setLayout(column(top, self.halves, space=0))
        self.setMinimumWidth(460)

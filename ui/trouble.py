"""What happens when the program itself is at fault: it is logged, and one calm window says so."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from copilot.program_log import Plain, crash_file, fault
from ui.shared.parts import button, column, label, reading, row

LOG = logging.getLogger(__name__)
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def details(error: BaseException) -> str:
    """Kind of error and places in the code; never its message: it may hold a customer's words."""
    places = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(one.filename).name}:{one.lineno} in {one.name}" for one in places]
    versions = f"Python {platform.python_version()}, Qt {qVersion()}"
    system = f"{platform.system()} {platform.release()}, {versions}"
    return "\n".join((type(error).__name__, *lines, system))


class Trouble(QObject):
    """Shows the first error of any thread; while its window is open, others are only logged."""

    happened = Signal(object)  # an exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: QWidget | None = None
        self.dialog: TroubleDialog | None = None
        self.happened.connect(self.show)

    def install(self, log_folder: Path) -> TextIO:
        """Take over the hooks of Python and Qt; crashes of C code go to the returned file."""
        sys.excepthook = self.from_python
        threading.excepthook = self.from_thread
        qInstallMessageHandler(_from_qt)
        crashes = crash_file(log_folder).open("a", encoding="utf-8")
        faulthandler.enable(crashes)
        return crashes

    def show(self, error: BaseException) -> None:
        """Log an error and show the calm window."""
        LOG.error("Error inside the program: %s", fault(error))
        if self.dialog is None:
            self.dialog = TroubleDialog(details(error), self.window)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def from_python(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.happened.emit(error.with_traceback(trace))

    def from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.happened.emit(args.exc_value)


def _from_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    # The category says which part of Qt it is; the text is for who runs it in a terminal.
    logging.getLogger("qt").log(LEVELS[kind], "%s: %s", Plain(context.category or "default"), text)


class TroubleDialog(QDialog):
    """What happened, what was kept, what to do."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.resize(560, 360)
        says = label(
            "Support Copilot made a mistake. Nothing was sent by it, and what you wrote "
            "up to the last pause is saved. "
            "You can go on working. If it happens again, quit, start anew, and pass on the "
            "details below; "
            "they hold no text of any ticket.",
            wrap=True,
        )
        self.text = reading("Details")
        self.text.setPlainText(text)
        self.copy = button("Copy details")
        self.copy.clicked.connect(self._copy)
        go_on = button("Go on working", "primary")
        go_on.clicked.connect(self.accept)
        self.setLayout(
            column(
                label("Something went wrong", "title"),
                says,
                self.text,
                row(self.copy, 1, go_on),
                space=12,
                margins=(20, 18, 20, 14),
            )
        )

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())

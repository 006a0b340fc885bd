"""Saves a file of a message where the person says."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from copilot.errors import BadInput
from copilot.records import Attachment, TicketKey
from ui.jobs import Jobs

if TYPE_CHECKING:
    from copilot.pipeline import Road


def ask_where(window: QWidget, name: str) -> Path | None:
    """The path that the person chose; None when they thought better of it."""
    places = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    chosen, _ = QFileDialog.getSaveFileName(window, "Save file", str(Path(places, safe_name(name))))
    return Path(chosen) if chosen else None


def safe_name(name: str) -> str:
    """The last part of a name that a stranger chose, without signs that lead elsewhere."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(one for one in last if one.isprintable() and one not in ':*?"<>|').strip(". ")
    return kept or "file"


class Saver(QObject):
    """`saved` carries the path; the file is fetched from the helpdesk only when it is wanted."""

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._window = jobs, window
        self.road: Road | None = None

    def save(self, key: TicketKey, file: Attachment) -> None:
        """Ask where, fetch the bytes, write them."""
        road, target = self.road, ask_where(self._window, file.name)
        if road is None or target is None:
            return

        def work(stop: Event) -> Path:
            content = road.reader.attachment(key, file.id)
            try:
                target.write_bytes(content)
            except OSError as error:
                raise BadInput(
                    f"{target.name} could not be written: {error.strerror}. The file is still in "
                    "the helpdesk; save it in another folder."
                ) from error
            return target

        self._jobs.run(work, self.saved.emit, self.failed.emit)

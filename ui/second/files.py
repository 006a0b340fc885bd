"""Files in which requests and answers travel: where they are, what is read and written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from copilot.errors import BadInput

KINDS = "Requests and answers (*.request *.answer);;All files (*)"


def ask_where(window: QWidget, title: str, name: str) -> Path | None:
    """Where to save; None when the person thought better of it."""
    chosen, _ = QFileDialog.getSaveFileName(window, title, str(Path(_downloads(), name)), KINDS)
    return Path(chosen) if chosen else None


def ask_which(window: QWidget, title: str) -> Path | None:
    """Which file to read; None when the person thought better of it."""
    chosen, _ = QFileDialog.getOpenFileName(window, title, _downloads(), KINDS)
    return Path(chosen) if chosen else None


def read(path: Path) -> bytes:
    """Raises BadInput."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}.") from error


def write(path: Path, data: bytes) -> Path:
    """For its owner alone to read. Raises BadInput."""
    try:
        path.touch(mode=0o600)
        path.write_bytes(data)
    except OSError as error:
        raise BadInput(
            f"{path.name} could not be written: {error.strerror}. Save it in another folder."
        ) from error
    return path


def ask_folder(window: QWidget) -> Path | None:
    """Where to save several files; None when the person thought better of it."""
    chosen = QFileDialog.getExistingDirectory(window, "Save the files in", _downloads())
    return Path(chosen) if chosen else None


def _downloads() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)

"""What the window remembers between two runs: sizes, and light or dark."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.window.view import MainWindow, MiddleColumn


class Memory:
    """Kept in window.ini in the profile's config folder; holds nothing about tickets."""

    def __init__(self, folder: Path) -> None:
        self._kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """ "light", "dark" or "" for the system's choice."""
        kept = str(self._kept.value("theme", ""))
        return kept if kept in ("light", "dark") else ""

    def restore(self, window: MainWindow, middle: MiddleColumn) -> None:
        """Give the window the sizes of last time."""
        window.restoreGeometry(self._bytes("geometry"))
        self.restore_columns(window, middle)

    def restore_columns(self, window: MainWindow, middle: MiddleColumn) -> None:
        """Give a desk that was furnished anew the sizes it had."""
        window.columns.restoreState(self._bytes("columns"))
        middle.halves.restoreState(self._bytes("halves"))

    def keep(self, window: MainWindow, middle: MiddleColumn, theme: str) -> None:
        """Write the sizes down."""
        self._kept.setValue("geometry", window.saveGeometry())
        self._kept.setValue("columns", window.columns.saveState())
        self._kept.setValue("halves", middle.halves.saveState())
        self._kept.setValue("theme", theme)
        self._kept.sync()

    def _bytes(self, name: str) -> QByteArray:
        kept = self._kept.value(name)
        return kept if isinstance(kept, QByteArray) else QByteArray()

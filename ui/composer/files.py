"""The files of the shown draft: name and size of each, and a button to take it off."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from copilot.records import OutgoingFile
from ui.shared.amounts import size_text
from ui.shared.flow import FlowBox
from ui.shared.masking import masked
from ui.shared.parts import button, chip, column, empty, row

LONGEST = 40  # letters of a name that are shown; the tip has all


def ask_files(window: QWidget) -> tuple[Path, ...]:
    """The files that the person chose."""
    chosen, _ = QFileDialog.getOpenFileNames(window, "Attach files")
    return tuple(map(Path, chosen))


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """The files of this computer that are dropped or pasted; () where it is something else."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


class FileStrip(QWidget):
    """One chip for each file; hidden where there are none."""

    taken_off = Signal(str)  # its name

    def __init__(self) -> None:
        super().__init__()
        self._box = FlowBox(4)
        self.setLayout(column(self._box, margins=(14, 7, 12, 5)))
        self._files: tuple[OutgoingFile, ...] = ()
        self._words: tuple[str, ...] | None = None
        self.removers: dict[str, QWidget] = {}
        self.hide()

    @property
    def files(self) -> tuple[OutgoingFile, ...]:
        """What is shown."""
        return self._files

    def show_files(self, files: tuple[OutgoingFile, ...]) -> None:
        """These, in the order in which they were attached."""
        if files != self._files:
            self._files = files
            self._draw()

    def hide_words(self, words: tuple[str, ...] | None) -> None:
        """Blot these words out in names; None shows everything."""
        if words != self._words:
            self._words = words
            self._draw()

    def _draw(self) -> None:
        empty(self._box.flow)
        self.removers = {}
        for file in self._files:
            self._box.flow.addWidget(self._chip(file))
        self.setVisible(bool(self._files))
        self._box.updateGeometry()

    def _chip(self, file: OutgoingFile) -> QWidget:
        name = file.name if self._words is None else masked(file.name, self._words)
        short = name if len(name) <= LONGEST else f"{name[: LONGEST - 12]}…{name[-11:]}"
        shown = chip(f"{short} · {size_text(file.size)}")
        shown.setToolTip(f"{name}, {file.media_type}\nsha256 {file.sha256}")
        off = button("✕", "quiet", name=f"Take {name} off", tip=f"Take {name} off")
        off.clicked.connect(partial(self._off, file.name))
        self.removers[file.name] = off
        made = QWidget()
        made.setLayout(row(shown, off, space=0))
        return made

    def _off(self, name: str, *_: object) -> None:
        self.taken_off.emit(name)

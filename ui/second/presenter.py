"""Behaviour of the second signature: saves requests, shows those of colleagues, takes answers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from copilot.records import Draft, OutboxItem, Outgoing, SecondRequest
from ui.jobs import Jobs
from ui.second import files
from ui.second.view import SecondDialog

if TYPE_CHECKING:
    from copilot.pipeline import Road


class SecondPresenter(QObject):
    """`said` is a good sentence for the banner; `taken` carries the OutboxItem that both signed."""

    said = Signal(str)
    taken = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._window = jobs, window
        self.road: Road | None = None
        self.hidden = False
        self.dialog: SecondDialog | None = None

    def set_hidden(self, hidden: bool) -> None:
        """Hide personal data in a request, or show it."""
        self.hidden = hidden
        if self.dialog is not None:
            self.dialog.hide_words(() if hidden else None)

    @Slot(object, object)
    def ask(self, draft: Draft, outgoing: Outgoing) -> None:
        """Sign as the first person, and save the request where the person says."""
        name = f"ticket-{outgoing.ticket_id}.request"
        target = files.ask_where(self._window, "Save the request for a second person", name)
        road = self.road
        if road is None or target is None:
            return
        self._jobs.run(
            lambda stop: files.write(target, road.ask_second(draft, outgoing)),
            self._asked,
            self.failed.emit,
        )

    @Slot()
    def sign(self) -> None:
        """Look at a colleague's request, and sign it or not."""
        path = files.ask_which(self._window, "Open a colleague’s request")
        road = self.road
        if road is None or path is None:
            return

        def read() -> tuple[Path, bytes, SecondRequest]:
            data = files.read(path)
            return path, data, road.second.read(data)

        self._jobs.run(lambda stop: read(), self._show, self.failed.emit)

    @Slot()
    def take(self) -> None:
        """Put what a colleague signed into the outbox."""
        path = files.ask_which(self._window, "Open the answer of the second person")
        road = self.road
        if road is not None and path is not None:
            self._jobs.run(
                lambda stop: road.second.take(files.read(path)), self._taken, self.failed.emit
            )

    def _asked(self, path: Path) -> None:
        self.said.emit(
            f"Signed and saved as {path}. Give it to a colleague who may sign, and take the "
            "answer in from the outbox. Nothing was sent yet."
        )

    def _show(self, found: tuple[Path, bytes, SecondRequest]) -> None:
        path, data, request = found
        self.dialog = SecondDialog(request, self._window)
        self.dialog.hide_words(() if self.hidden else None)
        self.dialog.save.clicked.connect(partial(self._save, request))
        self.dialog.accepted.connect(partial(self._sign, path, data))
        self.dialog.destroyed.connect(self._forget)
        self.dialog.open()

    def _save(self, request: SecondRequest, *_: object) -> None:
        road, folder = self.road, files.ask_folder(self.dialog or self._window)
        if road is not None and folder is not None:
            self._jobs.run(
                lambda stop: road.second.save_files(request, folder),
                self._saved,
                self.failed.emit,
            )

    def _saved(self, folder: Path) -> None:
        self.said.emit(f"The files of the request are in {folder}.")

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    def _sign(self, path: Path, data: bytes) -> None:
        name = path.with_suffix(".answer").name
        target = files.ask_where(self._window, "Save the answer for your colleague", name)
        road = self.road
        if road is None or target is None:
            return
        self._jobs.run(
            lambda stop: files.write(target, road.second.sign(data)),
            self._signed,
            self.failed.emit,
        )

    def _signed(self, path: Path) -> None:
        self.said.emit(f"Signed and saved as {path}. Give it back to your colleague.")

    def _taken(self, item: OutboxItem) -> None:
        self.taken.emit(item)

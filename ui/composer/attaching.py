"""Attaches files to the shown draft, takes them off, and shows which there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter

from copilot.errors import BadInput
from copilot.records import Draft, OutgoingFile, ReplyKind, TicketKey
from ui.composer.files import FileStrip, ask_files
from ui.jobs import Jobs

if TYPE_CHECKING:
    from copilot.pipeline import Road

PICTURE = "picture.png"  # name of one that was pasted


@dataclass(frozen=True, slots=True)
class Shown:
    """What is in the composer; the draft is None before the first letter."""

    key: TicketKey
    kind: ReplyKind
    draft: Draft | None


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of files: the draft that they are on now, all its files, what went wrong."""

    draft: Draft
    files: tuple[OutgoingFile, ...]
    refused: tuple[str, ...] = ()


class Attaching(QObject):
    """`changed` carries the Draft whose files are others now."""

    changed = Signal(object)
    failed = Signal(object)  # an Exception

    def __init__(
        self, strip: FileStrip, shown: Callable[[], Shown | None], jobs: Jobs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._strip, self._shown, self._jobs = strip, shown, jobs
        self._draft_id = ""
        self.road: Road | None = None
        strip.taken_off.connect(self.take_off)

    def show(self, draft: Draft | None) -> None:
        """Show the files of another draft, or of none."""
        new, road = draft.id if draft else "", self.road
        if new == self._draft_id:
            return
        self._draft_id = new
        self._strip.show_files(())
        if new and road is not None:
            attaching = road.attaching
            self._jobs.run(lambda stop: (new, attaching.of(new)), self._found, self.failed.emit)

    @Slot()
    def choose(self) -> None:
        """Ask which files, and attach them."""
        if self._shown() is not None:
            self.add(ask_files(self._strip.window()))

    @Slot(object)
    def add(self, paths: tuple[Path, ...]) -> None:
        """Copy these files to the draft."""
        if paths:
            self._run(lambda road, draft: [_added(road, draft, path) for path in paths])

    @Slot(object)
    def add_picture(self, image: QImage) -> None:
        """Attach a picture that was pasted."""

        def work(road: Road, draft: Draft) -> list[str]:
            name, data = _free_name(road, draft), _png(image)
            return [_tried(lambda: road.attaching.add_bytes(draft, name, data))]

        self._run(work)

    @Slot(str)
    def take_off(self, name: str) -> None:
        """Take a file off the draft."""

        def work(road: Road, draft: Draft) -> list[str]:
            road.attaching.remove(draft, name)
            return []

        self._run(work)

    def _run(self, change: Callable[[Road, Draft], list[str]]) -> None:
        road, shown = self.road, self._shown()
        if road is None or shown is None:
            return

        def work() -> Attached:
            draft = shown.draft or road.saved_draft(shown.key, shown.kind)
            draft = draft or road.blank(shown.key, shown.kind)
            refused = tuple(filter(None, change(road, draft)))
            return Attached(draft, road.attaching.of(draft.id), refused)

        self._jobs.run(lambda stop: work(), self._attached, self.failed.emit)

    def _attached(self, done: Attached) -> None:
        now = self._shown()
        if now is not None and (now.key, now.kind) == (done.draft.ticket, done.draft.kind):
            self._draft_id = done.draft.id
            self._strip.show_files(done.files)
            self.changed.emit(done.draft)
        if done.refused:
            self.failed.emit(BadInput("\n".join(done.refused)))

    def _found(self, found: tuple[str, tuple[OutgoingFile, ...]]) -> None:
        draft_id, files = found
        if draft_id == self._draft_id:
            self._strip.show_files(files)


def _added(road: Road, draft: Draft, path: Path) -> str:
    return _tried(lambda: road.attaching.add(draft, path))


def _tried(attach: Callable[[], object]) -> str:
    """Why it was not attached; "" when it was."""
    try:
        attach()
    except BadInput as error:
        return str(error)
    return ""


def _png(image: QImage) -> bytes:
    """Takes 0.2 s for a picture of 3840x2160: not for the window's thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _free_name(road: Road, draft: Draft) -> str:
    there = {file.name for file in road.attaching.of(draft.id)}
    names = (PICTURE, *(PICTURE.replace(".", f"-{number}.") for number in range(2, 100)))
    return next(name for name in names if name not in there)

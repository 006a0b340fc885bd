"""How a window is told from outside which ticket to show: by a note in a folder of its person.

Any page on the web can have the system start the program with an address. So an address says the
number of one ticket and nothing else, and all that it does is what a click in the queue does.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from copilot.errors import BadInput, StoreError
from copilot.store.lock import OwnerLock

FOLDER = "doorbell"
_ADDRESS = re.compile(r"support-copilot://ticket/([1-9][0-9]{0,11})")
_NUMBER = re.compile(rb"[1-9][0-9]{0,11}")
_LONGEST = 12  # bytes of a note
_PATIENCE = 10.0  # seconds for a window to take a note; it may be busy painting
_LOOK = 0.05  # seconds between two looks


def ticket_of(address: str) -> str:
    """The number in "support-copilot://ticket/4211". Raises BadInput for every other text."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        # What it was is not said: it may be there to be read, or to steer a terminal.
        raise BadInput(
            "This is no address of a ticket; one looks like support-copilot://ticket/4211. "
            "Nothing was opened."
        )
    return found[1]


class Doorbell:
    """The one of an open window; `folder` changes when somebody rings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rung(self) -> str:
        """The number of the ticket that was asked for last, "" for none; it is told once."""
        notes = sorted(self.folder.glob("*.ticket"), key=lambda note: note.lstat().st_mtime_ns)
        numbers = [_taken(note) for note in notes]
        return next((number for number in reversed(numbers) if number), "")


@contextmanager
def doorbell(data: Path) -> Iterator[Doorbell | None]:
    """The doorbell of the profile with this folder; None where another window has it."""
    folder, lock = data / FOLDER, _lock(data)
    if lock is None:
        yield None
        return
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        Doorbell(folder).rung()  # what nobody waits for any more
        yield Doorbell(folder)
    finally:
        lock.release()


def ring(data: Path, number: str) -> bool:
    """Ask the window of the profile for a ticket; False where none is open.

    Raises StoreError when a window is open and does not answer.
    """
    lock = _lock(data)
    if lock is not None:
        lock.release()
        return False
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    written = folder / uuid4().hex
    written.write_text(number, encoding="ascii")
    note = written.rename(written.with_suffix(".ticket"))
    try:
        end = time.monotonic() + _PATIENCE
        while note.exists():
            if time.monotonic() > end:
                raise StoreError(
                    "The window of this profile is open and does not answer. Nothing was changed; "
                    "look at the window, and open the ticket there."
                )
            time.sleep(_LOOK)
    finally:
        note.unlink(missing_ok=True)
    return True


def _lock(data: Path) -> OwnerLock | None:
    """Held by the window with the doorbell; not the store's own, which a locked window gives up."""
    try:
        return OwnerLock(data / FOLDER)
    except StoreError:
        return None


def _taken(note: Path) -> str:
    """What a note says; "" where it is none. It is gone afterwards."""
    fits = not note.is_symlink() and note.is_file() and note.stat().st_size <= _LONGEST
    said = note.read_bytes() if fits else b""
    note.unlink(missing_ok=True)
    return said.decode("ascii") if _NUMBER.fullmatch(said) else ""

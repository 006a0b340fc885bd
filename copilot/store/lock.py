"""One owner per store: a lock that the operating system lets go of when the process ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from copilot.errors import StoreError

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class OwnerLock:
    """Held from the moment it is made until release() or the end of the process."""

    def __init__(self, store: Path) -> None:
        # The file stays behind on purpose: removing it would let two processes lock two files
        # of one name.
        path = store.with_name(store.name + ".lock")
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise StoreError(
                "This profile is already open, in a window or a command. Nothing was changed. "
                "Use that window, or close it and try again."
            ) from error

    def release(self) -> None:
        os.close(self._handle)

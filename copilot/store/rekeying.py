"""The file under another key: a copy is made, encrypted anew and checked, and takes its place."""

from __future__ import annotations

import os
from pathlib import Path

from copilot.errors import StoreError
from copilot.store.connection import connect
from copilot.store.opening import check_key, copy_whole

SUFFIX = ".rekeyed"
BESIDE = ("", "-wal", "-shm", "-journal", ".part")


def rekey(path: Path, old: str, new: str) -> None:
    """Nobody has the file open, and no log is beside it. The keys are texts for `PRAGMA key`.

    The new file replaces the old one in one step: a crash at any moment leaves one of the two,
    whole. Raises sqlcipher errors and StoreError, and then the file is as it was.
    """
    copy = path.with_name(path.name + SUFFIX)
    remove_half(path)
    try:
        copy_whole(path, copy)
        connection = connect(copy, old)
        try:
            # A copy that is not finished is thrown away: no journal, and flushed once at the end.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA rekey = \"x'{new}'\"")
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        check_key(copy, new)
        _flush(copy)
        copy.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"The store could not be encrypted anew: {error.strerror}. It is as it was, under the "
            "key of before. It needs as much room again as the file has; make some, and try again."
        ) from error
    finally:
        remove_half(path)


def remove_half(path: Path) -> None:
    """Removes what a change of key left that did not come to its end."""
    copy = path.with_name(path.name + SUFFIX)
    for ending in BESIDE:
        copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _flush(file: Path) -> None:
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # a folder cannot be opened there; NTFS keeps a journal of names
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

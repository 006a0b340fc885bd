"""Before a store is used: is the key right, is the file whole, is its schema this version's."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from copilot.errors import NewerStore, WrongKey
from copilot.store.connection import PAGE, connect, connect_untouched
from copilot.store.failures import damaged, translated, wrong_key_text
from copilot.store.migrations import NAMES, applied, apply_all, copy_name, is_copy

LOG = logging.getLogger(__name__)
PLAIN = b"SQLite format 3\x00"


def check_key(path: Path, key: str) -> None:
    """Raises WrongKey or DamagedStore; reads every page of the file and touches nothing.

    An ordinary connection would not do: with a wrong key it still replays a write-ahead log that
    a crash left behind.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if size < PAGE or file.read(len(PLAIN)) == PLAIN:
            raise damaged(path)
    broken = _broken_pages(path, key)
    if broken >= size // PAGE:
        raise WrongKey(wrong_key_text(path)) if size % PAGE == 0 else damaged(path)
    # With a log beside it, pages that a crash left half written are made whole from there.
    if not _log(path).exists() and (broken or not _readable(path, key)):
        raise damaged(path)


def make(path: Path, key: str) -> None:
    """Makes the file under another name first, so that a half-made store is never taken for one."""
    new = path.with_name(path.name + ".new")
    for left in (new, _log(new), new.with_name(new.name + "-shm")):
        left.unlink(missing_ok=True)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with translated(path):
        connection = connect(new, key)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            apply_all(connection)
        finally:
            connection.close()
    new.replace(path)


def migrate(path: Path, key: str) -> None:
    """Brings the schema up to this version, with an encrypted copy of the file beside it.

    One copy is kept, of what the file was last: it goes when the store is next opened without
    anything to migrate, and with whatever Store.settle() deletes for good.
    """
    connection = connect(path, key)
    try:
        done = applied(connection)
        if set(done) - set(NAMES):
            raise NewerStore(
                f"The store {path} was written by a newer version of this program. It was not "
                "changed. Install that version again to use it."
            )
        if missing := [name for name in NAMES if name not in done]:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            copy = path.with_name(copy_name(path.name, missing[0]))
            copy_whole(path, copy)
            apply_all(connection)
            remove_copies(path, but=copy)
            LOG.info("Schema brought up to this version: %d steps", len(missing))
        else:
            remove_copies(path)
    finally:
        connection.close()


def _broken_pages(path: Path, key: str) -> int:
    connection = connect_untouched(path, key)
    try:
        return len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    finally:
        connection.close()


def _readable(path: Path, key: str) -> bool:
    connection = connect_untouched(path, key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError:
        return False  # such as a file that is shorter than its first page says
    finally:
        connection.close()
    return True


def copy_whole(path: Path, copy: Path) -> None:
    """Copies the file, readable for its owner alone; a half-made copy never has this name."""
    partial = copy.with_name(copy.name + ".part")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as target, path.open("rb") as source:
        while piece := source.read(1 << 20):
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    partial.replace(copy)


def remove_copies(path: Path, *, but: Path | None = None) -> int:
    """Removes what migrations kept beside the file, and says how many there were."""
    beside = (file for file in path.parent.iterdir() if is_copy(path.name, file.name))
    copies = [file for file in beside if file != but]
    for file in copies:
        file.unlink()
    return len(copies)


def _log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")

"""What the store says to people when the file cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from copilot.errors import Bug, DamagedStore, StoreError


def no_store(path: Path) -> StoreError:
    return StoreError(f"There is no store at {path}. Start the program once to make one.")


def wrong_key_text(path: Path) -> str:
    return (
        f"The key does not open the store {path}. The file was not changed. If you use a "
        "passphrase, check it; if the key is in the keyring of this computer, sign in as the "
        "person who made the store."
    )


def damaged(path: Path) -> DamagedStore:
    return DamagedStore(
        f"The file {path} is damaged, or is no store of this program. It was not changed. "
        "Put it back from a backup, or move it away to start with an empty store; the tickets are "
        "then fetched again from the helpdesk."
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into errors of this program.

    Raises DamagedStore or StoreError for what a person can act on, Bug for a refusal by a
    constraint or a trigger and for wrong SQL.
    """
    try:
        yield
    except sqlcipher.Error as error:
        raise _translate(error, path) from error


def _translate(error: Exception, path: Path) -> Exception:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # https://www.sqlite.org/rescode.html
        case 11 | 26:  # CORRUPT, NOTADB
            return damaged(path)
        case 13:  # FULL
            return StoreError(
                "The disk is full. The last step was not saved, everything before it is kept. "
                "Make some room and try again."
            )
        case 5:  # BUSY
            return StoreError(f"Another program is using {path}. Close it and try again.")
        case 8 | 10 | 14:  # READONLY, IOERR, CANTOPEN
            return StoreError(
                f"The store {path} cannot be read or written ({error}). The last step was not "
                "saved. Check the disk and the rights of the folder."
            )
        case _:
            return Bug(f"the store refused: {error}")

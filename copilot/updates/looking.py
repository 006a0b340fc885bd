"""Looks for a newer version in a folder or at an address, and fetches an installer from there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from copilot.errors import BadInput, UpdateRefused
from copilot.updates.manifest import (
    KEPT,
    MANIFEST,
    SIGNATURE,
    Installer,
    Manifest,
    is_newer,
    opened,
)

# Pieces of a file of this name in the place; raises UpdateRefused where there is none.
Read = Callable[[str], Iterator[bytes]]
LIMIT = 1_000_000  # bytes of the list
PIECE = 1 << 20  # bytes


def newer(read: Read, key: str, present: str) -> Manifest | None:
    """The version that is there, where it is newer. Raises UpdateRefused and BadInput."""
    found = opened(_whole(read(MANIFEST)), _whole(read(SIGNATURE)), key)
    return found if is_newer(found.version, present) else None


def fetch(read: Read, installer: Installer, folder: Path) -> Path:
    """The installer in `folder`, once all its bytes are proved; it is not run.

    Raises UpdateRefused where the bytes are others than the list says, BadInput where the folder
    cannot be written; no half of a file stays.
    """
    target = folder / installer.name
    half = target.with_name(f"{target.name}.part")
    try:
        digest, size = _written(half, _no_more_than(read(installer.name), installer.size))
        if (digest, size) != (installer.sha256.lower(), installer.size):
            raise UpdateRefused(f"{installer.name} is not the file that the list names. {KEPT}")
        half.replace(target)
    except OSError as error:
        raise BadInput(
            f"{target} cannot be written: {error.strerror}. Nothing was installed. Name another "
            "folder."
        ) from error
    finally:
        half.unlink(missing_ok=True)
    return target


def in_folder(place: Path) -> Read:
    """Reads from a folder, such as one that machines share."""

    def read(name: str) -> Iterator[bytes]:
        try:
            with (place / name).open("rb") as file:
                while piece := file.read(PIECE):
                    yield piece
        except OSError as error:
            raise UpdateRefused(
                f"{name} cannot be read in {place}: {error.strerror}. {KEPT}"
            ) from error

    return read


@contextmanager
def _new_file(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def _written(path: Path, pieces: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with _new_file(path) as handle:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            os.write(handle, piece)
        os.fsync(handle)
    return digest.hexdigest(), size


def _no_more_than(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise UpdateRefused(f"A file is longer than it may be. {KEPT}")
        yield piece


def _whole(pieces: Iterator[bytes]) -> bytes:
    return b"".join(_no_more_than(pieces, LIMIT))

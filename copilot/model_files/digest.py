"""The sha256 of a model file or of a whole folder, with progress and cancel."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from threading import Event

from copilot.errors import Cancelled

OnProgress = Callable[[int, int], None]  # bytes done, bytes in all

_CHUNK = 1 << 20  # bytes
_DESKTOP_LITTER = {".DS_Store", "Thumbs.db"}  # left by file managers, not part of a model file


def files_below(path: Path) -> list[tuple[str, Path]]:
    """The files of a folder as (relative name, path), sorted by name; a file is ("", path)."""
    if not path.is_dir():
        return [("", path)]
    found = [
        (inner.relative_to(path).as_posix(), inner)
        for inner in path.rglob("*")
        if inner.is_file() and inner.name not in _DESKTOP_LITTER
    ]
    return sorted(found)


def sha256_of(
    path: Path, *, on_progress: OnProgress | None = None, stop: Event | None = None
) -> str:
    """Of a file: its sha256. Of a folder: the sha256 of its sorted `sha256sum` listing.

    The listing has one line per file, digest, two spaces, relative name with "/", newline;
    so a renamed, added or missing file changes it too. Raises Cancelled and OSError.
    """
    files = files_below(path)
    total = sum(inner.stat().st_size for _, inner in files)
    done = 0
    listing = hashlib.sha256()
    for name, inner in files:
        digest = hashlib.sha256()
        with inner.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                done += len(chunk)
                if on_progress is not None:
                    on_progress(done, total)
                if stop is not None and stop.is_set():
                    raise Cancelled("Checking the model file was stopped.")
        if not path.is_dir():
            return digest.hexdigest()
        listing.update(f"{digest.hexdigest()}  {name}\n".encode())
    return listing.hexdigest()

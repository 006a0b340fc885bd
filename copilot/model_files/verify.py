"""Proving that a model file is the one the catalogue names, once and not at every start."""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Event

import msgspec

from copilot.errors import ModelFileError
from copilot.model_files.catalogue import Entry
from copilot.model_files.digest import OnProgress, files_below, sha256_of
from copilot.paths import model_place


class Stamp(msgspec.Struct, frozen=True):
    """What was proved about a file, and how the file looked then."""

    sha256: str
    looks: str


def verify(
    entry: Entry, folder: Path, *, on_progress: OnProgress | None = None, stop: Event | None = None
) -> Path:
    """Reads every byte of the entry's file, in `folder` or shared, and returns its path.

    Raises ModelFileError when it is missing, has the wrong length or the wrong sha256; the file
    itself is left alone.
    """
    path = _present(entry, folder)
    size = sum(inner.stat().st_size for _, inner in files_below(path))
    if path.is_file() and size != entry.size:
        raise ModelFileError(
            f"The model file {path} has {size:,} bytes instead of {entry.size:,}: it was cut short "
            f"or changed. Delete it and run “support-copilot models fetch {entry.id}”."
        )
    found = sha256_of(path, on_progress=on_progress, stop=stop)
    if found != entry.sha256:
        stamp_path(path, folder).unlink(missing_ok=True)
        raise ModelFileError(
            f"The model file {path} is not the one named in the catalogue: its sha256 is {found} "
            f"instead of {entry.sha256}. It is not used. Delete it and run "
            f"“support-copilot models fetch {entry.id}”."
        )
    write_stamp(path, found, folder)
    return path


def verified(entry: Entry, folder: Path) -> Path:
    """Like verify, but trusts an earlier proof while size and times of the file are unchanged.

    This guards against damage and exchanged files; whoever can write to the folder can also
    write a stamp, and only verify() reads the bytes again.
    """
    path = _present(entry, folder)
    return path if stamped_sha256(path, folder) == entry.sha256 else verify(entry, folder)


def stamped_sha256(path: Path, folder: Path | None = None) -> str:
    """The sha256 proved earlier for the file as it looks now; "" when it must be read again."""
    try:
        stamp = msgspec.json.decode(stamp_path(path, folder).read_bytes(), type=Stamp)
    except (OSError, msgspec.DecodeError):
        return ""
    return stamp.sha256 if stamp.looks == looks_of(path) else ""


def write_stamp(path: Path, sha256: str, folder: Path | None = None) -> None:
    """Remembers a proof. A folder that cannot be written only costs the next start its speed."""
    try:
        stamp_path(path, folder).write_bytes(msgspec.json.encode(Stamp(sha256, looks_of(path))))
    except OSError:
        return


def stamp_path(path: Path, folder: Path | None = None) -> Path:
    """The stamp lies beside its file, hidden, or in `folder`: shared files cannot be written to."""
    return (folder or path.parent) / f".{path.name}.verified"


def looks_of(path: Path) -> str:
    """Names, sizes, modification and change times (ns) of all its files, as one hash."""
    lines = []
    for name, inner in files_below(path):
        stat = inner.stat()
        lines.append(f"{name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _present(entry: Entry, folder: Path) -> Path:
    path = model_place(folder, entry.file)
    if not path.exists():
        raise ModelFileError(
            f"The model file “{entry.title}” is not on this machine ({path}). "
            f"Run “support-copilot models fetch {entry.id}”."
        )
    return path

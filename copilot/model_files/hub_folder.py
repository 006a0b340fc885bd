"""Fetching a folder from a hub, file by file; each is proved before the next one is asked for."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from threading import Event

import httpx

from copilot.model_files.catalogue import FolderFile, HubFolder
from copilot.model_files.digest import OnProgress, sha256_of
from copilot.model_files.hub import SourceFailed, fetch_hub


def fetch_hub_folder(
    client: httpx.Client,
    source: HubFolder,
    part: Path,
    *,
    on_progress: OnProgress,
    stop: Event | None,
) -> None:
    """Fills the folder `part`; what is there and right is not fetched again, wrong files go.

    Progress is in bytes of the whole folder. Raises SourceFailed, Cancelled, OSError of the disk.
    """
    whole = sum(file.size for file in source.files)
    before = 0
    for file in source.files:

        def advance(done: int, _: int, before: int = before) -> None:
            on_progress(before + done, whole)

        target = part.joinpath(*PurePosixPath(file.name).parts)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        address = source.address + file.name
        fetch_hub(client, address, target, file.size, on_progress=advance, stop=stop)
        _prove(file, target, stop)
        before += file.size


def _prove(file: FolderFile, target: Path, stop: Event | None) -> None:
    found = sha256_of(target, stop=stop)
    if found != file.sha256:
        target.unlink()
        raise SourceFailed(
            f"{file.name} had the sha256 {found} instead of {file.sha256}; it was refused and "
            "deleted"
        )

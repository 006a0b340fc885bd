"""Fetching from package wheels with the real pip and a folder of made wheels."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

import pytest

from copilot.errors import Cancelled, ModelFileError
from copilot.model_files.catalogue import Entry, Hub, WheelFolder, Wheels
from copilot.model_files.digest import sha256_of
from tests.model_files.fetching import fetch
from tests.model_files.made_files import entry_for, write_wheel

PARTS = [b"one" * 1000, b"two" * 1000, b"three" * 100]
SOURCE = Wheels(
    package="made-part{n}", version="1.0", count=3, member="made_part{n}/data/part{n:02}.bin"
)
FOLDER = WheelFolder(package="made-folder", version="1.0", prefix="made_folder/inner/")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is pip's only package source."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def put_parts(shelf: Path, *numbers: int) -> None:
    for number in numbers:
        member = SOURCE.member.format(n=number)
        write_wheel(shelf, f"made-part{number}", {member: PARTS[number - 1]})


def test_parts_are_joined_in_order(shelf: Path, tmp_path: Path) -> None:
    put_parts(shelf, 1, 2, 3)
    whole = b"".join(PARTS)
    path = fetch(entry_for(whole, SOURCE), tmp_path / "models")
    assert path.read_bytes() == whole
    assert sorted(p.name for p in path.parent.iterdir()) == [".small.gguf.verified", "small.gguf"]
    assert not any(name.startswith("made_part") for name in sys.modules)


def test_it_goes_on_at_the_first_missing_part(shelf: Path, tmp_path: Path) -> None:
    entry = entry_for(b"".join(PARTS), SOURCE)
    put_parts(shelf, 1, 2)
    with pytest.raises(ModelFileError, match="made-part3"):
        fetch(entry, tmp_path / "models")
    for wheel in shelf.iterdir():
        wheel.unlink()
    put_parts(shelf, 3)
    assert fetch(entry, tmp_path / "models").read_bytes() == b"".join(PARTS)


def test_a_damaged_wheel_is_told(shelf: Path, tmp_path: Path) -> None:
    put_parts(shelf, 1, 3)
    good = write_wheel(tmp_path, "made-part2", {SOURCE.member.format(n=2): PARTS[1]})
    data = bytearray(good.read_bytes())
    at = data.index(b"part02.bin") + len(b"part02.bin") + 3
    data[at] ^= 0xFF
    (shelf / good.name).write_bytes(data)
    with pytest.raises(ModelFileError, match=r"made.part2"):
        fetch(entry_for(b"".join(PARTS), SOURCE), tmp_path / "models")


def test_the_mirror_follows_a_dead_hub(shelf: Path, tmp_path: Path) -> None:
    put_parts(shelf, 1, 2, 3)
    dead = Hub("http://127.0.0.1:9/file")
    path = fetch(entry_for(b"".join(PARTS), dead, SOURCE), tmp_path / "models")
    assert path.read_bytes() == b"".join(PARTS)


def folder_entry(tmp_path: Path, members: dict[str, bytes]) -> Entry:
    tree = tmp_path / "expected"
    for name, data in members.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(data)
    entry = entry_for(b"".join(members.values()), FOLDER, file="made")
    return Entry(
        **{f: getattr(entry, f) for f in entry.__struct_fields__} | {"sha256": sha256_of(tree)}
    )


def test_a_folder_comes_whole(shelf: Path, tmp_path: Path) -> None:
    members = {"config.json": b"{}", "deep/model": b"weights"}
    entry = folder_entry(tmp_path, members)
    inner = {FOLDER.prefix + name: data for name, data in members.items()}
    write_wheel(shelf, "made-folder", inner | {"made_folder/__init__.py": b"raise SystemExit"})
    path = fetch(entry, tmp_path / "models")
    assert (path / "deep" / "model").read_bytes() == b"weights"
    assert not (path / "__init__.py").exists()


def test_a_folder_with_one_more_file_is_refused(shelf: Path, tmp_path: Path) -> None:
    entry = folder_entry(tmp_path, {"config.json": b"{}"})
    extra = {FOLDER.prefix + "config.json": b"{}", FOLDER.prefix + "evil.py": b""}
    write_wheel(shelf, "made-folder", extra)
    with pytest.raises(ModelFileError, match="refused"):
        fetch(entry, tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_a_member_cannot_leave_the_folder(shelf: Path, tmp_path: Path) -> None:
    entry = folder_entry(tmp_path, {"config.json": b"{}"})
    write_wheel(shelf, "made-folder", {FOLDER.prefix + "../../../escaped": b"!"})
    with pytest.raises(ModelFileError, match="forbidden name"):
        fetch(entry, tmp_path / "models")
    assert not (tmp_path / "escaped").exists()


def test_stopping_ends_pip(shelf: Path, tmp_path: Path) -> None:
    put_parts(shelf, 1, 2, 3)
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        fetch(entry_for(b"".join(PARTS), SOURCE), tmp_path / "models", stop=stop)
    assert not (tmp_path / "models" / "small.gguf").exists()

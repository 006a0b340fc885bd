"""Fetching over HTTP: resuming, cuts, lies, cancel and the disk."""

from __future__ import annotations

import socket
from pathlib import Path
from threading import Event

import pytest

from copilot.errors import Cancelled, ModelFileError
from copilot.model_files import disk
from copilot.model_files.catalogue import Hub
from tests.model_files.fetching import fetch
from tests.model_files.file_server import serving
from tests.model_files.made_files import entry_for

CONTENT = bytes(range(256)) * 4000  # a million bytes


def test_a_file_is_fetched_proved_and_not_fetched_again(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with serving(CONTENT) as server:
        entry = entry_for(CONTENT, Hub(server.address))
        path = fetch(entry, tmp_path / "models", on_progress=lambda *at: seen.append(at))
        fetch(entry, tmp_path / "models")
        assert server.asked == [""]
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert sorted(p.name for p in path.parent.iterdir()) == [".small.gguf.verified", "small.gguf"]


def test_what_was_fetched_before_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / ".small.gguf.hub.part").write_bytes(CONTENT[:400_000])
    with serving(CONTENT) as server:
        path = fetch(entry_for(CONTENT, Hub(server.address)), tmp_path)
        assert server.asked == ["bytes=400000-"]
    assert path.read_bytes() == CONTENT


def test_a_connection_that_is_cut_is_taken_up_again(tmp_path: Path) -> None:
    with serving(CONTENT) as server:
        server.cut_after = 300_000
        path = fetch(entry_for(CONTENT, Hub(server.address)), tmp_path)
        assert len(server.asked) >= 4
    assert path.read_bytes() == CONTENT


def test_a_server_without_ranges_gives_the_file_from_the_start(tmp_path: Path) -> None:
    (tmp_path / ".small.gguf.hub.part").write_bytes(b"x" * 1000)
    with serving(CONTENT) as server:
        server.ranges = False
        path = fetch(entry_for(CONTENT, Hub(server.address)), tmp_path)
    assert path.read_bytes() == CONTENT


def test_wrong_bytes_are_refused_named_and_deleted(tmp_path: Path) -> None:
    wrong = b"!" + CONTENT[1:]
    with serving(wrong) as server:
        entry = entry_for(CONTENT, Hub(server.address))
        with pytest.raises(ModelFileError, match=entry.sha256) as caught:
            fetch(entry, tmp_path)
    assert "Small file" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_part_from_before_does_not_stay(tmp_path: Path) -> None:
    (tmp_path / ".small.gguf.hub.part").write_bytes(b"x" * 1000)
    with serving(CONTENT) as server:
        entry = entry_for(CONTENT, Hub(server.address))
        with pytest.raises(ModelFileError, match="refused and deleted"):
            fetch(entry, tmp_path)
        assert fetch(entry, tmp_path).read_bytes() == CONTENT


def test_a_damaged_file_in_place_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "small.gguf").write_bytes(CONTENT[:-1])
    with serving(CONTENT) as server:
        path = fetch(entry_for(CONTENT, Hub(server.address)), tmp_path)
    assert path.read_bytes() == CONTENT


def test_the_next_source_is_tried(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        dead = Hub(f"http://127.0.0.1:{unused.getsockname()[1]}/file")
        with serving(CONTENT) as server:
            path = fetch(entry_for(CONTENT, dead, Hub(server.address)), tmp_path)
    assert path.read_bytes() == CONTENT


@pytest.mark.parametrize("status", [401, 404, 503])
def test_a_refusal_is_told(tmp_path: Path, status: int) -> None:
    with serving(CONTENT) as server:
        server.status = status
        with pytest.raises(ModelFileError, match=f"answered {status}"):
            fetch(entry_for(CONTENT, Hub(server.address)), tmp_path)


def test_more_bytes_than_the_file_has_are_refused(tmp_path: Path) -> None:
    with serving(CONTENT + b"more") as server, pytest.raises(ModelFileError, match="more bytes"):
        fetch(entry_for(CONTENT, Hub(server.address)), tmp_path)
    assert not (tmp_path / "small.gguf").exists()


def test_stopping_keeps_what_was_fetched(tmp_path: Path) -> None:
    stop = Event()
    with serving(CONTENT) as server:
        entry = entry_for(CONTENT, Hub(server.address))
        with pytest.raises(Cancelled):
            fetch(entry, tmp_path, on_progress=lambda *_: stop.set(), stop=stop)
        kept = (tmp_path / ".small.gguf.hub.part").stat().st_size
        fetch(entry, tmp_path)
        assert server.asked == ["", f"bytes={kept}-"]
    assert kept > 0


def test_a_full_disk_is_told_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 1000

    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: Usage)
    with serving(CONTENT) as server:
        with pytest.raises(ModelFileError, match="GB free"):
            fetch(entry_for(CONTENT, Hub(server.address)), tmp_path)
        assert server.asked == []


@pytest.mark.parametrize(("code", "says"), [(28, "is full"), (13, "may not be written")])
def test_errors_of_the_disk_are_sentences(tmp_path: Path, code: int, says: str) -> None:
    with pytest.raises(ModelFileError, match=says), disk.clear_disk_errors(tmp_path):
        raise OSError(code, "", str(tmp_path))

"""A proved file is not read again, and a changed one is found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from copilot import paths
from copilot.errors import ModelFileError
from copilot.model_files import verify as verify_module
from copilot.model_files.digest import sha256_of
from copilot.model_files.verify import stamp_path, verified, verify
from tests.model_files.made_files import entry_for

CONTENT = b"weights" * 100


def test_the_second_look_reads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small.gguf").write_bytes(CONTENT)
    entry = entry_for(CONTENT)
    verify(entry, tmp_path)
    monkeypatch.setattr(verify_module, "sha256_of", lambda *_, **__: pytest.fail("read again"))
    assert verified(entry, tmp_path) == tmp_path / "small.gguf"


def test_one_changed_byte_is_found(tmp_path: Path) -> None:
    path = tmp_path / "small.gguf"
    path.write_bytes(CONTENT)
    entry = entry_for(CONTENT)
    verify(entry, tmp_path)
    stat = path.stat()
    path.write_bytes(b"W" + CONTENT[1:])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # the change time still differs
    with pytest.raises(ModelFileError, match="not the one named in the catalogue"):
        verified(entry, tmp_path)
    assert not stamp_path(path).exists()
    assert path.exists()


def test_a_missing_file_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="models fetch small"):
        verified(entry_for(CONTENT), tmp_path)


def test_a_short_file_is_told_by_its_length(tmp_path: Path) -> None:
    (tmp_path / "small.gguf").write_bytes(CONTENT[:-3])
    with pytest.raises(ModelFileError, match="697 bytes instead of 700"):
        verify(entry_for(CONTENT), tmp_path)


def test_a_damaged_stamp_only_costs_time(tmp_path: Path) -> None:
    path = tmp_path / "small.gguf"
    path.write_bytes(CONTENT)
    stamp_path(path).write_bytes(b"{oops")
    assert verified(entry_for(CONTENT), tmp_path) == path


def test_the_digest_of_a_folder_knows_names(tmp_path: Path) -> None:
    for folder, name in (("a", "one"), ("b", "two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(b"same")
    assert sha256_of(tmp_path / "a") != sha256_of(tmp_path / "b")
    before = sha256_of(tmp_path / "a")
    (tmp_path / "a" / ".DS_Store").write_bytes(b"litter")
    assert sha256_of(tmp_path / "a") == before


def test_the_stamp_of_a_shared_file_is_kept_in_the_persons_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, own = tmp_path / "shared", tmp_path / "own"
    shared.mkdir()
    own.mkdir()
    entry = entry_for(CONTENT)
    (shared / entry.file).write_bytes(CONTENT)
    monkeypatch.setattr(paths, "shared_models", lambda: (shared,))
    assert verified(entry, own) == shared / entry.file
    assert stamp_path(shared / entry.file, own).exists()
    assert [each.name for each in shared.iterdir()] == [entry.file]

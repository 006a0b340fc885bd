"""Checksums and the signature under them."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.packaging.recipes import recipe

signing = recipe("signing")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "a.deb").write_bytes(b"a")
    (folder / "b.tar.xz").write_bytes(b"b")
    signing.write_sums(folder)
    return folder


def test_what_was_signed_is_right_until_a_byte_changes(built: Path, tmp_path: Path) -> None:
    public = signing.make_key(tmp_path / "key")
    signing.sign(tmp_path / "key", built)
    assert signing.faults(public, built) == []
    (built / "a.deb").write_bytes(b"A")
    (built / "b.tar.xz").unlink()
    assert signing.faults(public, built) == ["b.tar.xz is missing", "a.deb was changed"]
    signing.write_sums(built)
    assert signing.faults(public, built) == ["SHA256SUMS is not signed by this key"]


def test_another_key_is_not_taken(built: Path, tmp_path: Path) -> None:
    signing.make_key(tmp_path / "key")
    signing.sign(tmp_path / "key", built)
    other = signing.make_key(tmp_path / "other")
    assert signing.faults(other, built) == ["SHA256SUMS is not signed by this key"]


def test_the_key_is_readable_by_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    signing.make_key(tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        signing.make_key(tmp_path / "key")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no such command here")
def test_the_sums_are_read_by_the_command_of_the_system(built: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=built, check=True)

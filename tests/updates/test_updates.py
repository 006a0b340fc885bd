"""Newer versions: proved before they are read, fetched whole or not at all, and never run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from copilot.errors import BadInput, UpdateRefused
from copilot.updates import making
from copilot.updates.looking import fetch, in_folder, newer
from copilot.updates.manifest import MANIFEST, SIGNATURE, is_newer

DAY = date(2026, 11, 21)
HERE = {"darwin": ".dmg", "win32": ".exe"}.get(sys.platform, ".deb")
NAME = f"support-copilot_0.2.0{HERE}"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with installers of three systems."""
    folder = tmp_path / "place"
    folder.mkdir()
    for ending in (".deb", ".dmg", ".exe"):
        (folder / f"support-copilot_0.2.0{ending}").write_bytes(ending.encode() * 9000)
    (folder / "README.txt").write_text("not an installer")
    return folder


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "key"


@pytest.fixture
def key(place: Path, key_file: Path) -> str:
    """The public key by which version 0.2.0 in the place is signed."""
    public = making.make_key(key_file)
    making.sign(place, key_file, version="0.2.0", notes="Faster drafts.", today=DAY)
    return public


def test_a_newer_version_is_told(place: Path, key: str) -> None:
    found = newer(in_folder(place), key, "0.1.0")
    assert found is not None
    assert (found.version, found.released, found.notes) == ("0.2.0", "2026-11-21", "Faster drafts.")
    assert [file.system for file in found.files] == ["linux", "macos", "windows"]
    assert [file.name for file in found.for_here()] == [NAME]


@pytest.mark.parametrize("present", ["0.2.0", "0.2.1", "1.0.0", "0.10.0"])
def test_what_is_not_newer_is_no_news(place: Path, key: str, present: str) -> None:
    assert newer(in_folder(place), key, present) is None


NEWER = [("0.2.0", "0.1.9"), ("0.10.0", "0.9.0"), ("1.0", "0.9.9"), ("0.1.0.1", "0.1.0")]


@pytest.mark.parametrize(("found", "present"), NEWER)
def test_versions_are_compared_number_by_number(found: str, present: str) -> None:
    assert is_newer(found, present)
    assert not is_newer(present, found)


def test_the_installer_is_fetched_and_proved(place: Path, key: str, tmp_path: Path) -> None:
    (wanted,) = newer(in_folder(place), key, "0.1.0").for_here()
    got = fetch(in_folder(place), wanted, tmp_path)
    assert got == tmp_path / NAME
    assert got.read_bytes() == (place / NAME).read_bytes()
    if sys.platform != "win32":
        assert got.stat().st_mode & 0o111 == 0  # it is not to be run by a slip


def another_list(place: Path) -> None:
    data = json.loads((place / MANIFEST).read_bytes())
    data["version"] = "9.9.9"
    (place / MANIFEST).write_text(json.dumps(data))


def one_bit(place: Path) -> None:
    text = (place / SIGNATURE).read_text()
    (place / SIGNATURE).write_text(("0" if text[0] != "0" else "1") + text[1:])


ASTRAY: dict[str, Callable[[Path], object]] = {
    "another list under the signature": another_list,
    "another signature": one_bit,
    "a signature that is none": lambda place: (place / SIGNATURE).write_text("signed, honestly"),
    "a signature of bytes": lambda place: (place / SIGNATURE).write_bytes(b"\xff\x00"),
    "no signature": lambda place: (place / SIGNATURE).unlink(),
    "no list": lambda place: (place / MANIFEST).unlink(),
    "a list without an end": lambda place: (place / MANIFEST).write_bytes(b" " * 1_100_000),
}


@pytest.mark.parametrize("spoil", ASTRAY.values(), ids=ASTRAY)
def test_what_is_not_signed_is_refused(place: Path, key: str, spoil) -> None:
    spoil(place)
    with pytest.raises(UpdateRefused, match="Nothing was fetched or changed"):
        newer(in_folder(place), key, "0.1.0")


def test_another_key_is_refused(place: Path, key: str, tmp_path: Path) -> None:
    other = making.make_key(tmp_path / "other")
    with pytest.raises(UpdateRefused, match="not signed with the key"):
        newer(in_folder(place), other, "0.1.0")


@pytest.mark.parametrize("none", ["", "abc", "z" * 64])
def test_without_a_key_nothing_is_believed(place: Path, key: str, none: str) -> None:
    with pytest.raises(BadInput, match="public key that signs"):
        newer(in_folder(place), none, "0.1.0")


def resigned(place: Path, key_file: Path, change: Callable[[dict], object]) -> None:
    """The list changed, and signed by the right key all the same."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    data = json.loads((place / MANIFEST).read_bytes())
    change(data)
    text = json.dumps(data).encode()
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key_file.read_text()))
    (place / MANIFEST).write_bytes(text)
    (place / SIGNATURE).write_text(private.sign(text).hex())


SIGNED_BUT_ODD = {
    "of another program": lambda data: data.update(product="other"),
    "no version": lambda data: data.update(version="latest"),
    "a name that leads elsewhere": lambda data: data["files"][0].update(name="../../bin/sh"),
    "a name of a folder": lambda data: data["files"][0].update(name="a/b.deb"),
    "no sha256": lambda data: data["files"][0].update(sha256="12"),
    "a field nobody knows": lambda data: data.update(run="install.sh"),
    "another system": lambda data: data["files"][0].update(system="plan9"),
}


@pytest.mark.parametrize("change", SIGNED_BUT_ODD.values(), ids=SIGNED_BUT_ODD)
def test_a_signed_list_must_make_sense(place: Path, key: str, key_file: Path, change) -> None:
    resigned(place, key_file, change)
    with pytest.raises(UpdateRefused):
        newer(in_folder(place), key, "0.1.0")


@pytest.mark.parametrize("content", [b"", b"other bytes", b"." * 10_000_000])
def test_other_bytes_than_the_list_names_leave_nothing(
    place: Path, key: str, tmp_path: Path, content: bytes
) -> None:
    (wanted,) = newer(in_folder(place), key, "0.1.0").for_here()
    (place / NAME).write_bytes(content)
    with pytest.raises(UpdateRefused):
        fetch(in_folder(place), wanted, tmp_path)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["key"]


def test_a_folder_that_cannot_be_written_is_said(place: Path, key: str, tmp_path: Path) -> None:
    (wanted,) = newer(in_folder(place), key, "0.1.0").for_here()
    with pytest.raises(BadInput, match="Name another folder"):
        fetch(in_folder(place), wanted, tmp_path / "none")


def test_the_key_is_for_its_owner_and_never_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "key"
    making.make_key(file)
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(BadInput, match="No key was made"):
        making.make_key(file)


def test_signing_wants_a_key_a_version_and_an_installer(
    place: Path, key: str, key_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="no installer"):
        making.sign(tmp_path / "empty", key_file, version="0.3.0", notes="", today=DAY)
    with pytest.raises(BadInput, match="no version"):
        making.sign(place, key_file, version="next", notes="", today=DAY)
    with pytest.raises(BadInput, match="no key"):
        making.sign(place, place / "README.txt", version="0.3.0", notes="", today=DAY)
    with pytest.raises(BadInput, match="cannot be read"):
        making.sign(place, place / "none", version="0.3.0", notes="", today=DAY)

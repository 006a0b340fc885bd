"""The Debian package's own files, and that a package comes out of them."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from copilot import __version__
from copilot.commandline.parser import build as command_line
from tests.packaging.recipes import PACKAGING, recipe

LINUX = PACKAGING / "linux"
METAINFO = LINUX / "org.support_copilot.SupportCopilot.metainfo.xml"
MIME = LINUX / "support-copilot-mime.xml"


def entry(name: str) -> configparser.SectionProxy:
    read = configparser.RawConfigParser()
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(LINUX / name, encoding="utf-8")
    assert read.sections() == ["Desktop Entry"]
    return read["Desktop Entry"]


@pytest.mark.parametrize("name", [one.name for one in LINUX.glob("*.desktop")])
def test_a_desktop_entry_says_what_it_must(name: str) -> None:
    said = entry(name)
    assert said["Type"] == "Application"
    assert said["Exec"].split()[0] == said["TryExec"] == said["Icon"] == "support-copilot"
    assert all(said[key].endswith(";") for key in ("Categories", "MimeType") if key in said)
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", LINUX / name], check=True)


def test_a_model_file_is_opened_by_a_command_that_exists() -> None:
    words = entry("support-copilot-model-file.desktop")["Exec"].split()[1:]
    chosen = command_line().parse_args([*words[:-1], "own.gguf"])
    assert (chosen.action, chosen.name) == ("use", "own.gguf")


def test_the_kind_of_file_is_the_one_that_is_declared() -> None:
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = ElementTree.parse(MIME).getroot().find(f"{space}mime-type")  # noqa: S314 - our own
    assert kind is not None
    assert kind.get("type") == "application/x-gguf"
    assert entry("support-copilot-model-file.desktop")["MimeType"] == "application/x-gguf;"
    magic = kind.find(f"{space}magic/{space}match")
    assert magic is not None
    assert magic.get("value") == "GGUF"


def test_the_metainfo_names_the_desktop_entry_and_this_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763700000")
    text = recipe("deb").metainfo(METAINFO.read_text(encoding="utf-8"))
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    launchable, release = root.find("launchable"), root.find("releases/release")
    assert launchable is not None
    assert (LINUX / str(launchable.text)).is_file()
    assert release is not None
    assert release.attrib == {"version": __version__, "date": "2025-11-21"}
    assert METAINFO.name == f"{root.findtext('id')}.metainfo.xml"


def test_removing_deletes_nothing_of_a_person() -> None:
    text = (LINUX / "postrm").read_text(encoding="utf-8")
    deleted = [line.strip() for line in text.splitlines() if "rm " in line]
    assert deleted == ["rm -rf /etc/support-copilot"]
    assert not (LINUX / "postinst").exists()  # nothing runs at installation, so nothing is fetched


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no Debian")
def test_a_package_has_its_files_in_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763700000")
    program = tmp_path / "support-copilot"
    (program / "_internal").mkdir(parents=True)
    (program / "support-copilot").write_text("#!/bin/sh\n")
    (program / "support-copilot").chmod(0o755)
    (tmp_path / "work").mkdir()
    deb = recipe("deb")
    package = deb.build_program(program, tmp_path / "work", tmp_path)
    assert package.name == f"support-copilot_{__version__}_amd64.deb"
    listed = _asked("--contents", package)
    for line in (
        "-rwxr-xr-x root/root",
        "./opt/support-copilot/support-copilot",
        "./usr/bin/support-copilot -> /opt/support-copilot/support-copilot",
        "./usr/share/applications/support-copilot.desktop",
        "./usr/share/applications/support-copilot-ticket.desktop",
        "./usr/share/icons/hicolor/scalable/apps/support-copilot.svg",
        "./usr/share/mime/packages/support-copilot.xml",
        "./usr/share/doc/support-copilot/copyright",
    ):
        assert line in listed
    assert _asked("--field", package, "Depends").strip() == deb.DEPENDS
    assert "python" not in deb.DEPENDS


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no Debian")
def test_a_model_file_is_a_package_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763700000")
    (tmp_path / "work").mkdir()
    file = tmp_path / "small.gguf"
    file.write_bytes(b"GGUF")
    said = {"id": "small", "title": "Small", "licence": "MIT", "sha256": "00"}
    package = recipe("deb").build_model(said, file, tmp_path / "work", tmp_path)
    assert "./opt/support-copilot/model-files/small.gguf" in _asked("--contents", package)
    assert "sha256 00" in _asked("--field", package, "Description")


def _asked(*words: object) -> str:
    command = ["dpkg-deb", *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout

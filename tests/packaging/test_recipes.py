"""The recipes for other systems, as far as they can be read or compiled here."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from copilot import __version__
from copilot.app.doorbell import ticket_of
from copilot.commandline.parser import build as command_line
from tests.packaging.recipes import PACKAGING, recipe

NSIS = PACKAGING / "windows" / "support-copilot.nsi"
SCRIPTS = [*PACKAGING.glob("*.sh"), *PACKAGING.glob("*/*.sh"), PACKAGING / "linux" / "postrm"]
WORKFLOW = PACKAGING.parent / ".github" / "workflows" / "packages.yml"


def test_the_windows_installer_has_its_switches() -> None:
    text = NSIS.read_text(encoding="utf-8")
    for words in ("/AllUsers", "/DeleteData", "QuietUninstallString", "SetShellVarContext all"):
        assert words in text


def test_the_windows_uninstaller_has_the_program_remove_data() -> None:
    text = NSIS.read_text(encoding="utf-8").split('Section "Uninstall"')[1]
    before, asked = text.split('"/DeleteData"')
    assert "remove-data" not in before  # data goes only when it is asked for
    assert "LOCALAPPDATA" not in text  # what there is, the program knows
    removal, gone = asked.index("remove-data"), asked.index("Delete")
    assert removal < gone
    words = asked[removal : asked.index("'", removal)].split()
    chosen = command_line().parse_args(words)
    assert (chosen.all, chosen.models, chosen.yes) == (True, True, True)


def test_every_system_hands_addresses_of_tickets_to_the_command_that_checks_them() -> None:
    scheme = recipe("contents").SCHEME
    address = f"{scheme}://ticket/4211"
    assert ticket_of(address) == "4211"
    text = NSIS.read_text(encoding="utf-8")
    assert f'"Software\\Classes\\{scheme}"' in text
    assert 'DeleteRegKey SHCTX "${ADDRESS}"' in text
    (windows,) = re.findall(r'support-copilot\.exe" (open .*"%1")', text)
    linux = PACKAGING / "linux" / "support-copilot-ticket.desktop"
    (entry,) = re.findall(r"^Exec=support-copilot (.*)$", linux.read_text(), re.MULTILINE)
    assert f"\nMimeType=x-scheme-handler/{scheme};\n" in linux.read_text()
    for line in (windows.replace('"%1"', "%u"), entry):
        words = [address if word == "%u" else word for word in line.split()]
        assert words[1] == "--"
        assert command_line().parse_args(words).address == address
    assert "contents.ADDRESSES" in (PACKAGING / "support-copilot.spec").read_text()
    assert recipe("contents").ADDRESSES["CFBundleURLSchemes"] == [scheme]


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed")
def test_the_windows_installer_compiles(tmp_path: Path) -> None:
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "support-copilot.exe").write_bytes(b"MZ")
    options = [f"-DVERSION={__version__}", f"-DFOLDER={folder}", f"-DOUT={tmp_path}"]
    subprocess.run(["makensis", "-WX", "-V2", *options, NSIS], check=True, capture_output=True)
    assert (tmp_path / f"support-copilot-{__version__}-setup.exe").is_file()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_can_be_read_by_the_shell(script: Path) -> None:
    subprocess.run(["sh", "-n", script], check=True)


def test_the_entitlements_of_macos_are_a_property_list() -> None:
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert all(given is True for given in rights.values())
    assert not any("network" in name for name in rights)


def test_the_workflow_builds_all_three_systems() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")
    for system in ("debian:12", "windows-latest", "macos-latest"):
        assert system in text
    for script in ("build.py", "smoke.sh", "macos/dmg.sh", "windows/support-copilot.nsi"):
        assert f"packaging/{script}" in text
        assert (PACKAGING / script).is_file()


def test_the_version_is_that_of_the_program() -> None:
    versions = recipe("versions")
    assert versions.version() == __version__
    assert ".".join(map(str, versions.four_numbers())) == f"{__version__}.0"


def test_a_source_that_changed_is_not_built_as_something_else(tmp_path: Path) -> None:
    wheel = recipe("llama_wheel")
    file = tmp_path / "CMakeLists.txt"
    file.write_text(f"one\n{wheel.EACH}rest\n")
    wheel.narrowed(file, wheel.EACH, wheel.EACH + wheel.CHOSEN)
    narrowed = file.read_text()
    assert "(x64|sse42|haswell|alderlake|icelake|zen4)" in narrowed
    wheel.narrowed(file, wheel.EACH, wheel.EACH + wheel.CHOSEN)
    assert file.read_text() == narrowed
    file.write_text("function(another)\n")
    with pytest.raises(wheel.Changed, match="does not say"):
        wheel.narrowed(file, wheel.EACH, wheel.EACH + wheel.CHOSEN)


def test_one_file_unpacks_itself_once_and_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763700000")
    program = tmp_path / "support-copilot"
    program.mkdir()
    (program / "support-copilot").write_text('#!/bin/sh\necho "started with $*"\n')
    (program / "support-copilot").chmod(0o755)
    archive = recipe("archive")
    packed = archive.build_archive(program, tmp_path)
    first = packed.read_bytes()
    assert archive.build_archive(program, tmp_path).read_bytes() == first
    alone = archive.build_one_file(packed, tmp_path)
    home = {"HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    for _ in range(2):
        said = subprocess.run(
            [alone, "list", "a b"], env=home, check=True, capture_output=True, text=True
        )
        assert said.stdout == "started with list a b\n"
    (unpacked,) = (tmp_path / "home" / ".cache" / "support-copilot").iterdir()
    assert [each.name for each in unpacked.iterdir()] == ["support-copilot"]

"""The lock file: every pinned package of every system, each file with its hash, nobody named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
LOCK = (PACKAGING / "requirements.lock").read_text(encoding="utf-8")
AGAIN = "run make lock"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    lines = (PACKAGING / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("#")[0].partition("==") for line in lines if "==" in line)
    return {normal(name): version.strip() for name, _, version in pairs}


def locked() -> dict[str, set[str]]:
    """The versions of each package: a system may need another one."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE):
        found.setdefault(normal(name), set()).add(version)
    return found


def entries() -> list[str]:
    return [part for part in re.split(r"\n(?=\S)", LOCK) if not part.startswith("#")]


def test_every_pinned_package_is_in_it_at_its_version():
    versions = locked()
    assert len(versions) > 100
    astray = {n: v for n, v in pinned().items() if v not in versions.get(n, set())}
    assert astray == {}, AGAIN


def test_every_entry_has_hashes():
    lines = entries()
    assert len(lines) == sum(map(len, locked().values()))
    assert [one.split()[0] for one in lines if "--hash=sha256:" not in one] == []
    hashes = re.findall(r"--hash=(\S+)", LOCK)
    assert [one for one in hashes if not re.fullmatch(r"sha256:[0-9a-f]{64}", one)] == []


@pytest.mark.parametrize("word", ["://", "index-url", "find-links", "@ file", "/opt/"])
def test_it_names_no_place(word: str):
    assert word not in LOCK

"""The parts of a support bundle, each a head and its lines."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, get_args, get_origin

import msgspec
import psutil

from copilot.settings import Settings

PACKAGES = (
    "cryptography",
    "httpx",
    "keyring",
    "llama-cpp-python",
    "numpy",
    "presidio-analyzer",
    "PySide6-Essentials",
    "sentence-transformers",
    "spacy",
    "sqlcipher3",
    "sqlite-vec",
    "torch",
)
LINES = 400  # of a log file: the last ones
GB = 1e9  # bytes


@dataclass(frozen=True, slots=True)
class Section:
    """A head in capitals and its lines."""

    head: str
    lines: tuple[str, ...]


def versions(program: str) -> Section:
    """Of the program, of Python, and of the packages that matter for help."""
    made = "packaged" if getattr(sys, "frozen", False) else "from its source"
    rows = [("Support Copilot", f"{program}, {made}"), ("Python", platform.python_version())]
    rows += [(name, _version(name)) for name in PACKAGES]
    return Section("Versions", named(rows))


def machine(folder: Path) -> Section:
    """System, processor, memory, and the room on the disk of `folder`."""
    memory, disk = psutil.virtual_memory(), shutil.disk_usage(folder)
    rows = (
        ("system", f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("processors", f"{os.cpu_count()}"),
        ("memory", f"{memory.total / GB:.1f} GB, {memory.available / GB:.1f} GB free"),
        ("disk of the store", f"{disk.total / GB:.0f} GB, {disk.free / GB:.1f} GB free"),
        ("screen", os.environ.get("XDG_SESSION_TYPE", "") or "not said"),
    )
    return Section("Machine", named(rows))


def settings(chosen: Settings, fixed: frozenset[str]) -> Section:
    """Numbers and choices as they are; of a text only whether it is there."""
    return Section("Settings", named(_rows(chosen, type(chosen)(), fixed, "")))


def results(rows: Iterable[tuple[str, bool, str]]) -> Section:
    """What was tried: (what, does it work, what it said)."""
    said = [
        (f"{'ok ' if right else 'NOT'} {what}", "" if right else text) for what, right, text in rows
    ]
    return Section("Tried", named(said))


def counts(rows: Iterable[tuple[str, int]]) -> Section:
    """How much there is of what."""
    return Section("Counts", named((name, f"{count:,}") for name, count in rows))


def last_lines(head: str, file: Path) -> Section:
    """The end of a log file."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return Section(head, ("none",))
    return Section(head, tuple(lines[-LINES:]) or ("empty",))


def as_text(sections: Sequence[Section]) -> str:
    """All of them as one plain text, which is what is shown and what is saved."""
    return "\n\n".join("\n".join((s.head.upper(), *(f"  {x}" for x in s.lines))) for s in sections)


def named(rows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """A line each; not in columns, as who reads it may have no font of one width."""
    return tuple(f"{name}: {text}" if text else name for name, text in rows)


def _rows(
    chosen: msgspec.Struct, usual: msgspec.Struct, fixed: frozenset[str], above: str
) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for field in msgspec.structs.fields(chosen):
        value, name = getattr(chosen, field.name), f"{above}{field.name}"
        if isinstance(value, msgspec.Struct):
            rows += _rows(value, getattr(usual, field.name), fixed, f"{name}.")
            continue
        whose = " (organisation)" if name in fixed else ""
        rows.append((name, _shown(value, getattr(usual, field.name), field.type) + whose))
    return rows


def _shown(value: object, usual: object, kind: object) -> str:
    if isinstance(value, int) or _is_choice(kind):
        return f"{value}" if value != usual else f"{value} (default)"
    if isinstance(value, tuple):
        return f"{len(value)} given"
    return "as it comes" if value == usual else "set, not shown"


def _is_choice(kind: object) -> bool:
    """Whether it is one of a few fixed words."""
    parts = (kind, *get_args(kind))
    return any(get_origin(part) is Literal for part in parts)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not known here"

"""The program's version, and how Windows wants to be told of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def version() -> str:
    """As copilot/__init__.py has it."""
    text = (ROOT / "copilot" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if found is None:
        raise LookupError("copilot/__init__.py names no __version__")
    return found[1]


def four_numbers() -> tuple[int, int, int, int]:
    """1.2.3 as (1, 2, 3, 0)."""
    numbers = [int(part) for part in re.findall(r"\d+", version())[:3]]
    major, minor, patch = (*numbers, 0, 0)[:3]
    return major, minor, patch, 0


def windows_resource() -> Any:  # noqa: ANN401 - PyInstaller has no types
    """What Explorer shows under Details. Only on Windows: PyInstaller's module loads only there."""
    from PyInstaller.utils.win32 import versioninfo as info

    words = {
        "CompanyName": "Support Copilot",
        "FileDescription": "Support Copilot",
        "FileVersion": version(),
        "InternalName": "support-copilot",
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": "support-copilot.exe",
        "ProductName": "Support Copilot",
        "ProductVersion": version(),
    }
    strings = [info.StringStruct(name, text) for name, text in words.items()]
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=four_numbers(), prodvers=four_numbers(), mask=0x3F),
        kids=[
            info.StringFileInfo([info.StringTable("040904B0", strings)]),
            info.VarFileInfo([info.VarStruct("Translation", [0x0409, 1200])]),
        ],
    )

"""Files that go along with a text: what must not, and what a person should think about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from copilot.records import FileLimits, Finding, OutgoingFile, Severity

CHECK = "attachment"
LOOKED_AT = 8  # bytes at the start of a file
_ENDINGS = (
    "apk app appimage bat cmd com cpl deb dll dmg dylib exe gadget hta iso jar js jse lnk msi msix "
    "pif pkg ps1 psm1 py pyw rb reg rpm run scf scr sh so url vb vbe vbs vhd wsf"
)
PROGRAMS = frozenset(_ENDINGS.split())
MACROS = {"docm", "dotm", "pptm", "potm", "ppsm", "xlsm", "xltm", "xlam", "xlsb"}
STARTS = (
    b"MZ",  # Windows
    b"\x7fELF",  # Linux
    b"\xfe\xed\xfa\xce",  # macOS, and so the next three
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",  # a script
)


def attached(
    files: Sequence[OutgoingFile], starts: Sequence[bytes], limits: FileLimits, no_files: str
) -> tuple[Finding, ...]:
    """What there is to say of files with these first bytes; `no_files` where none can be sent."""
    if files and not limits.count:
        return (Finding(CHECK, Severity.BLOCK, 0, 0, no_files, ""),)
    found = [
        finding for file, start in zip(files, starts, strict=True) for finding in _of(file, start)
    ]
    if _are_too_much(files, limits):
        said = "The files are more than the helpdesk takes with one text."
        found.append(Finding(CHECK, Severity.BLOCK, 0, 0, said, "Take some of them off."))
    return tuple(found)


def _of(file: OutgoingFile, start: bytes) -> Iterator[Finding]:
    ending = PurePosixPath(file.name.casefold()).suffix.removeprefix(".")
    called = f"“{file.name}” (sha256 {file.sha256[:8]}…)"
    if ending in PROGRAMS or start.startswith(STARTS):
        said = f"{called} is a program: it runs when somebody opens it."
        advice = "Many mail servers throw it away. Send a link, or accept it if it is wanted."
        yield Finding(CHECK, Severity.ACCEPT, 0, 0, said, advice)
    elif ending in MACROS:
        said = f"{called} may hold macros, which run when somebody opens it."
        yield Finding(CHECK, Severity.ACCEPT, 0, 0, said, "Save it without macros, or accept it.")


def _are_too_much(files: Sequence[OutgoingFile], limits: FileLimits) -> bool:
    sizes = [file.size for file in files]
    return (
        len(sizes) > limits.count
        or sum(sizes) > limits.together
        or max(sizes, default=0) > limits.each
    )

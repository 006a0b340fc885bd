"""A file as it is attached: read once, named harmlessly, within what the helpdesk takes."""

from __future__ import annotations

import mimetypes
import os
import stat
import unicodedata
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from copilot.drafts.canonical import normal
from copilot.errors import BadInput
from copilot.records import FileLimits, OutgoingFile

LONGEST_NAME = 120  # characters
BYTES = "application/octet-stream"
# What Python's own list does not know.
OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".heic": "image/heic",
    ".webp": "image/webp",
}
_TYPES = mimetypes.MimeTypes()
_LEADS_ELSEWHERE = set('/\\:*?"<>|')
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789"),
}


def read_whole(path: Path, limits: FileLimits) -> bytes:
    """The bytes of a file as they are now, at most one more than the helpdesk takes.

    Raises BadInput for what is no file or cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | _NO_WAIT)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise BadInput(f"{path.name} is no file. Attach files one by one, or pack them.")
            return file.read(limits.each + 1)
    except IsADirectoryError as error:
        raise BadInput(
            f"{path.name} is a folder. Attach its files one by one, or pack them."
        ) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be used"
        raise BadInput(f"{path.name} cannot be read: {why}. Nothing was attached.") from error


def outgoing_file(name: str, data: bytes) -> OutgoingFile:
    """What an approval binds of a file of this name."""
    plain = plain_name(name)
    return OutgoingFile(plain, sha256(data).hexdigest(), media_type(plain, data), len(data))


def plain_name(name: str) -> str:
    """A name that leads nowhere, hides nothing and can be saved anywhere."""
    last = PurePosixPath(normal(name).replace("\\", "/")).name
    shown = "".join("_" if _is_harmful(letter) else letter for letter in last).strip(". ")
    stem, dot, ending = shown.rpartition(".")
    if dot and len(ending) < LONGEST_NAME // 2:
        shown = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    shown = shown[:LONGEST_NAME].strip(". ") or "file"
    return f"_{shown}" if shown.partition(".")[0].casefold() in _DEVICES else shown


def media_type(name: str, data: bytes) -> str:
    """By its ending. Text that is no UTF-8 is bytes: a helpdesk would write it anew as UTF-8."""
    ending = PurePosixPath(name.casefold()).suffix
    found = OFFICE.get(ending) or _TYPES.guess_type(f"file{ending}")[0] or BYTES
    if found.startswith("text/") and not _is_utf8(data):
        return BYTES
    return BYTES if found.startswith(("message/", "multipart/")) else found


def require_fit(file: OutgoingFile, others: Sequence[OutgoingFile], limits: FileLimits) -> None:
    """Raises BadInput where the helpdesk would not take this file along with these."""
    if not limits.count:
        raise BadInput(no_files())
    if not file.size:
        raise BadInput(f"{file.name} is empty. Nothing was attached.")
    if file.size > limits.each:
        raise BadInput(
            f"{file.name} is too large: the helpdesk takes files of at most "
            f"{in_words(limits.each)}. Nothing was attached; make it smaller, or send a link."
        )
    if len(others) >= limits.count:
        raise BadInput(
            f"The helpdesk takes at most {limits.count} files with one text. Nothing was attached; "
            "pack them into one."
        )
    if file.size + sum(other.size for other in others) > limits.together:
        raise BadInput(
            f"With {file.name} the files would be too large together: at most "
            f"{in_words(limits.together)} go along with one text. Nothing was attached."
        )


def no_files() -> str:
    """What people read where a connector takes none."""
    return (
        "This program cannot send files to your helpdesk. Take the files off, and attach them "
        "there in the browser."
    )


def in_words(size: int) -> str:
    """Bytes for people: "7.5 MB"."""
    return f"{size / 1_000_000:g} MB"


_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would keep us waiting


def _is_harmful(letter: str) -> bool:
    return (
        letter in _LEADS_ELSEWHERE
        or unicodedata.category(letter)[0] == "C"
        or (unicodedata.category(letter) in ("Zl", "Zp"))
    )


def _is_utf8(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False

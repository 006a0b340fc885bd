"""Lists the files of a folder that can be read, and says what cannot."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath

from copilot.errors import BadInput
from copilot.knowledge.reading.file import SUFFIXES, File, kind_of, read_file
from copilot.knowledge.reading.listing import Extract, Listed, Listing
from copilot.records import SourceProblem
from copilot.settings import KnowledgeFolder

_LINK_OUT = "is a link out of the folder; put the file itself there"
# Such files belong to the look of a page and say nothing of their own.
_LOOK = ".png .jpg .jpeg .gif .svg .webp .ico .css .js .map .woff .woff2 .ttf .otf"
_OF_PAGES = frozenset(_LOOK.split())
_ADVICE = {
    "save them as CSV": ".xlsx .xls .xlsm .ods .tsv .numbers",
    "save them as DOCX": ".doc .docm .dotx .odt .rtf .pages",
    "save them as PDF": ".pptx .ppt .odp .key .ps .xps",
    "unpack them": ".zip .gz .tar .7z .rar",
}
_ADVICE_OF = {suffix: advice for advice, names in _ADVICE.items() for suffix in names.split()}


@dataclass(slots=True)
class _Found:
    """What lies below a folder; paths begin with the folder's."""

    files: list[os.DirEntry[str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)  # path, reason
    others: Counter[str] = field(default_factory=Counter)  # files that are not read, by suffix


def list_folder(folder: KnowledgeFolder, *, extract: Extract) -> Listing:
    """Every file below `folder` that can be read, by its path; nothing is opened.

    Hidden files and folders and lock files are passed over. A stamp has the folder's scope, team
    and kind in it where they are not the ordinary ones: to change them is to change each document.
    Raises BadInput when the folder is not there or shut.
    """
    root = Path(folder.path).expanduser()
    if not root.is_dir():
        raise BadInput(
            f"There is no folder {root}. What was read of it before is kept. Choose the folder "
            "that holds the articles."
        )
    found = _look_below(root)
    listed = _listed(folder, root, found, extract)
    problems = [
        SourceProblem(_shown(_id(folder, root, path)), reason) for path, reason in found.problems
    ]
    problems += _other_kinds(folder, found.others)
    return Listing(folder.path, kind_of(folder), listed, tuple(problems))


def _look_below(root: Path) -> _Found:
    found = _Found()
    top = os.path.realpath(root)
    pending = [str(root)]
    while pending:
        path = pending.pop()
        try:
            pending += _look_into(path, top, found)
        except OSError as problem:
            if path == str(root):
                raise BadInput(
                    f"The folder {root} cannot be opened ({problem.strerror}). What was read of "
                    "it before is kept. Allow this program to read it, or choose another."
                ) from problem
            found.problems.append((path, _shut(problem)))
    return found


def _look_into(path: str, top: str, found: _Found) -> list[str]:
    """Sorts what lies in one folder; gives the folders in it."""
    deeper: list[str] = []
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_symlink() and not _stays_inside(entry.path, top):
                found.problems.append((entry.path, _LINK_OUT))
            elif entry.is_dir(follow_symlinks=False):
                deeper.append(entry.path)
            elif entry.is_file():
                suffix = PurePath(entry.name).suffix.lower()
                if suffix in SUFFIXES:
                    found.files.append(entry)
                elif suffix not in _OF_PAGES:
                    found.others[suffix] += 1
    return deeper


def _stays_inside(path: str, top: str) -> bool:
    real = os.path.realpath(path)
    return real == top or real.startswith(top.rstrip(os.sep) + os.sep)


def _listed(
    folder: KnowledgeFolder, root: Path, found: _Found, extract: Extract
) -> tuple[Listed, ...]:
    """The files in order; one whose state or name cannot be read becomes a problem."""
    top = Path(os.path.realpath(root))
    listed: dict[str, Listed] = {}
    for entry in sorted(found.files, key=lambda one: one.path):
        id = _id(folder, root, entry.path)
        if id in listed:  # two spellings of one name that Unicode holds for the same
            id = _id(folder, root, entry.path, normal=False)
        if _shown(id) != id:
            found.problems.append((entry.path, "has a name that is not UTF-8; rename it"))
            continue
        try:
            stamp = _stamp(folder, entry.stat())
        except OSError as problem:
            found.problems.append((entry.path, _shut(problem)))
            continue
        file = File(id, Path(entry.path), top, folder, extract)
        listed[id] = Listed(id, stamp, partial(read_file, file))
    return tuple(listed.values())


def _id(folder: KnowledgeFolder, root: Path, path: str, *, normal: bool = True) -> str:
    below = path[len(str(root)) :].replace(os.sep, "/").strip("/")
    if normal:
        below = unicodedata.normalize("NFC", below)
    return f"{folder.path.rstrip('/')}/{below}"


def _shown(id: str) -> str:
    """An id that can be stored: bytes of a name that are not UTF-8 as \\udcff."""
    return id.encode(errors="backslashreplace").decode()


def _stamp(folder: KnowledgeFolder, status: os.stat_result) -> str:
    stamp = f"{status.st_mtime_ns}:{status.st_size}"
    marks = (folder.kind, folder.scope, folder.team)
    return stamp if marks == ("article", "public", "") else ":".join((stamp, *marks))


def _shut(problem: OSError) -> str:
    return f"cannot be opened ({problem.strerror}); allow this program to read it"


def _other_kinds(folder: KnowledgeFolder, others: Counter[str]) -> Iterator[SourceProblem]:
    for suffix, count in sorted(others.items()):
        files = "1 file" if count == 1 else f"{count} files"
        advice = _ADVICE_OF.get(suffix, "save them as Markdown, text or PDF")
        yield SourceProblem(
            f"{folder.path.rstrip('/')}/*{suffix}",
            f"{files} of a kind that cannot be read: {suffix or 'no suffix'}; {advice}",
        )

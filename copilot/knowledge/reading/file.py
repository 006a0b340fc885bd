"""Reads one file of a folder, whatever its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from copilot.knowledge.reading.content import check_content, decoded, largest, too_large
from copilot.knowledge.reading.csv_rows import read_rows
from copilot.knowledge.reading.front_matter import (
    day,
    front_matter,
    language_code,
    moment,
    scope_and_team,
)
from copilot.knowledge.reading.listing import Extract, RawDocument, Unreadable
from copilot.knowledge.reading.markdown import read_markdown
from copilot.knowledge.reading.unseen import report, seen_characters
from copilot.records import Scope, SourceKind
from copilot.settings import KnowledgeFolder

SUFFIXES = (".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".txt", ".csv")


@dataclass(frozen=True, slots=True)
class File:
    """A file to read, with what its folder says of it."""

    id: str
    path: Path
    top: Path  # the folder without links, which no file may leave
    folder: KnowledgeFolder
    extract: Extract


@dataclass(frozen=True, slots=True)
class _Said:
    """What a file says, and what it says about itself."""

    title: str
    text: str
    values: Mapping[str, str]  # as of front matter
    language: str = ""
    hidden: tuple[str, ...] = ()


def kind_of(folder: KnowledgeFolder) -> SourceKind:
    """What the files of a folder are."""
    return SourceKind.MACRO if folder.kind == "macro" else SourceKind.ARTICLE


def read_file(file: File) -> RawDocument:
    """What the file says, with the folder's scope and team where it names none itself.

    It has changed when it says so, else when it was written. Raises Unreadable.
    """
    data, written = _content(file)
    said = _said(file, data)
    if not said.text.strip():
        raise Unreadable("has a title and no text")
    values = said.values
    scope, team = scope_and_team(values, Scope(file.folder.scope), file.folder.team)
    return RawDocument(
        id=file.id,
        kind=kind_of(file.folder),
        title=said.title or file.path.stem.replace("-", " ").replace("_", " ").strip(),
        text=said.text,
        scope=scope,
        team=team,
        changed=moment(values, "changed") or written,
        language=language_code(values.get("language", "")) or said.language,
        valid_from=day(values, "valid_from"),
        valid_until=day(values, "valid_until"),
        hidden=said.hidden,
    )


def _content(file: File) -> tuple[bytes, datetime]:
    suffix = file.path.suffix.lower()
    try:
        if not file.path.resolve().is_relative_to(file.top):
            raise Unreadable("is a link out of the folder")
        status = file.path.stat()
        if status.st_size > largest(suffix):
            raise too_large(suffix)
        data = file.path.read_bytes()
    except OSError as problem:
        raise Unreadable(
            f"cannot be opened ({problem.strerror}); allow this program to read it"
        ) from problem
    return data, datetime.fromtimestamp(status.st_mtime, UTC)


def _said(file: File, data: bytes) -> _Said:
    suffix = file.path.suffix.lower()
    if suffix not in (".md", ".markdown", ".txt", ".csv"):
        extracted = file.extract(file.path.name, data)
        return _Said(extracted.title, extracted.text, {}, extracted.language, extracted.hidden)
    check_content(suffix, data)
    left_out: Counter[str] = Counter()
    text = seen_characters(decoded(data), left_out)
    if suffix == ".txt":
        return _Said("", text, {}, hidden=report(left_out))
    if suffix == ".csv":
        rows = read_rows(text)
        return _Said("", rows.text, rows.values, hidden=report(left_out))
    values, body = front_matter(text)
    title, below = read_markdown(body, left_out, title=values.get("title", ""))
    return _Said(title, below, values, hidden=report(left_out))

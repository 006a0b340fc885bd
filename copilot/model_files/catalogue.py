"""The catalogue of model files: models/catalogue.toml as typed entries."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path, PurePosixPath

import msgspec

from copilot.errors import BadInput
from copilot.paths import shipped


class FileRole(StrEnum):
    """What a model file is for."""

    GENERATION = "generation"
    EMBEDDING = "embedding"
    RERANKER = "reranker"
    NER = "ner"
    NAMES = "names"


class Hub(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="hub"):
    """One file at an address with a pinned revision."""

    address: str


class Wheels(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="wheels"
):
    """A file cut into `count` packages; {n} counts from 1 in `package` and `member`."""

    package: str
    version: str
    count: int
    member: str


class WheelFolder(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="wheel folder"
):
    """A folder inside one package: every member below `prefix`."""

    package: str
    version: str
    prefix: str


class FolderFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a folder; size in bytes."""

    name: str
    size: int
    sha256: str


class HubFolder(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="hub folder"
):
    """Single files below an address that ends with a pinned revision and "/"."""

    address: str
    files: tuple[FolderFile, ...]


Source = Hub | Wheels | WheelFolder | HubFolder


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One model file or folder. size and min_ram in bytes, context in tokens."""

    id: str
    title: str
    role: FileRole
    file: str  # name below the models folder
    size: int
    sha256: str
    licence: str
    context: int
    min_ram: int
    template: str
    sources: tuple[Source, ...]
    languages: tuple[str, ...] = ()  # ISO 639-1 of what it was made for; ("*",) for many
    query_prefix: str = ""  # what its makers put before a question, and before a passage
    passage_prefix: str = ""
    reference: bool = False  # what a fresh installation uses for this role
    untested: bool = False  # read in a public list, never run by us


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All entries, in the order they are offered."""

    entry: tuple[Entry, ...]
    redirects: tuple[str, ...] = ()  # hosts that hubs pass on to; "*.name": all below a name

    def by_id(self, wanted: str) -> Entry:
        """The entry with this id; BadInput that lists the ids when there is none."""
        for entry in self.entry:
            if entry.id == wanted:
                return entry
        known = ", ".join(entry.id for entry in self.entry)
        raise BadInput(f"There is no model file “{wanted}” in the catalogue. It has: {known}.")

    def reference(self, role: FileRole) -> Entry:
        """What a fresh installation uses for a role."""
        return next(entry for entry in self.entry if entry.role is role and entry.reference)


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Reads a catalogue, by default the shipped one. Raises BadInput naming file and mistake."""
    path = path or shipped("models", "catalogue.toml")
    try:
        catalogue = msgspec.toml.decode(path.read_bytes(), type=Catalogue)
    except OSError as error:
        raise BadInput(f"The catalogue {path} cannot be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"The catalogue {path} cannot be used: {error}.") from error
    for mistake in _mistakes(catalogue):
        raise BadInput(f"The catalogue {path} cannot be used: {mistake}.")
    return catalogue


def _mistakes(catalogue: Catalogue) -> list[str]:
    ids = [entry.id for entry in catalogue.entry]
    found = [f"the id “{name}” is there twice" for name in {i for i in ids if ids.count(i) > 1}]
    for role in set(FileRole) - {FileRole.RERANKER, FileRole.NAMES}:  # all works without them
        if sum(entry.reference for entry in catalogue.entry if entry.role is role) != 1:
            found.append(f"the role “{role}” needs exactly one entry with reference = true")
    return found + [f"{entry.id}: {what}" for entry in catalogue.entry for what in _faults(entry)]


def _faults(entry: Entry) -> list[str]:
    found = []
    if Path(entry.file).name != entry.file or entry.file in {"", ".", ".."}:
        found.append("file must be a plain name")
    if len(entry.sha256) != 64 or set(entry.sha256) - set("0123456789abcdef"):
        found.append("sha256 must be 64 lower-case hexadecimal digits")
    if entry.size <= 0:
        found.append("size must be a number of bytes above 0")
    if entry.role in {FileRole.EMBEDDING, FileRole.RERANKER} and not entry.languages:
        found.append("languages must say what it was made for")
    for source in entry.sources:
        if isinstance(source, Hub | HubFolder) and not source.address.startswith("https://"):
            found.append("a hub address must begin with https://")
        if isinstance(source, HubFolder):
            found += _folder_faults(entry, source)
    return found


def _folder_faults(entry: Entry, source: HubFolder) -> list[str]:
    found = [
        f"“{file.name}” is no plain name below the folder"
        for file in source.files
        if not _is_plain(PurePosixPath(file.name))
    ]
    if sum(file.size for file in source.files) != entry.size:
        found.append("size must be the sum of its files")
    if listing_sha256(source.files) != entry.sha256:
        found.append("sha256 must be that of the listing of its files")
    return found


def _is_plain(name: PurePosixPath) -> bool:
    return (
        not name.is_absolute()
        and bool(name.parts)
        and not set(str(name)) & set("\\:?#%")
        and ".." not in name.parts
    )


def listing_sha256(files: tuple[FolderFile, ...]) -> str:
    """What digest.sha256_of gives for a folder that holds just these files."""
    lines = (f"{file.sha256}  {file.name}\n" for file in sorted(files, key=lambda each: each.name))
    return hashlib.sha256("".join(lines).encode()).hexdigest()

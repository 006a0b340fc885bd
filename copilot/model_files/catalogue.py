"""The catalogue of model files: models/catalogue.toml as typed entries."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

from copilot.errors import BadInput
from copilot.paths import shipped


class FileRole(StrEnum):
    """What a model file is for."""

    GENERATION = "generation"
    EMBEDDING = "embedding"
    NER = "ner"


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


Source = Hub | Wheels | WheelFolder


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
    reference: bool = False  # what a fresh installation uses for this role
    untested: bool = False  # read in a public list, never run by us


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All entries, in the order they are offered."""

    entry: tuple[Entry, ...]

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
    for role in FileRole:
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
    for source in entry.sources:
        if isinstance(source, Hub) and not source.address.startswith("https://"):
            found.append("a hub address must begin with https://")
    return found

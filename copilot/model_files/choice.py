"""Which generation file is used: the person's own choice, or the reference of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event

from copilot.errors import BadInput, ModelFileError
from copilot.model_files.catalogue import Catalogue, FileRole
from copilot.model_files.digest import sha256_of
from copilot.model_files.gguf import GgufHeader, read_header
from copilot.model_files.verify import stamped_sha256, verified, write_stamp


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A generation file that is there, whole, and known by its sha256. context_length in tokens."""

    path: Path
    title: str
    sha256: str
    context_length: int
    has_chat_template: bool


def chosen_file(
    choice: str, catalogue: Catalogue, models: Path, *, stop: Event | None = None
) -> ChosenFile:
    """The file for a settings value: "" for the reference, an id of the catalogue, or a path.

    A file of the catalogue must have its sha256; that of a person's own file is only recorded.
    Raises ModelFileError (missing, cut short, no GGUF, changed) and BadInput (not for generation).
    """
    ids = {entry.id for entry in catalogue.entry}
    if choice and choice not in ids:
        return _own_file(Path(choice).expanduser(), stop)
    entry = catalogue.by_id(choice) if choice else catalogue.reference(FileRole.GENERATION)
    if entry.role is not FileRole.GENERATION:
        raise BadInput(f"“{entry.id}” is for {entry.role}, it cannot write text. Choose another.")
    path = models / entry.file
    if path.exists():
        read_header(path)  # says "cut short" in a millisecond, before all bytes are read
    path = verified(entry, models)
    return _chosen(path, entry.title, entry.sha256, read_header(path))


def check_choice(choice: str, catalogue: Catalogue, models: Path) -> str:
    """The settings value to keep for `models use`: an id, or an absolute path of a good file.

    Raises like chosen_file.
    """
    chosen = chosen_file(choice, catalogue, models)
    return choice if choice in {entry.id for entry in catalogue.entry} else str(chosen.path)


def _own_file(path: Path, stop: Event | None) -> ChosenFile:
    if not path.is_file():
        raise ModelFileError(
            f"There is no model file at {path}. Name a GGUF file, or an id that "
            "“support-copilot models list” shows."
        )
    path = path.resolve()
    header = read_header(path)
    sha256 = stamped_sha256(path) or sha256_of(path, stop=stop)
    write_stamp(path, sha256)
    return _chosen(path, header.name or path.stem, sha256, header)


def _chosen(path: Path, title: str, sha256: str, header: GgufHeader) -> ChosenFile:
    return ChosenFile(path, title, sha256, header.context_length, header.has_chat_template)

"""Which files are used: the person's own choice, or the reference of the catalogue."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from copilot.errors import BadInput, ModelFileError
from copilot.model_files.catalogue import Catalogue, Entry, FileRole
from copilot.model_files.digest import sha256_of
from copilot.model_files.gguf import GgufHeader, read_header
from copilot.model_files.own_folders import (
    look_into,
    still_the_same,
    take_over,
    taken_over,
)
from copilot.model_files.verify import stamped_sha256, verified, write_stamp
from copilot.paths import model_place


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A generation file that is there, whole, and known by its sha256. context_length in tokens."""

    path: Path
    title: str
    sha256: str
    context_length: int
    has_chat_template: bool


@dataclass(frozen=True, slots=True)
class ChosenFolder:
    """A folder for embedding, reranking or names that is there, whole, and known by its sha256."""

    title: str
    sha256: str
    folder: Path
    languages: tuple[str, ...]  # ISO 639-1; ("*",) for many
    query_prefix: str = ""
    passage_prefix: str = ""


def chosen_embedding(choice: str, catalogue: Catalogue, models: Path) -> ChosenFolder:
    """The folder for a settings value: "" for the reference, an id of the catalogue, or a path.

    Raises ModelFileError (missing, changed, never chosen) and BadInput (not for embedding).
    """
    chosen = choice or catalogue.reference(FileRole.EMBEDDING).id
    return _chosen_folder(chosen, FileRole.EMBEDDING, catalogue, models)


def chosen_reranker(choice: str, catalogue: Catalogue, models: Path) -> ChosenFolder | None:
    """Like chosen_embedding; None for "", as search works without a reranker."""
    return _chosen_folder(choice, FileRole.RERANKER, catalogue, models) if choice else None


def chosen_names(choice: str, catalogue: Catalogue, models: Path) -> ChosenFolder | None:
    """Like chosen_reranker, for the second opinion about names."""
    return _chosen_folder(choice, FileRole.NAMES, catalogue, models) if choice else None


def embeddings_here(choice: str, catalogue: Catalogue, models: Path) -> tuple[ChosenFolder, ...]:
    """All embedding folders that can be used here, the chosen one first.

    The others serve an index that they made until it is made anew. Empty when the chosen one is
    not on this machine; raises ModelFileError when it is there and not what it was.
    """
    chosen = choice or catalogue.reference(FileRole.EMBEDDING).id
    if not _place(chosen, catalogue, models).exists():
        return ()
    found = {chosen: chosen_embedding(choice, catalogue, models)}
    for name in _embedding_names(catalogue, models):
        if name not in found and _place(name, catalogue, models).exists():
            with suppress(ModelFileError, BadInput):  # changed, or a reranker
                found[name] = chosen_embedding(name, catalogue, models)
    return tuple(found.values())


def role_of(name: str, catalogue: Catalogue) -> FileRole:
    """What an id of the catalogue, a folder or a file is for. Raises ModelFileError."""
    for entry in catalogue.entry:
        if entry.id == name:
            return entry.role
    path = Path(name).expanduser()
    return look_into(path).role if path.is_dir() else FileRole.GENERATION


def choose_folder(name: str, catalogue: Catalogue, models: Path) -> str:
    """The settings value to keep for `models use` of a folder: an id, or an absolute path.

    A person's own folder is read whole and its sha256 remembered. Raises ModelFileError.
    """
    if name in {entry.id for entry in catalogue.entry}:
        verified(catalogue.by_id(name), models)
        return name
    path = Path(name).expanduser().resolve()
    look_into(path)
    take_over(path, models)
    return str(path)


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
    _require(entry.role, FileRole.GENERATION, entry.id)
    path = model_place(models, entry.file)
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


def _embedding_names(catalogue: Catalogue, models: Path) -> list[str]:
    ids = [entry.id for entry in catalogue.entry if entry.role is FileRole.EMBEDDING]
    return ids + [taken.path for taken in taken_over(models)]


def _place(choice: str, catalogue: Catalogue, models: Path) -> Path:
    files = {entry.id: model_place(models, entry.file) for entry in catalogue.entry}
    return files.get(choice) or Path(choice)


def _chosen_folder(choice: str, role: FileRole, catalogue: Catalogue, models: Path) -> ChosenFolder:
    for entry in catalogue.entry:
        if entry.id == choice:
            return _catalogue_folder(entry, role, models)
    path = Path(choice)
    sha256 = still_the_same(path, models)
    own = look_into(path)
    _require(own.role, role, choice)
    return ChosenFolder(
        path.name, sha256, path, own.languages, own.query_prefix, own.passage_prefix
    )


def _catalogue_folder(entry: Entry, role: FileRole, models: Path) -> ChosenFolder:
    _require(entry.role, role, entry.id)
    return ChosenFolder(
        entry.title,
        entry.sha256,
        verified(entry, models),
        entry.languages,
        entry.query_prefix,
        entry.passage_prefix,
    )


def _require(found: FileRole, wanted: FileRole, name: str) -> None:
    if found is not wanted:
        raise BadInput(f"“{name}” is for {found}, not for {wanted}. Choose another.")


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

"""Folders of a person's own: what they are for, and that they are still the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from copilot.errors import ModelFileError
from copilot.model_files.catalogue import FileRole
from copilot.model_files.digest import sha256_of
from copilot.model_files.verify import looks_of

RECORD = ".own-folders.json"  # in the models folder
DIMENSIONS = 384  # of the vectors that the index holds
MANY_LANGUAGES = 100_000  # words in a vocabulary from which on it is taken for more than English
T = TypeVar("T")


class TakenOver(msgspec.Struct, frozen=True):
    """What a folder was when the person chose it, and how its files looked when last proved."""

    path: str
    sha256: str
    looks: str


class _Config(msgspec.Struct, frozen=True):
    architectures: tuple[str, ...] = ()
    hidden_size: int = 0
    vocab_size: int = 0


class _Module(msgspec.Struct, frozen=True):
    type: str


class _Prompts(msgspec.Struct, frozen=True):
    prompts: dict[str, str | None] = {}


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """What the files of a folder say about it."""

    role: FileRole
    languages: tuple[str, ...]
    query_prefix: str = ""
    passage_prefix: str = ""


def look_into(path: Path) -> OwnFolder:
    """The role of a folder, read from its JSON files; nothing of it is run.

    Raises ModelFileError that says what is missing or not safe to load.
    """
    _require_safetensors(path)
    config = _read(path / "config.json", _Config)
    languages = ("*",) if config.vocab_size >= MANY_LANGUAGES else ("en",)
    if any(name.endswith("ForSequenceClassification") for name in config.architectures):
        return OwnFolder(FileRole.RERANKER, languages)
    if any(name.endswith("ForTokenClassification") for name in config.architectures):
        return OwnFolder(FileRole.NAMES, languages)
    if not (path / "modules.json").is_file():
        raise ModelFileError(
            f"{path} is no sentence-transformers folder (it has no modules.json), no "
            "cross-encoder and no network for names. Nothing was changed."
        )
    for module in _read(path / "modules.json", tuple[_Module, ...]):
        if not module.type.startswith("sentence_transformers."):
            raise ModelFileError(
                f"{path} is not used: its modules.json names code of its own ({module.type}). "
                "Nothing was changed or run."
            )
    if config.hidden_size != DIMENSIONS:
        raise ModelFileError(
            f"{path} makes vectors of {config.hidden_size} numbers; search keeps {DIMENSIONS}. "
            "Nothing was changed; choose another folder."
        )
    prompts = _prompts(path)
    return OwnFolder(
        FileRole.EMBEDDING,
        languages,
        query_prefix=prompts.get("query") or "",
        passage_prefix=prompts.get("passage") or prompts.get("document") or "",
    )


def take_over(path: Path, models: Path) -> str:
    """Reads every byte of a folder that a person chose and remembers its sha256, which it returns.

    Raises ModelFileError when the record cannot be written: it could not be proved later.
    """
    taken = TakenOver(str(path), sha256_of(path), looks_of(path))
    _remember(taken, models)
    return taken.sha256


def still_the_same(path: Path, models: Path) -> str:
    """The sha256 of a folder that was taken over; it is read again only when it looks changed.

    Raises ModelFileError when it is gone, was never taken over, or is another one now.
    """
    taken = next((each for each in taken_over(models) if each.path == str(path)), None)
    if taken is None or not path.is_dir():
        raise ModelFileError(
            f"The folder {path} is not on this machine, or was not chosen here. Run "
            f"“support-copilot models use {path}”, or choose another with “models list”."
        )
    looks = looks_of(path)
    if looks == taken.looks:
        return taken.sha256
    found = sha256_of(path)
    if found != taken.sha256:
        raise ModelFileError(
            f"The files in {path} are not those that were chosen: their sha256 is {found} instead "
            f"of {taken.sha256}. They are not used. If you changed them yourself, run "
            f"“support-copilot models use {path}” again."
        )
    _remember(TakenOver(taken.path, found, looks), models)
    return found


def taken_over(models: Path) -> tuple[TakenOver, ...]:
    """All folders that were ever chosen on this machine."""
    try:
        return msgspec.json.decode((models / RECORD).read_bytes(), type=tuple[TakenOver, ...])
    except (OSError, msgspec.DecodeError):
        return ()


def _remember(taken: TakenOver, models: Path) -> None:
    others = tuple(each for each in taken_over(models) if each.path != taken.path)
    fresh = models / f"{RECORD}.new"
    try:
        fresh.write_bytes(msgspec.json.encode((*others, taken)))
        fresh.replace(models / RECORD)
    except OSError as error:
        raise ModelFileError(
            f"{models / RECORD} cannot be written ({error.strerror}), so {taken.path} could not be "
            "proved later. Nothing was changed."
        ) from error


def _require_safetensors(path: Path) -> None:
    """Weights as pickles can run code; safetensors cannot. Python files are not imported."""
    if not (path / "model.safetensors").is_file():
        raise ModelFileError(
            f"{path} has no model.safetensors: it is not complete, or keeps its weights in a form "
            "that can hide code. Nothing was changed."
        )


def _prompts(path: Path) -> dict[str, str | None]:
    file = path / "config_sentence_transformers.json"
    return _read(file, _Prompts).prompts if file.exists() else {}


def _read(file: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except OSError as error:
        raise ModelFileError(f"{file} cannot be read: {error.strerror}.") from error
    except msgspec.DecodeError as error:
        raise ModelFileError(f"{file} is damaged: {error}.") from error

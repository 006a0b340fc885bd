"""What a folder of the kind BERT holds: its settings, weights, tokenizer and pooling."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from copilot.errors import ModelFileError
from copilot.knowledge.bert import Config, Floats

if TYPE_CHECKING:
    from tokenizers import Tokenizer

T = TypeVar("T")
_KNOWN = ("Transformer", "Pooling", "Normalize")


class _Module(msgspec.Struct, frozen=True):
    path: str
    type: str


class _Pooling(msgspec.Struct, frozen=True):
    """Both forms in which sentence-transformers writes it."""

    pooling_mode: str = ""
    pooling_mode_cls_token: bool = False
    pooling_mode_mean_tokens: bool = False


class _Limit(msgspec.Struct, frozen=True):
    max_seq_length: int | None = None


class _TokenizerLimit(msgspec.Struct, frozen=True):
    model_max_length: float | None = None


def read_config(folder: Path) -> Config:
    """What config.json says. Raises ModelFileError where this network is not one of these."""
    config = _read(folder / "config.json", Config)
    if config.model_type != "bert" or config.hidden_act != "gelu":
        raise ModelFileError(
            f"The files in {folder} hold a network of the kind “{config.model_type}”; this program "
            "computes the kind “bert”. Nothing was changed. Choose others with: "
            "support-copilot models use"
        )
    return config


def read_weights(folder: Path) -> dict[str, Floats]:
    """The tables of model.safetensors by name. Raises ModelFileError."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        tables: dict[str, Floats] = load_file(folder / "model.safetensors")
    except (OSError, SafetensorError, TypeError) as problem:  # TypeError: numbers numpy has not
        raise unreadable(folder, type(problem).__name__) from problem
    return tables


def read_tokenizer(folder: Path, at_most: int) -> Tokenizer:
    """The folder's own; it cuts texts at the length it was made for, in tokens, or `at_most`."""
    from tokenizers import Tokenizer

    _read(folder / "tokenizer.json", dict[str, msgspec.Raw])  # the library's errors have no class
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    limits = [at_most]
    if (file := folder / "sentence_bert_config.json").is_file():
        limits.append(_read(file, _Limit).max_seq_length or at_most)
    if (file := folder / "tokenizer_config.json").is_file():
        limits.append(int(min(_read(file, _TokenizerLimit).model_max_length or at_most, at_most)))
    tokenizer.enable_truncation(min(limits))
    tokenizer.no_padding()
    return tokenizer


def means_of_tokens(folder: Path) -> bool:
    """Is a text's vector the mean of its tokens (True) or the first of them (False)?

    Raises ModelFileError where it is something else.
    """
    modules = _read(folder / "modules.json", tuple[_Module, ...])
    pooling = [one for one in modules if one.type.endswith("Pooling")]
    others = [one.type for one in modules if not one.type.endswith(_KNOWN)]
    if len(pooling) != 1 or others:
        raise unreadable(folder, f"they need more than is computed here: {', '.join(others)}")
    said = _read(folder / pooling[0].path / "config.json", _Pooling)
    if said.pooling_mode == "mean" or said.pooling_mode_mean_tokens:
        return True
    if said.pooling_mode == "cls" or said.pooling_mode_cls_token:
        return False
    raise unreadable(folder, "they join tokens in a way that is not computed here")


def unreadable(folder: Path, why: str) -> ModelFileError:
    """An error for people."""
    return ModelFileError(
        f"The files in {folder} cannot be used ({why}). Nothing was changed. Fetch them again with "
        "“support-copilot models fetch”, or choose others with “support-copilot models use”."
    )


def _read(file: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as problem:
        raise unreadable(file.parent, f"{file.name}: {type(problem).__name__}") from problem

"""The adapter of transformers for names: an optional second opinion beside spaCy's pipeline.

A folder with a token classification network whose labels name people, such as PER or B-PERSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from copilot.errors import ModelFileError
from copilot.redaction.people import Ask

_PERSON = re.compile(
    r"(?:[BIESLU]-)?(?:PER|PERSON|NAME|GIVEN_?NAME|FIRST_?NAME|SUR_?NAME|LAST_?NAME)"
)
_LONGEST = 512  # tokens read at once; a paragraph's rest is read on
_SURE = 0.5  # probability from which on a label counts


def load_names_model(folder: Path) -> Ask:
    """A function from texts to the places of people in each.

    Loads from `folder` alone, without code of its own, runs on the CPU and opens no socket.
    Raises ModelFileError when the folder is no such network, or none of its labels is a person.
    """
    if not (folder / "config.json").is_file():
        raise ModelFileError(_broken(folder, "they are missing or not complete"))
    if find_spec("transformers") is None:
        raise ModelFileError(_broken(folder, "this package of the program has no torch"))
    from safetensors import SafetensorError
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    own = {"local_files_only": True, "trust_remote_code": False}
    try:
        tokenizer = AutoTokenizer.from_pretrained(str(folder), **own)
        network = AutoModelForTokenClassification.from_pretrained(
            str(folder), use_safetensors=True, **own
        )
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as problem:
        raise ModelFileError(_broken(folder, type(problem).__name__)) from problem
    labels = {int(n): str(label).upper() for n, label in network.config.id2label.items()}
    people = [number for number, label in labels.items() if _PERSON.fullmatch(label)]
    if not people or not tokenizer.is_fast:
        raise ModelFileError(_broken(folder, "none of their labels is a person"))
    network.eval()

    def ask(texts: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
        for text in texts:
            yield _joined(text, _tokens_of_people(text, tokenizer, network, people))

    return ask


def _tokens_of_people(
    text: str,
    tokenizer: Any,  # noqa: ANN401 - transformers has no types here
    network: Any,  # noqa: ANN401
    people: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """The places of tokens that are a person's, in their order."""
    import torch

    read = tokenizer(
        text,
        return_tensors="pt",
        return_offsets_mapping=True,
        return_overflowing_tokens=True,
        truncation=True,
        padding=True,
        max_length=min(_LONGEST, network.config.max_position_embeddings),
    )
    places = read.pop("offset_mapping").tolist()
    read.pop("overflow_to_sample_mapping", None)
    with torch.inference_mode():
        sure = network(**read).logits.softmax(-1)[..., list(people)].sum(-1).tolist()
    for row, chances in zip(places, sure, strict=True):
        for (start, end), chance in zip(row, chances, strict=True):
            if end > start and chance >= _SURE:
                yield start, end


def _joined(text: str, tokens: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Tokens with nothing but spaces between them as one place."""
    found: list[tuple[int, int]] = []
    for start, end in tokens:
        if found and not text[found[-1][1] : start].strip(" "):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _broken(folder: Path, why: str) -> str:
    return (
        f"The files for names in {folder} cannot be used ({why}). Nothing was lost; choose others, "
        "or none: names are found without them too."
    )

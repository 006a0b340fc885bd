"""Reads passages, queries and judgements of a retrieval measurement from files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from copilot.errors import BadInput
from copilot.records import Scope


class Text(msgspec.Struct, frozen=True):
    """A line of the passages file."""

    id: str
    text: str
    title: str = ""
    scope: Scope = Scope.PUBLIC
    document: str = ""  # passages of one document share it; "" for a document of its own


class Said(msgspec.Struct, frozen=True):
    """A turn of a query's history; every role but "agent" and "assistant" is a customer's."""

    role: str
    text: str


class Question(msgspec.Struct, frozen=True):
    """A line of the queries file; `history` is what was said before, oldest first."""

    id: str
    text: str
    history: tuple[Said, ...] = ()


class Measured(msgspec.Struct, frozen=True):
    """What is measured on: `gains` by query id and passage id."""

    passages: tuple[Text, ...]
    queries: tuple[Question, ...]
    gains: Mapping[str, Mapping[str, float]]


Line = TypeVar("Line", Text, Question)


def read(passages: Path, queries: Path, judgements: Path) -> Measured:
    """Raises BadInput naming file and line. Queries without a relevant passage are left out."""
    texts, questions = _lines(passages, Text), _lines(queries, Question)
    known = {text.id for text in texts}
    gains = _gains(judgements, {question.id for question in questions}, known)
    asked = tuple(question for question in questions if question.id in gains)
    if not asked:
        raise BadInput(f"No query of {queries} has a relevant passage in {judgements}.")
    return Measured(texts, asked, gains)


def _lines(path: Path, kind: type[Line]) -> tuple[Line, ...]:
    found: dict[str, Line] = {}
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            one = msgspec.json.decode(line, type=kind)
        except msgspec.DecodeError as error:
            raise BadInput(f"{path}, line {number}: {error}.") from error
        if one.id in found:
            raise BadInput(f'{path}, line {number}: the id "{one.id}" is there twice.')
        found[one.id] = one
    if not found:
        raise BadInput(f"{path} holds no lines.")
    return tuple(found.values())


def _gains(path: Path, queries: set[str], passages: set[str]) -> dict[str, dict[str, float]]:
    gains: dict[str, dict[str, float]] = {}
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if number == 1 or not line.strip():
            if number == 1 and _is_number(line.rpartition("\t")[2]):
                raise BadInput(f"{path}, line 1: a header is wanted, such as query, passage, gain.")
            continue
        query, passage, gain = _judgement(line, f"{path}, line {number}")
        for id, known, what in ((query, queries, "query"), (passage, passages, "passage")):
            if id not in known:
                raise BadInput(f'{path}, line {number}: there is no {what} "{id}".')
        if gain > 0:
            gains.setdefault(query, {})[passage] = gain
    return gains


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _judgement(line: str, where: str) -> tuple[str, str, float]:
    cells = line.split("\t")
    try:
        query, passage, gain = cells
        return query, passage, float(gain)
    except ValueError as error:
        raise BadInput(
            f"{where}: query id, passage id and a number are wanted, with tabs between; "
            "the first line is a header."
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")  # it takes off the mark that some programs begin with
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8.") from error

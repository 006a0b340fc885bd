"""Marked texts from a file: what is read, and what every bad row is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.evals.pii_files import Marked, Row, read
from copilot.records import KnownIdentity

DANA = {"start": 0, "end": 4, "label": "NAME"}
GOOD = {"id": 7, "text": "Dana rang.", "spans": [DANA]}


def no_record(data: bytes) -> tuple[KnownIdentity, ...]:
    if b"bad" in data:
        raise BadInput("the record has a mistake.")
    return (KnownIdentity("CUSTOMER", data.decode()),)


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows))
    return path


def test_a_row(tmp_path: Path) -> None:
    more = {"lang": "de", "record": {"plain": []}, "template_id": 3, "extra": [1]}
    path = write(tmp_path / "a.jsonl", GOOD, "", {**GOOD, "id": "8"} | more)
    assert read(path, no_record) == (
        Row("7", "Dana rang.", (Marked(0, 4, "NAME"),), None, (), "7"),
        Row(
            "8",
            "Dana rang.",
            (Marked(0, 4, "NAME"),),
            "de",
            (KnownIdentity("CUSTOMER", '{"plain": []}'),),
            "template 3",
        ),
    )


def test_places_are_characters_and_line_ends_are_no_line_ends_within_a_text(tmp_path: Path) -> None:
    line = '{"id": "a", "text": "\U0001f600\u2028 Dana", "spans": [{"start": 3, "end": 7, "label": "NAME", "text": "Dana"}]}'  # noqa: E501
    (row,) = read(write(tmp_path / "a.jsonl", line), no_record)
    assert row.text[3:7] == "Dana"


def test_nothing_said_is_nothing_known(tmp_path: Path) -> None:
    row = GOOD | {"lang": None, "record": None, "template_id": None}
    (one,) = read(write(tmp_path / "a.jsonl", row), no_record)
    assert (one.language, one.known, one.group) == (None, (), "7")


BAD = {
    "no JSON": ("{", "truncated"),
    "no id": ({"text": "", "spans": []}, "id"),
    "no spans": ({"id": "b", "text": ""}, "spans"),
    "no text": ({"id": "b", "spans": []}, "text"),
    "a number for a text": ({"id": "b", "text": 1, "spans": []}, "$.text"),
    "behind the end": (GOOD | {"id": "b", "spans": [DANA | {"end": 11}]}, "10 characters"),
    "before the start": (GOOD | {"id": "b", "spans": [DANA | {"start": -1}]}, "-1 to 4"),
    "empty": (GOOD | {"id": "b", "spans": [DANA | {"end": 0}]}, "0 to 0"),
    "no label": (GOOD | {"id": "b", "spans": [DANA | {"label": " "}]}, "no label"),
    "elsewhere": (GOOD | {"id": "b", "spans": [DANA | {"text": "rang"}]}, "in characters"),
    "the same id": (GOOD | {"id": "7"}, "there twice"),
    "a language in words": (GOOD | {"id": "b", "lang": "German"}, "$.lang"),
    "a bad record": (GOOD | {"id": "b", "record": "bad"}, "the record has a mistake"),
    "half a character": ('{"id": "b", "text": "\\ud800", "spans": []}', ""),
}


@pytest.mark.parametrize("name", list(BAD))
def test_every_bad_row_names_its_line(tmp_path: Path, name: str) -> None:
    row, words = BAD[name]
    path = write(tmp_path / "a.jsonl", GOOD, "", row)
    with pytest.raises(BadInput) as refused:
        read(path, no_record)
    assert str(refused.value).startswith(f"{path}, line 3: ")
    assert words in str(refused.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "a", "text": "\xff", "spans": []}\n')
    with pytest.raises(BadInput, match=r"a\.jsonl, line 1: "):
        read(path, no_record)


def test_no_lines_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no lines"):
        read(write(tmp_path / "a.jsonl", "", " "), no_record)
    with pytest.raises(BadInput, match="cannot be read"):
        read(tmp_path / "none.jsonl", no_record)

"""redact and eval pii on the real engine process: text in, text or JSON out, mistakes named."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from copilot import paths
from copilot.app import redaction
from copilot.commandline.parser import run
from tests.conftest import missing

Redact = Callable[..., tuple[int, str, str]]
RECORD = {
    "requester": {"name": "Quillon Vask", "email": "q.vask@example.com", "orders": ["ZX 19 QQ"]},
    "plain": ["AquaPure"],
}


@pytest.fixture
def redact(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Redact:
    """`redact` on some bytes: exit status, output, errors."""

    def ask(data: bytes, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="latin-1"))
        status = run(["redact", *arguments])
        return status, *capsys.readouterr()

    return ask


@pytest.fixture
def names() -> None:
    if not (paths.places().models / "en_core_web_sm").is_dir():
        missing("en_core_web_sm", "support-copilot models fetch en_core_web_sm")


@pytest.fixture
def record(tmp_path: Path) -> str:
    path = tmp_path / "record.json"
    path.write_text(json.dumps(RECORD))
    return str(path)


@pytest.mark.usefixtures("names")
def test_text_out(redact: Redact) -> None:
    status, out, err = redact("Schöne Grüße\r\n\x00\u202erang mara@example.com\n\n".encode())
    assert (status, err) == (0, "")
    assert out == "Schöne Grüße\r\n\x00\u202erang [[EMAIL_1]]\n\n"


@pytest.mark.usefixtures("names")
def test_json_with_a_record(redact: Redact, record: str) -> None:
    text = "\U0001f600 Quillon Vask (ZX 19 QQ) asks; pay 4242 4242 4242 4242."
    status, out, _ = redact(text.encode(), "--json", "--lang", "EN", "--record", record)
    assert status == 0
    printed = json.loads(out)
    assert set(printed) == {"text", "spans"}
    assert printed["text"] == "\U0001f600 [[CUSTOMER_1]] ([[ORDER_1]]) asks; pay [[CARD_1]]."
    found = {text[one["start"] : one["end"]]: one for one in printed["spans"]}
    assert {k: v["type"] for k, v in found.items()} == {
        "Quillon Vask": "CUSTOMER",
        "ZX 19 QQ": "ORDER",
        "4242 4242 4242 4242": "CARD",
    }
    assert {tuple(one) for one in printed["spans"]} == {("start", "end", "type", "score", "why")}
    assert found["Quillon Vask"]["why"].startswith("record")
    assert found["4242 4242 4242 4242"]["why"].startswith("rule")


@pytest.mark.usefixtures("names")
def test_nothing_in_nothing_out(redact: Redact) -> None:
    assert redact(b"") == (0, "", "")


BAD = {
    "not UTF-8": (b"caf\xe9", (), "not UTF-8 (byte 3)"),
    "half a surrogate pair": (b"\xed\xa0\x80", (), "not UTF-8 (byte 0)"),
    "an unknown language": (b"hi", ("--lang", "xx"), "The language “xx” is not known"),
    "no record": (b"hi", ("--record", "none.json"), "none.json: cannot be read"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_mistake_is_one_sentence(redact: Redact, name: str) -> None:
    data, arguments, words = BAD[name]
    status, out, err = redact(data, *arguments)
    assert (status, out) == (1, "")
    assert words in err
    assert len(err.splitlines()) == 1


def test_a_text_that_is_too_long(redact: Redact, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "LONGEST", 10)
    status, out, err = redact(b"x" * 11)
    assert (status, out) == (1, "")
    assert "longer than 10 characters" in err


def test_without_the_names_file_it_says_what_to_fetch(
    redact: Redact, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPORT_COPILOT_MODELS", str(tmp_path))
    status, out, err = redact(b"hi")
    assert (status, out) == (1, "")
    assert "support-copilot models fetch" in err


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    rows: list[dict[str, Any]] = [
        {
            "id": "a",
            "text": "Quillon Vask wrote from mara@example.com about order A-88213.",
            "record": RECORD,
            "spans": [
                {"start": 0, "end": 12, "label": "NAME"},
                {"start": 24, "end": 40, "label": "EMAIL"},
                {"start": 53, "end": 60, "label": "ORDER_NUMBER"},
            ],
        },
        {"id": "b", "text": "The AquaPure shows E3.", "spans": [], "lang": "en"},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.usefixtures("names")
def test_eval_pii_beside_presidio(marked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "pii", "--data", str(marked), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    ours, default = report["measured"]
    assert [ours["name"], default["name"]] == ["ours", "presidio's default"]
    assert ours["characters"]["recall"]["value"] == 1.0
    assert ours["spans"]["found"] == 3
    assert ours["false_alarms"]["count"] == 0
    assert {one["type"] for one in default["by_type"]} >= {"PERSON", "EMAIL", "ORDER"}
    order = next(one for one in default["by_type"] if one["type"] == "ORDER")
    assert order["characters"]["hidden"] == 0  # it knows no order numbers
    assert report["times_as_fast"] > 0
    assert (report["rows"], report["words"]) == (2, 12)


def test_eval_pii_names_the_line_of_a_mistake(
    marked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with marked.open("a") as file:
        file.write('{"id": "c", "text": "x", "spans": [{"start": 0, "end": 9, "label": "NAME"}]}')
    assert run(["eval", "pii", "--data", str(marked)]) == 1
    assert f"{marked}, line 3: " in capsys.readouterr().err

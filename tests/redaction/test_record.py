"""What a record file names, and what a mistake in it is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.records import KnownIdentity
from copilot.redaction.record import MAX_FILE, parse_record, read_record

WHOLE = {
    "requester": {
        "name": "Dana Whitfield",
        "email": "dana@example.com",
        "phones": ["+44 7700 900461"],
        "addresses": ["14 Harbour Lane, Bristol"],
        "orders": ["A-88213"],
        "accounts": ["40771823", " "],
    },
    "agents": [{"name": "Luis Ortega", "email": "luis@nordlicht.example"}, {"name": "Anna"}],
    "plain": ["Polaris"],
}


def test_everything_a_record_can_name() -> None:
    assert parse_record(json.dumps(WHOLE).encode()) == (
        KnownIdentity("CUSTOMER", "Dana Whitfield"),
        KnownIdentity("EMAIL", "dana@example.com"),
        KnownIdentity("AGENT", "Luis Ortega"),
        KnownIdentity("EMAIL", "luis@nordlicht.example"),
        KnownIdentity("AGENT", "Anna"),
        KnownIdentity("PHONE", "+44 7700 900461"),
        KnownIdentity("ADDRESS", "14 Harbour Lane, Bristol"),
        KnownIdentity("ORDER", "A-88213"),
        KnownIdentity("ACCOUNT", "40771823"),
        KnownIdentity("PLAIN", "Polaris"),
    )


def test_an_empty_record_names_nothing() -> None:
    assert parse_record(b"{}") == ()


def test_an_address_for_a_name_is_no_name() -> None:
    record = b'{"requester": {"name": "sam@example.com", "email": "sam@example.com"}}'
    assert parse_record(record) == (KnownIdentity("EMAIL", "sam@example.com"),)


BAD = {
    "no JSON": (b"{", "not valid JSON"),
    "no text": (b'{"plain": ["\xff"]}', "the record"),
    "a list": (b"[]", "a mistake"),
    "an unknown field": (b'{"customer": {}}', "customer"),
    "one phone, not a list": (b'{"requester": {"phones": "123"}}', "requester.phones"),
    "a number": (b'{"requester": {"orders": [88213]}}', "requester.orders"),
    "a nameless field of an agent": (b'{"agents": [{"mail": "a@b.example"}]}', "agents[0]"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_mistake_is_named(tmp_path: Path, name: str) -> None:
    data, words = BAD[name]
    path = tmp_path / "record.json"
    path.write_bytes(data)
    with pytest.raises(BadInput) as refused:
        read_record(path)
    assert str(refused.value).startswith(f"{path}: the record ")
    assert words in str(refused.value)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_record(tmp_path / "none.json")
    with pytest.raises(BadInput, match="cannot be read"):
        read_record(tmp_path)
    big = tmp_path / "big.json"
    big.write_bytes(b" " * (MAX_FILE + 1))
    with pytest.raises(BadInput, match="too big"):
        read_record(big)

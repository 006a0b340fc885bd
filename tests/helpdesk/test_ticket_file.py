"""One ticket from a JSON file, and sentences about files that are none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from copilot.errors import BadInput
from copilot.helpdesk.ticket_file import read_ticket
from copilot.records import Person, Role, Status, TicketKey, Visibility


def _ticket() -> dict[str, Any]:
    message = {
        "author_name": "Dana",
        "visibility": "public",
        "created": "2026-11-20T10:00:00+01:00",
    }
    return {
        "id": "4217",
        "subject": "Parcel",
        "status": "open",
        "requester": {"name": "Dana", "email": "dana@customer.example"},
        "messages": [
            {
                **message,
                "id": "m2",
                "author": "agent",
                "created": "2026-11-20T09:30:00Z",
                "text": "Hi",
            },
            {**message, "id": "m1", "author": "customer", "text": "Hello?"},
        ],
    }


def _written(folder: Path, found: object) -> Path:
    path = folder / "ticket.json"
    path.write_text(json.dumps(found))
    return path


def test_a_good_file(tmp_path: Path) -> None:
    ticket = read_ticket(_written(tmp_path, _ticket()))
    assert (ticket.key, ticket.status) == (TicketKey("file", "4217"), Status.OPEN)
    assert ticket.requester == Person("Dana", "dana@customer.example")
    assert [(m.id, m.author) for m in ticket.messages] == [
        ("m1", Role.CUSTOMER),
        ("m2", Role.AGENT),
    ]
    assert ticket.messages[0].created.isoformat() == "2026-11-20T09:00:00+00:00"
    assert ticket.version.last_message_id == "m2"


def test_what_other_programs_write_is_taken_kindly(tmp_path: Path) -> None:
    message = {"id": 7, "author": "customer", "created": "2026-11-20T10:00:00", "text": "Hello?"}
    more = {**message, "priority": "high"}
    ticket = read_ticket(_written(tmp_path, {"id": 17, "messages": [more], "brand": "x"}))
    assert (ticket.key.id, ticket.status, ticket.subject) == ("17", Status.OPEN, "")
    assert ticket.requester == Person("")
    assert (ticket.messages[0].id, ticket.messages[0].visibility) == ("7", Visibility.PUBLIC)
    assert ticket.messages[0].created.isoformat() == "2026-11-20T10:00:00+00:00"


def test_the_example_in_the_readme_is_read(tmp_path: Path) -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", readme, re.DOTALL)
    ticket = read_ticket(_written(tmp_path, json.loads(example)))
    assert ticket.key == TicketKey("file", "17")
    assert ticket.requester == Person("Dana Whitfield", "dana@example.com")
    assert "A-88213" in ticket.messages[0].text


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no id": ({"id": ""}, "id"),
    "id is a list": ({"id": [4217]}, "id"),
    "unknown status": ({"status": "closed"}, "status"),
    "no messages": ({"messages": []}, "messages"),
    "requester is text": ({"requester": "Dana"}, "requester"),
    "author": (
        {"messages": [{**_ticket()["messages"][0], "author": "bot"}]},
        r"messages\[.*author",
    ),
    "no day": (
        {"messages": [{**_ticket()["messages"][0], "created": "yesterday"}]},
        "created",
    ),
    "same id twice": ({"messages": _ticket()["messages"][:1] * 2}, "same id"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_field_is_named_with_the_file(tmp_path: Path, name: str) -> None:
    change, word = BAD[name]
    with pytest.raises(BadInput, match=rf"ticket\.json.*{word}"):
        read_ticket(_written(tmp_path, _ticket() | change))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 5000])
def test_what_is_no_json_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ticket.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"ticket\.json"):
        read_ticket(path)


def test_a_missing_file_or_a_folder_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(BadInput, match="cannot be read"):
            read_ticket(path)

"""A demo desk with few tickets, where every one of them costs a real model its time."""

from __future__ import annotations

import json
from pathlib import Path

from copilot import paths
from copilot.helpdesk.demo.desk import DemoDesk

SEED = paths.shipped("resources", "demo", "tickets.json")


def seed_with(at: paths.Places, folder: Path, numbers: set[str], solved: int = 3) -> None:
    """Make the profile's desk from these tickets and some solved ones."""
    tickets = json.loads(SEED.read_text(encoding="utf-8"))
    old = [ticket for ticket in tickets if ticket["status"] == "solved"][:solved]
    chosen = [ticket for ticket in tickets if ticket["id"] in numbers] + old
    seed = folder / "seed.json"
    seed.write_text(json.dumps(chosen), encoding="utf-8")
    DemoDesk(at.data, seed)


def seed_more(at: paths.Places, folder: Path, more: list[dict[str, object]]) -> None:
    """Make the profile's desk from all tickets and a few of one message by their requester."""
    tickets = json.loads(SEED.read_text(encoding="utf-8"))
    seed = folder / "seed.json"
    seed.write_text(json.dumps([*tickets, *map(_opened, more)]), encoding="utf-8")
    DemoDesk(at.data, seed)


def _opened(about: dict[str, object]) -> dict[str, object]:
    requester = about["requester"]
    assert isinstance(requester, dict)
    message = {
        "id": "m1",
        "author": "customer",
        "author_name": requester["name"],
        "author_email": requester["email"],
        "visibility": "public",
        "ago": 300,
        "text": about["text"],
    }
    kept = {name: about[name] for name in ("id", "subject", "fields", "requester")}
    return kept | {
        "status": "open",
        "queue": "Orders",
        "assignee": "",
        "tags": [],
        "messages": [message],
    }

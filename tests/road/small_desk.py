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

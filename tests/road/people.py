"""A demo desk on which one customer has an open and a solved ticket, and is named in a third."""

from __future__ import annotations

import json
from pathlib import Path

from copilot import paths
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.records import TicketKey
from tests.road.small_desk import SEED

OPEN, SOLVED, NEIGHBOUR = (TicketKey("demo", number) for number in ("9001", "9002", "9003"))
NAME, EMAIL = "Ottilie Brandwein", "ottilie@brandwein.example"
PHONE, STREET, ORDER = "+49 171 5550123", "Quittenweg 17, 24103 Kiel", "Q-555123"
SENTENCE = "My grandmother Walburga left me the copper kettle in Flensburg"
LAST_YEAR = "The lid of the walnut chest came loose after the flood in Rendsburg"
SAID = (NAME, EMAIL, PHONE, STREET, ORDER, SENTENCE, LAST_YEAR, "Quittenweg", "5550123")
ASK = "How many months or litres does the cartridge of the AquaPure 300 last, what comes first?"
ODD = "Does the marzipan zeppelin of the observatory hum at night?"


def _message(number: int, who: tuple[str, str], text: str, ago: float = 50) -> dict[str, object]:
    author = "agent" if who[1].endswith("nordlicht.example") else "customer"
    return {
        "id": f"m{number}",
        "author": author,
        "author_name": who[0],
        "author_email": who[1],
        "visibility": "public",
        "ago": ago - number,
        "text": text,
    }


def _ticket(
    key: TicketKey, status: str, who: tuple[str, str], subject: str, *messages: dict[str, object]
) -> dict[str, object]:
    return {
        "id": key.id,
        "subject": subject,
        "status": status,
        "queue": "Orders",
        "assignee": "Anna Lindqvist",
        "tags": [],
        "fields": {"OrderNo": ORDER} if who[0] == NAME else {},
        "requester": {"name": who[0], "email": who[1]},
        "messages": list(messages),
    }


HER, NEIGHBOURS = (NAME, EMAIL), ("Piet Vermeer", "piet@vermeer.example")
ANNA = ("Anna Lindqvist", "anna@nordlicht.example")
TICKETS = (
    _ticket(
        OPEN,
        "open",
        HER,
        f"Cartridge, {NAME}",
        _message(1, HER, f"{SENTENCE}. Call {PHONE}, I live at {STREET}.\n{ODD}\n{ASK}"),
    ),
    _ticket(
        SOLVED,
        "solved",
        HER,
        "Walnut chest",
        _message(1, HER, f"{LAST_YEAR}. What can I do? {NAME}", ago=90_000),
        _message(2, ANNA, f"Dear {NAME}, glue it with wood glue and clamp it.", ago=89_000),
    ),
    _ticket(
        NEIGHBOUR,
        "open",
        NEIGHBOURS,
        f"Parcel of Ms {NAME}",
        _message(
            1,
            NEIGHBOURS,
            f"I took order {ORDER} for {NAME} ({EMAIL}). {ASK} Which violins are lent?",
        ),
    ),
)


def desk_of_people(at: paths.Places, folder: Path) -> DemoDesk:
    """The profile's desk: these tickets and the solved ones of the shop."""
    shop = [one for one in json.loads(SEED.read_text(encoding="utf-8")) if one["id"] == "4217"]
    seed = folder / "people.json"
    seed.write_text(json.dumps([*TICKETS, *shop]), encoding="utf-8")
    return DemoDesk(at.data, seed)

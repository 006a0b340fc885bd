"""What the chain says of an opening: who, how, with which key, and which settings changed."""

from __future__ import annotations

import json

import pytest

from copilot.app import profile
from copilot.errors import WrongKey
from copilot.paths import places
from copilot.pipeline import Road
from copilot.records import ReplyKind, TicketKey
from copilot.settings import Settings, save
from tests.fakes.engine import ScriptedEngine
from tests.test_pipeline import the_desk

KEY = TicketKey("demo", "4217")


def opened(**chosen: object) -> Road:
    at = places()
    save(Settings(**chosen), at.settings)
    return profile.open_road(at, passphrase="correct horse", engine=ScriptedEngine())


def said(road: Road) -> list[tuple[str, dict[str, object]]]:
    return [(row.event, json.loads(row.payload)) for row in road.audit.rows()]


def test_every_opening_and_every_changed_setting_is_noted_by_name() -> None:
    for chosen in ({}, {}, {"undo_seconds": 30, "signature": "Anna, Sonnenweg 4"}, {}):
        road = opened(**chosen)
        rows = said(road)
        actors = {row.actor for row in road.audit.rows()}
        everything = "".join(row.payload for row in road.audit.rows())
        road.close()
    assert [event for event, _ in rows] == [
        "opened",
        "opened",
        "opened",
        "settings changed",
        "opened",
        "settings changed",
    ]
    assert rows[0][1]["unlocked_by"] == "passphrase"
    assert len({payload["key"] for event, payload in rows if event == "opened"}) == 1
    assert [p for e, p in rows if e == "settings changed"] == [
        {"names": ["signature", "undo_seconds"]}
    ] * 2
    assert actors == {"anna@nordlicht.example"}
    assert "Sonnenweg" not in everything


def test_a_wrong_passphrase_opens_and_notes_nothing() -> None:
    opened().close()
    with pytest.raises(WrongKey):
        profile.open_road(places(), passphrase="another horse", engine=ScriptedEngine())
    road = opened()
    assert [event for event, _ in said(road)] == ["opened", "opened"]
    road.close()


def test_a_ticket_that_is_gone_from_the_helpdesk_is_noted_as_deleted() -> None:
    road = opened()
    road.sync()
    the_desk().delete("4217")
    road.sync()
    road.sync()
    rows = [(row.event, row.subject) for row in road.audit.rows()]
    assert rows.count(("deleted", "demo/4217")) == 1
    road.close()


def test_what_the_checks_find_is_noted_without_what_it_says() -> None:
    road = opened()
    road.sync()
    draft = road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), "You get £ 999.99 back, Wendelin.")
    again = road.edit(draft, f"{draft.text} Yes.")
    assert again.findings
    found = [payload for event, payload in said(road) if event == "found"]
    assert found[0]["checks"] == sorted(finding.check for finding in draft.findings)
    assert not any("Wendelin" in row.payload for row in road.audit.rows())
    road.close()

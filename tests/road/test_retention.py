"""What is older than its time goes from a profile that was worked with, and does not come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from copilot import settings
from copilot.errors import BadInput
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.paths import Places
from copilot.records import DataKind, OutboxState
from copilot.settings import Retention
from tests.road.conftest import OpenDemo
from tests.road.people import LAST_YEAR, NEIGHBOUR, SENTENCE, SOLVED, desk_of_people
from tests.road.people import OPEN as HERS
from tests.road.test_deleting_people import in_the_file, worked_on


@pytest.fixture
def desk(at: Places, tmp_path: Path) -> DemoDesk:
    return desk_of_people(at, tmp_path)


def test_a_year_later_texts_are_gone_and_the_chain_holds(
    open_demo: OpenDemo, desk: DemoDesk, at: Places
) -> None:
    road = open_demo()
    road.sync()
    worked_on(road)
    sent = road.outbox()[0]
    now = datetime.now(UTC) + timedelta(days=400)
    done = dict(road.privacy.clear_out(now).counts)
    assert (done["tickets"], done["approved texts"]) == (1, 2)
    for name in ("messages", "passages", "drafts", "traces", "questions"):
        assert done[name] > 0, name
    assert road.audit.broken() == ()
    assert [row.event for row in road.audit.rows()][-1] == "cleared"
    after = road.outbox()[0]
    assert (after.state, after.approved.digest) == (OutboxState.CONFIRMED, sent.approved.digest)
    assert (after.approved.outgoing.body, after.approved.outgoing.to) == ("", ())
    assert road.privacy.clear_out(now).counts == ()
    [her] = road.privacy.people("Brandwein")
    assert (her.tickets, her.mentions) == ((HERS,), (NEIGHBOUR,))
    road.close()
    data = in_the_file(at)
    assert LAST_YEAR.encode() not in data
    assert LAST_YEAR.casefold().encode() not in data
    assert SENTENCE.encode() in data  # the open ticket stays


def test_what_was_cleared_is_not_fetched_again(open_demo: OpenDemo, desk: DemoDesk) -> None:
    road = open_demo(retention=Retention(tickets=30))
    report = road.sync()
    assert SOLVED not in report.changed  # it was closed long ago
    assert HERS in report.changed
    road.privacy.keep_for(DataKind.TICKETS, 0)
    road.privacy.letting_go.tickets.set_cursor("demo", "")
    assert SOLVED in road.sync().changed
    road.privacy.keep_for(DataKind.TICKETS, 30)
    assert dict(road.privacy.clear_out(datetime.now(UTC)).counts)["tickets"] == 1
    road.privacy.letting_go.tickets.set_cursor("demo", "")
    assert SOLVED not in road.sync().changed


def test_times_are_kept_in_the_settings(open_demo: OpenDemo, at: Places) -> None:
    road = open_demo(team="Nordlicht")
    road.privacy.keep_for(DataKind.TRACES, 7)
    kept = settings.load(at.settings)
    assert (kept.retention, kept.team) == (Retention(traces=7), "Nordlicht")
    assert {one.kind: one.days for one in road.privacy.state().kept}[DataKind.TRACES] == 7
    for days in (-1, 4000):
        with pytest.raises(BadInput, match="Nothing was changed"):
            road.privacy.keep_for(DataKind.TRACES, days)


def test_nothing_goes_where_everything_is_kept(open_demo: OpenDemo) -> None:
    road = open_demo(retention=Retention(0, 0, 0, 0, 0, 0))
    road.sync()
    assert road.privacy.clear_out(datetime.now(UTC) + timedelta(days=9000)).counts == ()

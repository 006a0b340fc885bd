"""Triage on a real store, as the road offers it."""

from __future__ import annotations

import pytest

from copilot.records import Status
from copilot.road.triaging import DEMO_CATEGORIES, Triaging, categories_of
from copilot.settings import CategoryWords, Settings
from copilot.store.prepared import Prepared
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.assistance.people import desk_ticket
from tests.fakes.engine import ScriptedEngine


@pytest.fixture
def tickets():
    store = Store.transient()
    yield Tickets(store), Prepared(store)
    store.close()


def test_a_ticket_that_was_solved_meanwhile_counts(tickets):
    held, prepared = tickets
    mine = desk_ticket(("c", 2, "The strap tore, is it under warranty?"))
    other = desk_ticket(("c", 1, "The strap tore, warranty?"), number="2", queue="Warranty")
    held.save([mine, other])
    triaging = Triaging(held, prepared, ScriptedEngine(), DEMO_CATEGORIES)
    first = triaging.of(mine)
    assert (first.queue, [one.key.id for one in first.duplicates]) == (None, ["2"])
    solved = desk_ticket(
        ("c", 1, "The strap tore, warranty?"),
        ("a", 3, "Yes."),
        number="2",
        queue="Warranty",
        status=Status.SOLVED,
    )
    held.save([solved])
    then = triaging.of(mine)
    assert then.duplicates == ()
    assert then.queue is not None
    assert then.queue.value == "Warranty"


def test_the_list_of_the_team_goes_before_the_demo_desks():
    own = Settings(categories=(CategoryWords("Zelte", ("zelt*",)),))
    assert [one.name for one in categories_of(own, demo=True)] == ["Zelte"]
    assert categories_of(Settings(), demo=True) == DEMO_CATEGORIES
    assert categories_of(Settings(), demo=False) == ()

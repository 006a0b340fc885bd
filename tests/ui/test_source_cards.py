"""The sources beside the ticket: their marks, and what is done with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from copilot.errors import EngineFailed, StoreError
from copilot.records import Judgement, Scope, SourceKind
from tests.fakes import road_tickets as shop
from tests.ui.desk import open_ticket, window_on
from ui.copilot_panel.source_card import REJECTED, SourceCard
from ui.copilot_panel.sources import source_props

TODAY = shop.NOW.date()


def chips(**changes):
    found = shop.SOURCES[0]
    changed = replace(found, passage=replace(found.passage, changed=None, **changes))
    return [text for text, _ in source_props(changed, "1", shop.NOW, language="en").chips]


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ({}, ["public"]),
        ({"scope": Scope.INTERNAL}, ["internal: do not quote"]),
        ({"scope": Scope.INTERNAL, "team": "Claims"}, ["team Claims: do not quote"]),
        (
            {"team": "Rücksendekostenübernahmeabteilung"},
            ["team Rücksendekostenübernahm…: do not quote"],
        ),
        ({"kind": SourceKind.SOLVED_TICKET}, ["public", "solved ticket"]),
        ({"kind": SourceKind.MACRO}, ["public", "macro"]),
        ({"valid_until": TODAY}, ["public"]),
        ({"valid_until": TODAY - timedelta(days=1)}, ["public", "out of date"]),
        ({"valid_from": TODAY}, ["public"]),
        ({"valid_from": date(2026, 12, 1)}, ["public", "from 1 Dec"]),
        ({"valid_from": date(2027, 1, 2)}, ["public", "from 2 Jan 2027"]),
        ({"language": "de"}, ["public", "in German"]),
        ({"language": "tlh"}, ["public", "in tlh"]),
    ],
)
def test_a_card_says_who_may_be_told_and_whether_it_holds(changes, texts):
    assert chips(**changes) == texts


def test_a_language_is_no_news_where_the_ticket_has_none():
    german = replace(shop.SOURCES[0].passage, language="de", changed=None)
    found = replace(shop.SOURCES[0], passage=german)
    assert [text for text, _ in source_props(found, "1", shop.NOW).chips] == ["public"]


@pytest.fixture
def desk(qtbot, theme, road):
    with window_on(qtbot, theme, road) as made:
        open_ticket(qtbot, made, 4217)
        yield made


def cards(desk):
    body = desk.panel.view.sources.body
    found = [body.itemAt(at).widget() for at in range(body.count())]
    return [one for one in found if isinstance(one, SourceCard)]


def test_opening_a_card_is_judged_once(qtbot, desk, road):
    for _ in range(2):
        cards(desk)[0].click()
        qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
        desk.source.dialog.accept()
    first_cited = shop.SOURCES[1].passage.source_id
    assert road.judged == [(shop.key(4217), first_cited, Judgement.OPENED)]


def test_a_source_that_is_thrown_out_is_dim_and_says_so(qtbot, desk, road):
    cards(desk)[1].reject.click()
    qtbot.waitUntil(lambda: road.judged != [])
    lost = shop.SOURCES[0].passage.source_id
    assert road.judged == [(shop.key(4217), lost, Judgement.REJECTED)]
    dim = cards(desk)[1]
    assert dim.property("rejected")
    assert dim.rejected.text() == REJECTED
    qtbot.waitUntil(dim.rejected.isVisible)
    assert dim.hasFocus()
    assert "knowledge page" in dim.rejected.toolTip()
    assert [one.property("rejected") for one in cards(desk)] == [False, True, False]


def test_it_is_dim_for_its_own_ticket_alone_and_stays_so(qtbot, desk, road):
    cards(desk)[0].reject.click()
    road.drafts[shop.CHARGED.key] = replace(road.drafts[shop.CHARGED.key], sources=shop.SOURCES)
    open_ticket(qtbot, desk, 4231)
    assert [one.property("rejected") for one in cards(desk)] == [False] * 3
    open_ticket(qtbot, desk, 4217)
    assert [one.property("rejected") for one in cards(desk)] == [True, False, False]


def test_a_judgement_that_could_not_be_kept_is_told_and_the_card_is_as_it_was(qtbot, desk, road):
    road.faults["judge_source"] = StoreError("The store cannot be written. Start again.")
    cards(desk)[0].reject.click()
    qtbot.waitUntil(desk.banner.isVisible)
    assert "cannot be written" in desk.banner.text()
    assert not cards(desk)[0].property("rejected")


def test_an_opening_that_could_not_be_kept_is_no_news_and_counts_the_next_time(qtbot, desk, road):
    road.faults["judge_source"] = EngineFailed("The engine is down. Try again.")
    cards(desk)[0].click()
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    assert not desk.banner.isVisible()
    desk.source.dialog.accept()
    road.faults.clear()
    cards(desk)[0].click()
    qtbot.waitUntil(lambda: len(road.judged) == 1)
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    desk.source.dialog.accept()

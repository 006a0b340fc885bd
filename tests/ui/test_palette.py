"""The palette: words at once, the meaning a moment later, and nothing old over something new."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from copilot.errors import EngineFailed, StoreError
from copilot.records import EngineState, EngineStatus, Scope
from tests.fakes import road_tickets as shop
from tests.ui.desk import window_on
from ui.search.hits import Command, fitting, sources, with_the_chosen_in_place
from ui.search.item_model import HitItemModel
from ui.search.presenter import NOTHING, UNSURE, UNSURE_SOURCES
from ui.shared.quoting import Run, found_words, runs

LOST, WAITS, CARTRIDGE = shop.SOURCES


@pytest.fixture
def palette(qtbot, theme, road):
    with window_on(qtbot, theme, road) as desk:
        desk.search.set_engine(EngineStatus(EngineState.READY))
        desk.search.open()
        yield desk.search


def titles(palette):
    return [one.title for one in palette.item_model.hits]


def typed(qtbot, palette, text):
    qtbot.keyClicks(palette.view.field, text)


def test_words_are_shown_before_the_meaning_and_then_the_meaning(qtbot, palette, road):
    road.by_meaning["parcel"] = (CARTRIDGE, LOST)
    road.gates["parcel"] = Event()
    typed(qtbot, palette, "parcel")
    qtbot.waitUntil(lambda: titles(palette) == [LOST.passage.title])
    qtbot.waitUntil(lambda: road.searched == ["parcel"])
    assert titles(palette) == [LOST.passage.title]
    road.gates["parcel"].set()
    qtbot.waitUntil(lambda: len(titles(palette)) == 2)
    assert titles(palette) == [CARTRIDGE.passage.title, LOST.passage.title]
    assert palette.view.list.currentIndex().row() == 0


def test_the_chosen_hit_stays_where_it_is_when_the_meaning_comes(qtbot, palette, road):
    road.by_meaning["the"] = (CARTRIDGE, WAITS, LOST)
    road.gates["the"] = Event()
    typed(qtbot, palette, "the")
    named = [one.passage.title for one in road.knowledge.look_up("the")]
    qtbot.waitUntil(lambda: titles(palette)[-len(named) :] == named)
    first = len(titles(palette)) - len(named)
    for _ in range(first + 1):
        qtbot.keyClick(palette.view.field, Qt.Key.Key_Down)
    chosen = palette.view.list.currentIndex()
    before = palette.item_model.hits[chosen.row()].identity
    road.gates["the"].set()
    qtbot.waitUntil(lambda: CARTRIDGE.passage.title == titles(palette)[first])
    at = palette.view.list.currentIndex().row()
    assert at == first + 1
    assert palette.item_model.hits[at].identity == before


def test_a_late_answer_of_an_older_text_never_replaces_a_newer_one(
    qtbot, palette, road, monkeypatch
):
    shown = []
    whole = palette.item_model.set_hits
    monkeypatch.setattr(
        palette.item_model, "set_hits", lambda hits: (shown.append(hits), whole(hits))
    )
    road.by_meaning["warehouse"] = (WAITS,)
    road.gates["warehouse"] = Event()
    typed(qtbot, palette, "warehouse")
    qtbot.waitUntil(lambda: road.searched == ["warehouse"])
    palette.view.field.selectAll()
    typed(qtbot, palette, "cartridge")
    qtbot.waitUntil(lambda: titles(palette) == [CARTRIDGE.passage.title])
    qtbot.waitUntil(lambda: not palette._later.isActive())
    assert road.searched == ["warehouse"]  # the engine is asked one thing at a time
    road.gates["warehouse"].set()
    qtbot.waitUntil(lambda: road.searched == ["warehouse", "cartridge"])
    qtbot.waitUntil(lambda: palette._meaning._job is None)
    assert titles(palette) == [CARTRIDGE.passage.title]
    assert WAITS.passage.title not in [one.title for hits in shown for one in hits]


def test_of_the_texts_that_wait_for_the_engine_only_the_newest_is_asked(qtbot, palette, road):
    road.gates["parcel"] = Event()
    typed(qtbot, palette, "parcel")
    qtbot.waitUntil(lambda: road.searched == ["parcel"])
    for more in (" lo", "st"):
        typed(qtbot, palette, more)
        qtbot.waitUntil(lambda: not palette._later.isActive())
    road.gates["parcel"].set()
    qtbot.waitUntil(lambda: road.searched == ["parcel", "parcel lost"])


@pytest.mark.parametrize(
    ("state", "why"),
    [(EngineState.STARTING, "still starting"), (EngineState.DOWN, "is down")],
)
def test_without_the_engine_words_alone_are_found_and_it_is_said(qtbot, palette, road, state, why):
    palette.set_engine(EngineStatus(state))
    typed(qtbot, palette, "parcel")
    qtbot.waitUntil(lambda: titles(palette) == [LOST.passage.title])
    assert "words alone" in palette.view.hint.text()
    assert why in palette.view.hint.text()
    qtbot.waitUntil(lambda: not palette._later.isActive())
    assert "search" not in road.calls
    palette.set_engine(EngineStatus(EngineState.READY))
    qtbot.waitUntil(lambda: road.searched == ["parcel"])
    qtbot.waitUntil(lambda: "words alone" not in palette.view.hint.text())


def test_an_engine_that_fails_leaves_the_words(qtbot, palette, road):
    road.faults["search"] = EngineFailed("The engine stopped. Try again.")
    typed(qtbot, palette, "parcel")
    qtbot.waitUntil(lambda: "words alone" in palette.view.hint.text())
    assert titles(palette) == [LOST.passage.title]
    assert palette.view.hint.toolTip() == "The engine stopped. Try again."
    assert palette.view.isVisible()


def test_a_store_that_fails_is_told_in_the_window(qtbot, palette, road):
    road.faults["look_up"] = StoreError("The store cannot be read. Start again.")
    with qtbot.waitSignal(palette.failed) as told:
        typed(qtbot, palette, "parcel")
    assert "store" in str(told.args[0])
    assert not palette.view.isVisible()


def test_enter_waits_for_the_words_of_what_was_typed_last(qtbot, palette, road):
    typed(qtbot, palette, "parcel")
    qtbot.waitUntil(lambda: titles(palette) == [LOST.passage.title])
    palette.view.field.selectAll()
    with qtbot.waitSignal(palette.source_wanted) as wanted:
        typed(qtbot, palette, "cartridge")
        qtbot.keyClick(palette.view.field, Qt.Key.Key_Return)
    assert wanted.args[0].passage == CARTRIDGE.passage
    assert not palette.view.isVisible()


def test_nothing_found_is_said_and_an_empty_line_shows_the_commands(qtbot, palette):
    commands = titles(palette)
    assert "Knowledge: sources, gaps, feedback" in commands
    typed(qtbot, palette, "zzz")
    qtbot.waitUntil(lambda: palette.view.hint.text() == NOTHING)
    assert titles(palette) == []
    palette.view.field.clear()
    assert titles(palette) == commands


def closest(*found):
    """As a search that is not sure scores them."""
    return tuple(replace(one, score=0.1) for one in found)


def test_what_only_comes_closest_is_said_so_at_the_top(qtbot, palette, road):
    road.by_meaning["cartridge"] = closest(CARTRIDGE, LOST)
    typed(qtbot, palette, "cartridge")
    qtbot.waitUntil(lambda: len(titles(palette)) == 2)
    assert palette.view.note.text() == UNSURE
    assert palette.view.note.isVisible()
    road.by_meaning["parcel"] = (LOST,)
    palette.view.field.setText("parcel")
    qtbot.waitUntil(lambda: palette._meaning._job is None and road.searched[-1] == "parcel")
    assert not palette.view.note.isVisible()


def test_beside_a_ticket_the_articles_alone_are_not_sure(qtbot, palette, road):
    road.by_meaning["re"] = closest(CARTRIDGE)
    road.gates["re"] = Event()
    typed(qtbot, palette, "re")
    qtbot.waitUntil(lambda: "Ticket" in [one.kind for one in palette.item_model.hits])
    assert not palette.view.note.isVisible()
    road.gates["re"].set()
    qtbot.waitUntil(palette.view.note.isVisible)
    assert palette.view.note.text() == UNSURE_SOURCES


def test_words_that_stand_nowhere_find_no_article(qtbot, palette, road):
    road.by_meaning["xqzzt"] = closest(*shop.SOURCES)
    typed(qtbot, palette, "xqzzt")
    qtbot.waitUntil(lambda: road.searched == ["xqzzt"] and palette._meaning._job is None)
    assert titles(palette) == []
    assert palette.view.hint.text() == NOTHING
    assert not palette.view.note.isVisible()


def test_a_word_in_another_language_may_be_found_by_meaning_where_it_is_sure(qtbot, palette, road):
    road.by_meaning["paketverlust"] = (LOST,)
    typed(qtbot, palette, "paketverlust")
    qtbot.waitUntil(lambda: titles(palette) == [LOST.passage.title])
    assert not palette.view.note.isVisible()


def test_an_excerpt_has_no_markdown_and_no_placeholder():
    text = (
        "## Sizes\n| Size | Weight |\n|---|---|\n| **M** | 900 g |\n\n"
        "[[CUSTOMER_1_FIRST]] wrote about order [[ORDER_2]]; see [sizes](sizes.md)."
    )
    shown = "".join(one.text for one in runs(text, ()))
    assert shown == (
        "Size · Weight M · 900 g (customer) wrote about order (order number); see sizes (sizes.md)."
    )
    assert "".join(one.text for one in runs("## Only **this**", ())) == "Only this"


def test_a_closed_palette_asks_no_more(qtbot, palette, road):
    typed(qtbot, palette, "parcel")
    palette.view.reject()
    assert not palette._soon.isActive()
    assert not palette._later.isActive()


def test_hits_name_kind_place_and_marks():
    old = replace(
        WAITS,
        passage=replace(WAITS.passage, team="Claims", valid_until=shop.NOW.date().replace(day=1)),
    )
    (hit,) = sources("case", (old,), shop.NOW)
    assert (hit.kind, hit.title, hit.place) == ("Article", "Long waits", "Refunds and reshipment")
    assert hit.chips == (("team Claims", "warning"), ("out of date", "danger"))
    (public,) = sources("x", (LOST,), shop.NOW)
    assert public.chips == ()
    (internal,) = sources("x", (WAITS,), shop.NOW)
    assert internal.chips == ((Scope.INTERNAL.value, "warning"),)


def test_found_words_are_strong_and_a_late_find_is_in_sight():
    words = found_words("Cart", "words: litres · used before")
    assert words == ("cart*", "cart", "litres")
    quote = runs(CARTRIDGE.passage.text, words)
    assert [one.text for one in quote if one.strong] == ["cartridge", "litres"]
    assert "".join(one.text for one in quote) == CARTRIDGE.passage.text
    late = runs("# Head\n" + "nothing here " * 40 + "the needle is here", ("needle",))
    assert late[0].text == "… "
    assert [one.text for one in late if one.strong] == ["needle"]
    assert len("".join(one.text for one in late)) < 170
    assert runs("Nothing **typed**.", ()) == (Run("Nothing typed."),)


@pytest.mark.parametrize(
    ("typed", "text", "strong"),
    [
        ("back it send", "I sent a backpack: send it back", ["send", "back"]),
        ("filter slow", "Filters are slow, filtering is slower", ["Filters", "slow", "slower"]),
        ("nl-44", "Not NL but NL-4471", ["NL-4471"]),
        ("pump i", "I pump in it", ["pump"]),
    ],
)
def test_only_the_last_word_is_a_beginning(typed, text, strong):
    quote = runs(text, found_words(typed, ""))
    assert [one.text for one in quote if one.strong] == strong


def test_the_stretch_with_most_of_the_words_is_shown():
    text = "A pump. " + "More words. " * 30 + "The valve of the pump leaks."
    quote = runs(text, ("pump", "valve", "leaks"))
    assert [one.text for one in quote if one.strong] == ["valve", "pump", "leaks"]


def test_the_chosen_keeps_its_row_among_fresh_hits():
    lost, waits, cartridge = sources("", shop.SOURCES, shop.NOW)
    again = replace(waits, aside="again")
    assert with_the_chosen_in_place((cartridge, again, lost), (lost, waits), 1) == (
        cartridge,
        again,
        lost,
    )
    assert with_the_chosen_in_place((cartridge, lost), (waits,), 0) == (waits, cartridge, lost)
    assert with_the_chosen_in_place((cartridge,), (waits,), -1) == (cartridge,)


def test_the_hits_change_row_by_row(qapp):
    item_model = HitItemModel()
    tester = QAbstractItemModelTester(
        item_model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    commands = fitting("", tuple(Command(f"Do {at}", "", int) for at in range(4)))
    told = []
    item_model.rowsInserted.connect(lambda parent, first, last: told.append(("in", first, last)))
    item_model.rowsRemoved.connect(lambda parent, first, last: told.append(("out", first, last)))
    item_model.dataChanged.connect(lambda first, last, roles: told.append(("new", first.row())))
    item_model.set_hits(commands[:2])
    item_model.set_hits((commands[0], commands[3], commands[2]))
    item_model.set_hits(commands[:1])
    assert told == [("in", 0, 1), ("new", 1), ("in", 2, 2), ("out", 1, 2)]
    assert item_model.rowCount(item_model.index(0)) == 0
    assert item_model.data(QModelIndex()) is None
    assert tester.model() is item_model

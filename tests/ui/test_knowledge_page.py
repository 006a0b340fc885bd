"""The knowledge page: its state, its long work, and what a person changes on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton

from copilot.errors import BadInput, StoreError
from copilot.records import (
    Feedback,
    FolderState,
    IndexProgress,
    Judgement,
    Scope,
    SourceKind,
    SourceProblem,
)
from tests.fakes import road_knowledge as known
from tests.fakes import road_tickets as shop
from tests.ui.desk import open_ticket, window_on
from ui.copilot_panel.source_card import SourceCard
from ui.knowledge import adding
from ui.knowledge.presenter import STOPPED, KnowledgePresenter
from ui.knowledge.props import feedback_row
from ui.shared.rows import ROW, Row, RowItemModel

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot, theme, road):
    with window_on(qtbot, theme, road) as made:
        yield made


@pytest.fixture
def page(qtbot, desk):
    qtbot.keyClick(desk.window, Qt.Key.Key_B, CTRL)
    qtbot.waitUntil(lambda: desk.knowledge.view.about.text() != "")
    return desk.knowledge


def titles(tab):
    return [one.title for one in tab.item_model.rows]


def choose(tab, title):
    tab.list.setCurrentIndex(tab.item_model.index(titles(tab).index(title)))


def test_a_key_a_command_and_a_chip_open_the_page(qtbot, desk, page):
    assert page.view.isVisible()
    page.view.accept()
    desk.top.knowledge.click()
    assert page.view.isVisible()
    page.view.accept()
    desk.search.open()
    qtbot.keyClicks(desk.search.view.field, "knowledge gaps")
    qtbot.waitUntil(lambda: desk.search.item_model.rowCount() == 1)
    qtbot.keyClick(desk.search.view.field, Qt.Key.Key_Return)
    assert page.view.isVisible()
    page.view.accept()


def test_it_says_what_is_read_and_what_searches_it(page):
    assert page.view.about.text().startswith("5 sources · 1,398 documents · 4,571 passages")
    assert titles(page.sources) == ["articles", "runbooks", "claims", "Solved tickets", "Macros"]
    chips = [[text for text, _ in one.chips] for one in page.sources.item_model.rows]
    assert chips[0] == ["3 left out", "1 read in part", "public"]
    assert chips[1:3] == [["internal"], ["team Reklamationen"]]
    assert "all-MiniLM-L6-v2" in page.view.embedder.text()
    assert page.view.weak.text() == (
        "German and Spanish articles are found mostly by words and codes with this embedder."
    )


def test_an_embedder_on_its_way_is_told_with_its_share(qtbot, page, road):
    road.state = known.CHANGING
    page.refresh()
    qtbot.waitUntil(lambda: "42 %" in page.view.embedder.text())
    assert "multilingual-e5-small is embedding anew" in page.view.embedder.text()
    assert "until then all-MiniLM-L6-v2 serves" in page.view.embedder.text()


def test_problems_are_listed_and_copied(qtbot, page):
    choose(page.sources, "runbooks")
    assert not page.sources.detail.problems.isVisible()
    assert "could be read" in page.sources.detail.fine.text()
    choose(page.sources, "articles")
    assert page.sources.detail.head.text() == "PROBLEMS · 3 LEFT OUT · 1 READ IN PART"
    page.sources.detail.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 4
    assert lines[0] == "left out\tmanuals/AquaPure-300.pdf\tIt is protected by a password."
    assert lines[3].startswith("read in part\treturns/")
    problems = page.sources.detail.problems
    problems.setFocus()
    problems.setCurrentIndex(page.sources.problem_model.index(2))
    qtbot.keyClick(problems, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "left out\tnotes/empty.md\tIt is empty."


def test_what_the_helpdesk_brings_cannot_be_removed(page):
    choose(page.sources, "Solved tickets")
    assert not page.sources.detail.remove.isVisible()
    choose(page.sources, "claims")
    assert page.sources.detail.remove.isVisible()
    assert "Only the team Reklamationen" in page.sources.detail.words.text()


def test_a_folder_is_removed_after_one_question(qtbot, page, road):
    choose(page.sources, "runbooks")
    page.sources.detail.remove.click()
    page.changing.question.no.click()
    assert "remove_folder" not in road.calls
    page.sources.detail.remove.click()
    page.changing.question.yes.click()
    qtbot.waitUntil(lambda: "runbooks" not in titles(page.sources))


def test_the_chosen_source_stays_chosen_when_others_come(qtbot, page, road):
    choose(page.sources, "claims")
    first = FolderState("/a/first", SourceKind.ARTICLE, 1, 2)
    road.state = replace(road.state, folders=(first, *road.state.folders))
    page.refresh()
    qtbot.waitUntil(lambda: titles(page.sources)[0] == "first")
    assert page.sources.current().name == "/srv/shared/claims"


def test_a_folder_is_added_and_read(qtbot, page, road, monkeypatch):
    monkeypatch.setattr(adding, "ask_folder", lambda window: Path("/srv/shared/new pages"))
    page.view.add.click()
    dialog = page.changing.adding
    dialog.kind.buttons["Macros"].click()
    dialog.scope.buttons["One team"].click()
    dialog.add.click()
    assert dialog.wrong.text() == "Type the name of the team."
    qtbot.keyClicks(dialog.team, "Claims")
    dialog.add.click()
    qtbot.waitUntil(lambda: "new pages" in titles(page.sources))
    qtbot.waitUntil(lambda: "update_knowledge" in road.calls)
    added = road.state.folders[-1]
    assert (added.kind, added.scope, added.team) == (SourceKind.MACRO, Scope.INTERNAL, "Claims")
    assert page.changing.adding is None


def test_a_folder_that_is_refused_can_be_chosen_anew(qtbot, page, road, monkeypatch):
    paths = [Path("/srv/shared/claims"), Path("/srv/shared/other")]
    monkeypatch.setattr(adding, "ask_folder", lambda window: paths.pop(0))
    page.view.add.click()
    dialog = page.changing.adding
    dialog.add.click()
    qtbot.waitUntil(dialog.wrong.isVisible)
    assert "read already" in dialog.wrong.text()
    dialog.choose.click()
    dialog.add.click()
    qtbot.waitUntil(lambda: "other" in titles(page.sources))
    assert road.state.folders[-1].scope is Scope.PUBLIC


def test_nothing_is_added_when_the_person_thinks_better_of_it(page, road, monkeypatch):
    monkeypatch.setattr(adding, "ask_folder", lambda window: None)
    page.view.add.click()
    assert page.changing.adding is None
    assert "add_folder" not in road.calls


def test_an_update_tells_how_far_it_is_and_ends(qtbot, desk, page, road):
    road.hold, road.progress = True, (IndexProgress(120, 1_398, 38.4, 214.0, resumed=True),)
    page.view.update_now.click()
    qtbot.waitUntil(lambda: "120 of 1,398" in page.view.progress.words.text())
    assert page.view.progress.words.text() == (
        "Going on where it stopped: 120 of 1,398 documents · 38 passages/s · about 4 min left"
    )
    assert (page.view.progress.bar.value(), page.view.progress.bar.maximum()) == (120, 1_398)
    assert not page.view.update_now.isEnabled()
    assert not page.view.close_button.hasFocus()
    assert desk.top.knowledge.text() == "Knowledge 9 %"
    road.let_go.set()
    qtbot.waitUntil(page.view.update_now.isEnabled)
    assert not page.view.progress.isVisible()
    assert desk.top.knowledge.text() == "Knowledge"
    assert not page.updating._timer.isActive()


def test_an_update_that_is_stopped_says_what_is_kept(qtbot, page, road):
    road.hold = True
    page.view.update_now.click()
    qtbot.waitUntil(page.view.progress.isVisible)
    page.view.progress.cancel.click()
    qtbot.waitUntil(lambda: page.view.banner.text() == STOPPED)
    assert not page.view.progress.isVisible()


def test_an_update_that_is_asked_for_twice_runs_once_more(qtbot, page, road):
    road.hold = True
    page.update()
    page.update()
    qtbot.waitUntil(lambda: road.calls.count("update_knowledge") == 1)
    road.let_go.set()
    qtbot.waitUntil(lambda: road.calls.count("update_knowledge") == 2)
    qtbot.waitUntil(lambda: not page.updating.under_way)


def test_an_update_goes_on_while_the_page_is_closed_and_its_error_comes_to_the_window(
    qtbot, desk, page, road
):
    road.faults["update_knowledge"] = BadInput("/srv/shared/claims is not there any more.")
    page.view.accept()
    page.update()
    qtbot.waitUntil(desk.banner.isVisible)
    assert "not there any more" in desk.banner.text()


def test_what_goes_wrong_while_the_page_is_open_is_said_on_it(qtbot, desk, page, road):
    road.faults["knowledge"] = StoreError("The store cannot be read. Start again.")
    page.refresh()
    qtbot.waitUntil(page.view.banner.isVisible)
    assert not desk.banner.isVisible()
    assert not page._look.isActive()


def test_a_closed_page_looks_no_more(page):
    assert page._look.isActive()
    page.view.reject()
    assert not page._look.isActive()


def test_a_look_that_is_asked_for_meanwhile_is_taken_afterwards(qtbot, theme, jobs, executor, road):
    window = QPushButton()
    qtbot.addWidget(window)
    presenter = KnowledgePresenter(theme, jobs, lambda: shop.NOW, window, window)
    presenter.start(road)
    presenter.refresh()
    presenter.refresh()
    presenter.refresh()
    executor.drain()
    qtbot.waitUntil(lambda: len(executor.waiting) == 1)
    executor.drain()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert road.calls.count("knowledge") == 2


def test_gaps_come_most_asked_first_and_open_their_tickets(qtbot, desk, page):
    page.view.tabs["Gaps"].click()
    assert page.view.tabs["Gaps"].text() == "Gaps 3"
    assert titles(page.gaps)[0].startswith("Do you ship to Iceland")
    links = page.gaps.detail.tickets.findChildren(QPushButton)
    assert [one.text() for one in links] == ["#4251", "#4170", "#4160"]
    links[1].click()
    qtbot.waitUntil(lambda: desk.conversation.key == shop.key(4170))
    assert not page.view.isVisible()


def test_of_a_gap_in_many_tickets_some_are_shown(qtbot, page, road):
    many = known.gap("Where is my order?", 40, 1, *range(5_000, 5_040))
    road.state = replace(known.STATE, gaps=(many,))
    page.refresh()
    qtbot.waitUntil(lambda: titles(page.gaps) == ["Where is my order?"])
    flow = page.gaps.detail.tickets.flow
    texts = [flow.itemAt(at).widget().text() for at in range(flow.count())]
    assert (len(texts), texts[0], texts[-1]) == (21, "#5000", "and 20 more")


def test_a_dismissed_gap_is_gone_and_the_next_one_is_chosen(qtbot, page):
    page.view.tabs["Gaps"].click()
    page.gaps.detail.dismiss.click()
    qtbot.waitUntil(lambda: len(titles(page.gaps)) == 2)
    assert page.gaps.detail.question.text() == titles(page.gaps)[0]
    for _ in range(2):
        before = len(titles(page.gaps))
        page.gaps.detail.dismiss.click()
        qtbot.waitUntil(lambda before=before: len(titles(page.gaps)) == before - 1)
    assert page.gaps.view.nothing.isVisible()
    assert page.view.tabs["Gaps"].text() == "Gaps"


def test_feedback_is_reset_for_one_source_and_for_all(qtbot, page):
    page.view.tabs["Feedback"].click()
    assert [one.below for one in page.feedback.item_model.rows] == [
        "used 9 times · opened 14 times",
        "used once · opened 3 times · thrown out 4 times",
        "opened once · thrown out once",
    ]
    choose(page.feedback, "Long waits")
    page.feedback.reset.click()
    qtbot.waitUntil(lambda: "Long waits" not in titles(page.feedback))
    page.feedback.reset_all.click()
    page.changing.question.no.click()
    assert len(titles(page.feedback)) == 2
    page.feedback.reset_all.click()
    page.changing.question.yes.click()
    qtbot.waitUntil(lambda: titles(page.feedback) == [])
    assert page.feedback._nothing.isVisible()


def test_a_reset_makes_the_cards_as_new(qtbot, desk, page, road):
    open_ticket(qtbot, desk, 4217)
    section = desk.panel.view.sources
    section.findChildren(SourceCard)[0].reject.click()
    qtbot.waitUntil(lambda: [one[2] for one in road.judged] == [Judgement.REJECTED])
    source_id = shop.SOURCES[1].passage.source_id  # cited first
    desk.knowledge.changing.reset("another")
    qtbot.waitUntil(lambda: road.calls.count("reset_feedback") == 1)
    qtbot.waitUntil(lambda: desk.jobs.under_way == 0)
    assert desk.panel._rejected[shop.key(4217)] == {source_id}
    desk.knowledge.changing.reset(source_id)
    qtbot.waitUntil(lambda: not desk.panel._rejected[shop.key(4217)])


def test_an_empty_page_says_what_to_do_next(qtbot, theme, road):
    road.state = known.EMPTY
    with window_on(qtbot, theme, road) as desk:
        desk.knowledge.open()
        qtbot.waitUntil(lambda: desk.knowledge.view.about.text() == "Nothing is read yet.")
        assert "Add a folder" in desk.knowledge.sources.view.nothing.text()
        assert desk.knowledge.sources.view.nothing.isVisible()
        assert desk.knowledge.view.weak.isHidden()
        assert desk.knowledge.view.focusWidget() is desk.knowledge.view.add
        desk.knowledge.view.accept()


def test_every_button_of_the_page_has_a_name(page):
    unnamed = [
        widget
        for widget in page.view.findChildren(QPushButton)
        if not (widget.accessibleName() or widget.text())
    ]
    assert unnamed == []


def test_rows_keep_the_rules_of_qt(qapp):
    item_model = RowItemModel()
    tester = QAbstractItemModelTester(
        item_model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    rows = tuple(Row(at, f"Row {at}", "/a/b", "below", None) for at in range(3))
    told = []
    item_model.modelReset.connect(lambda: told.append("all"))
    item_model.dataChanged.connect(lambda first, last, roles: told.append(first.row()))
    item_model.set_rows(rows)
    item_model.set_rows((rows[0], replace(rows[1], below="other"), rows[2]))
    assert told == ["all", 1]
    index = item_model.index(1)
    assert index.data(ROW).below == "other"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Row 1\n/a/b"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Row 1, other"
    assert item_model.row_of(2) == 2
    assert item_model.row_of("gone") == -1
    assert item_model.rowCount(index) == 0
    assert item_model.data(QModelIndex()) is None
    item_model.set_rows(())
    assert tester.model().rowCount() == 0


def test_ten_thousand_problems_are_shown_at_once(qtbot, page, road):
    many = tuple(
        SourceProblem(f"scans/{at:05d}.pdf", "It is protected by a password.")
        for at in range(10_000)
    )
    articles = replace(known.ARTICLES, problems=many)
    road.state = replace(known.STATE, folders=(articles,))
    page.refresh()
    qtbot.waitUntil(lambda: page.sources.problem_model.rowCount() == 10_000)
    assert page.sources.detail.head.text() == "PROBLEMS · 10,000 LEFT OUT"


def test_a_source_without_a_title_is_named_by_its_id():
    row = feedback_row(Feedback("articles/gone.md", "", 0, 1, 0))
    assert (row.title, row.path, row.below) == ("articles/gone.md", "", "opened once")


@pytest.fixture
def by_itself(qtbot, theme, road):
    """A window that keeps the knowledge in step without being asked."""
    road.hold = True
    with window_on(qtbot, theme, road, prepare_ahead=True) as made:
        yield made
        road.let_go.set()


def test_after_every_sync_the_knowledge_is_read_by_itself(qtbot, by_itself, road):
    qtbot.waitUntil(lambda: "update_knowledge" in road.calls)
    assert by_itself.top.knowledge.text() == "Knowledge"
    road.let_go.set()
    qtbot.waitUntil(lambda: not by_itself.knowledge.updating.under_way)
    before = road.calls.count("update_knowledge")
    by_itself.syncer.sync()
    qtbot.waitUntil(lambda: road.calls.count("update_knowledge") == before + 1)


def test_reading_by_itself_is_seen_where_something_is_to_be_read(qtbot, by_itself, road):
    qtbot.waitUntil(lambda: by_itself.knowledge.updating.under_way)
    by_itself.knowledge.updating.progressed.emit(IndexProgress(10, 40, 12.0, 30.0))
    assert by_itself.top.knowledge.text() == "Knowledge 25 %"


def test_what_goes_wrong_by_itself_every_minute_is_told_once(qtbot, by_itself, road):
    road.faults["update_knowledge"] = BadInput("The embedding files are missing.")
    road.let_go.set()
    qtbot.waitUntil(lambda: not by_itself.knowledge.updating.under_way)
    by_itself.knowledge.keep()
    qtbot.waitUntil(lambda: "missing" in by_itself.banner.text())
    by_itself.banner.clear()
    before = road.calls.count("update_knowledge")
    by_itself.knowledge.keep()
    qtbot.waitUntil(lambda: road.calls.count("update_knowledge") == before + 1)
    qtbot.waitUntil(lambda: not by_itself.knowledge.updating.under_way)
    assert by_itself.banner.text() == ""

"""The item models keep Qt's rules and the keyboard's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyleOptionViewItem

from copilot.records import QueueView
from tests.fakes import road_tickets as shop
from ui.outbox.item_model import OutboxItemModel
from ui.queue.delegate import RowDelegate
from ui.queue.item_model import PROPS, QueueItemModel
from ui.search.hits import sources, tickets
from ui.search.item_model import HitItemModel


@pytest.fixture
def rows(road):
    return road.queue(QueueView.ALL)


@pytest.fixture
def queue_model(qapp, qtmodeltester):
    made = QueueItemModel(lambda: shop.NOW)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()


def test_changed_rows_are_named_and_other_orders_reset(qtbot, queue_model, rows):
    with qtbot.waitSignal(queue_model.modelReset):
        queue_model.set_rows(rows)
    changed = []
    queue_model.dataChanged.connect(
        lambda first, last, roles: changed.append((first.row(), last.row()))
    )
    queue_model.set_rows((rows[0], replace(rows[1], draft_ready=False), *rows[2:]))
    assert changed == [(1, 1)]
    with qtbot.waitSignal(queue_model.modelReset):
        queue_model.set_rows(rows[::-1])
    queue_model.set_rows(())
    assert queue_model.rowCount() == 0


def test_hidden_rows_name_nobody(queue_model, rows):
    queue_model.set_rows(rows)
    queue_model.set_hidden(True)
    spoken = " ".join(queue_model.index(at).data(PROPS).spoken for at in range(len(rows)))
    assert not [row.requester for row in rows if row.requester in spoken]


def test_ten_thousand_rows_find_their_place(queue_model, rows):
    many = tuple(
        replace(rows[0], key=shop.key(at), updated=shop.NOW - timedelta(hours=at))
        for at in range(10_000)
    )
    queue_model.set_rows(many)
    assert queue_model.index(9_999).data(PROPS).age == "25 Sep 2025"
    assert queue_model.row_of(shop.key(5_000)) == 5_000


def test_a_row_with_chips_is_higher(theme, queue_model, rows):
    queue_model.set_rows(rows)
    delegate = RowDelegate(theme)
    heights = {
        number: delegate.sizeHint(
            QStyleOptionViewItem(), queue_model.index(queue_model.row_of(shop.key(number)))
        )
        for number in (4217, 4188)
    }
    assert heights[4217].height() > heights[4188].height() >= QSize(0, 50).height()


def test_outbox_and_palette_models_keep_the_rules(qapp, road, rows):
    outbox, palette = OutboxItemModel(), HitItemModel()
    testers = [
        QAbstractItemModelTester(one, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for one in (outbox, palette)
    ]
    draft = road.drafts[shop.CHARGED.key]
    item = road.approve(draft, road.outgoing(draft, new_status=None))
    outbox.set_items((item,))
    palette.set_hits((*tickets(rows, hidden=False), *sources("", shop.SOURCES, shop.NOW)))
    assert outbox.rowCount() == 1
    assert palette.rowCount() == 4 + len(shop.SOURCES)
    outbox.set_items(())
    palette.set_hits(())
    assert [tester.model().rowCount() for tester in testers] == [0, 0]

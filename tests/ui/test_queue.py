"""The queue beside the ticket: its ages go on while nobody touches it."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes import road_tickets as shop
from ui.queue.item_model import PROPS
from ui.queue.presenter import AGES_EVERY, QueuePresenter


def test_ages_go_on_by_themselves(qtbot, theme, road, jobs, executor):
    now = [shop.FILTER.updated + timedelta(minutes=23)]
    queue = QueuePresenter(theme, jobs, lambda: now[0], jobs)
    qtbot.addWidget(queue.view)
    queue.start(road)
    executor.drain()
    qtbot.waitUntil(lambda: queue.item_model.rowCount() > 0)
    index = queue.item_model.index(queue.item_model.row_of(shop.FILTER.key))
    assert index.data(PROPS).age == "23 min"
    assert queue.ages.isActive()
    assert queue.ages.interval() == AGES_EVERY <= 60_000
    now[0] += timedelta(minutes=2)
    with qtbot.waitSignal(queue.item_model.dataChanged):
        queue.ages.setInterval(0)
    queue.stop()
    assert index.data(PROPS).age == "25 min"
    assert not queue.ages.isActive()

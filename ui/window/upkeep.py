"""What goes on by itself: looking at the helpdesk, the engine, preparing ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from copilot.records import Account, EngineState, EngineStatus, SyncReport, TicketKey
from ui.window.opening import waits_for_reply

if TYPE_CHECKING:
    from ui.window.presenter import WindowPresenter


class Upkeep(QObject):
    """Joins syncer, status line, engine and preparing ahead of one window."""

    def __init__(self, desk: WindowPresenter, *, prepare_ahead: bool) -> None:
        super().__init__(desk)
        self._desk, self._prepare_ahead = desk, prepare_ahead
        desk.syncer.synced.connect(self._synced)
        desk.queue.loaded.connect(self._count_prepared)
        desk.status.engine_changed.connect(self._engine_changed)
        desk.status.engine_changed.connect(desk.search.set_engine)
        desk.status.ledger_wanted.connect(desk.privacy.open)
        desk.status.view.connection.clicked.connect(desk.syncer.sync)
        desk.knowledge.reading.connect(self._show_reading)
        desk.top.knowledge.clicked.connect(desk.knowledge.open)
        desk.composer.busy.connect(self._hold)
        desk.ahead.not_prepared.connect(desk.queue.refresh)
        desk.ahead.preparing.connect(desk.queue.item_model.set_preparing)

    def begin(self) -> None:
        """The road is there."""
        road, desk = self._desk.road, self._desk
        if road is not None:
            desk.jobs.run(lambda stop: road.account(), self._greet, desk.banner.report)
            self._warm_up()

    def _greet(self, account: Account) -> None:
        self._desk.conversation.agent = account.agent.name
        self._desk.privacy.deleting.desk_name = account.title
        who = account.agent.email or account.agent.name
        self._desk.top.desk.setText(f"{account.title} · {who}")

    def _warm_up(self) -> None:
        road = self._desk.road
        if road is not None:
            self._desk.jobs.run(
                lambda stop: road.engine.start(), self._warmed_up, self._desk.banner.report
            )

    def _warmed_up(self, _: None) -> None:
        self._desk.status.ask()

    def _synced(self, report: SyncReport) -> None:
        desk = self._desk
        desk.status.set_online(report.online)
        if report.reason:
            desk.banner.say(report.reason)
        desk.ahead.answered -= frozenset(report.changed)  # until they are looked at again
        desk.queue.refresh()
        for key in report.changed:
            desk.opener.reload(key)
        if report.online:
            desk.outbox.deliver()
        if desk.status.status is not None and desk.status.status.state is EngineState.DOWN:
            self._warm_up()
        self._prepare(fresh=True)
        if self._prepare_ahead:
            desk.knowledge.keep()

    def _engine_changed(self, status: EngineStatus) -> None:
        if status.state is EngineState.READY:
            self._prepare(fresh=False)
        self._desk.showing.make_what_is_missing()

    def _prepare(self, *, fresh: bool) -> None:
        if self._prepare_ahead and self._desk.status.can_write:
            self._desk.ahead.go(fresh=fresh)

    def _hold(self, busy: bool) -> None:
        if busy or (self._prepare_ahead and self._desk.status.can_write):
            self._desk.ahead.hold(busy)

    def _count_prepared(self, missing: frozenset[TicketKey], of: int) -> None:
        desk = self._desk
        opened = desk.opener.current
        answered = desk.ahead.answered
        if opened is not None and not waits_for_reply(opened.ticket):
            answered |= {opened.ticket.key}
        desk.status.set_prepared(
            of - len(missing),
            of,
            answered=len(missing & answered),
            failed=len(missing & desk.ahead.failed - answered),
        )
        if desk.conversation.key is None:
            desk.conversation.invite(some=of > 0)

    def _show_reading(self, percent: int | None) -> None:
        self._desk.top.show_reading(percent)
        self._desk.composer.show_indexing(percent)

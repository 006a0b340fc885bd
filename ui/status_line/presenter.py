"""Behaviour of the status line: asks the engine and the ledger now and then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from copilot.records import EngineState, EngineStatus, LedgerRow
from ui.jobs import Job, Jobs
from ui.shared.parts import set_role
from ui.status_line.props import connection, engine, hosts, prepared
from ui.status_line.view import StatusLineView

if TYPE_CHECKING:
    from copilot.pipeline import Road

ASK_EVERY = 2000  # milliseconds


class StatusLinePresenter(QObject):
    """`engine_changed` comes when the engine's state is another one."""

    engine_changed = Signal(object)  # an EngineStatus
    ledger_wanted = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._clock = jobs, clock
        self._road: Road | None = None
        self._asking: Job | None = None
        self._online: bool | None = None
        self._waiting = 0
        self._rows: tuple[LedgerRow, ...] = ()
        self.status: EngineStatus | None = None
        self.view = StatusLineView()
        self._timer = QTimer(self, interval=ASK_EVERY)
        self._timer.timeout.connect(self.ask)
        self.view.hosts.clicked.connect(self.ledger_wanted)
        self._draw()

    @property
    def can_write(self) -> bool:
        """Whether the engine can be asked for drafts."""
        return self.status is not None and self.status.state not in (
            EngineState.NO_MODEL_FILE,
            EngineState.DOWN,
        )

    def start(self, road: Road) -> None:
        """Begin to ask."""
        self._road = road
        self._timer.start()
        self.ask()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    @Slot()
    def ask(self) -> None:
        """Ask once, unless the last question is still open."""
        if self._road is None or self._asking is not None:
            return
        road = self._road

        def work(stop: Event) -> tuple[EngineStatus, tuple[LedgerRow, ...]]:
            return road.engine.status(), road.ledger.all()

        self._asking = self._jobs.run(work, self._answered, self._not_answered)

    def set_online(self, online: bool) -> None:
        """What the last sync found."""
        self._online = online
        self._draw()

    def set_waiting(self, waiting: int) -> None:
        """How many are unsettled in the outbox."""
        self._waiting = waiting
        self._draw()

    def set_prepared(self, done: int, of: int, *, answered: int, failed: int) -> None:
        """How far preparing ahead has come, and what of the rest needs no reply or failed."""
        self.view.prepared.setText(prepared(done, of, answered=answered, failed=failed))

    def _answered(self, answer: tuple[EngineStatus, tuple[LedgerRow, ...]]) -> None:
        self._asking = None
        before, (self.status, self._rows) = self.status, answer
        self._draw()
        if before is None or before.state is not self.status.state:
            self.engine_changed.emit(self.status)

    def _not_answered(self, error: Exception) -> None:
        self._asking = None
        self._timer.stop()
        self.failed.emit(error)

    def _draw(self) -> None:
        tone = {None: "muted", True: "good", False: "warning"}[self._online]
        set_role(self.view.dot, "role", tone)
        self.view.connection.setText(connection(self._online, self._waiting))
        self.view.engine.set_text(engine(self.status))
        self.view.hosts.setText(hosts(self._rows, self._clock()))

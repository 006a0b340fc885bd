"""Pictures of the window over the demo desk with the real store, engine and model file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from copilot import settings
from copilot.app.profile import open_road
from copilot.locking.keys import PASSPHRASE_FILE
from copilot.paths import places
from copilot.records import EngineState, OutboxState, TicketKey
from copilot.settings import Settings
from tests.ui.settling import settle
from ui.jobs import Jobs
from ui.main import now
from ui.shared.theme import Theme
from ui.window.presenter import WindowPresenter

SLOW = 900.0  # seconds; a busy machine writes two tokens a second
TICKETS = ("4217", "4221", "4209")  # English, Spanish and German


def can_be_taken() -> bool:
    """Whether the model files are here."""
    return any(places().models.glob("*.gguf"))


@contextmanager
def own_home() -> Iterator[None]:
    """A profile in a folder of its own, with a passphrase and the models of this machine."""
    models = places().models
    with tempfile.TemporaryDirectory(prefix="support-copilot-pictures-") as folder:
        secret = Path(folder, "passphrase")
        secret.touch(mode=0o600)
        secret.write_text("pictures of the demo desk", encoding="utf-8")
        names = {
            "SUPPORT_COPILOT_HOME": folder,
            "SUPPORT_COPILOT_MODELS": str(models),
            PASSPHRASE_FILE: str(secret),
        }
        before = {name: os.environ.get(name) for name in names}
        os.environ.update(names)
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value


class RealDesk:
    """A window on the demo desk's road; preparing ahead is off, so that pictures repeat."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        at = places()
        settings.save(Settings(undo_seconds=15), at.settings)
        self._folder = folder
        self.jobs = Jobs(ThreadPoolExecutor(8))
        self.presenter = WindowPresenter(theme, self.jobs, clock=now, prepare_ahead=False)
        self.window = self.presenter.window
        self.window.resize(QSize(1440, 900))
        self.window.show()
        self.road = open_road(at)
        self.presenter.start(self.road)
        settle(lambda: self.presenter.queue.item_model.rowCount() > 0, 60)
        settle(self._engine_ready, SLOW)

    def _engine_ready(self) -> bool:
        status = self.presenter.status.status
        return status is not None and status.state in (EngineState.READY, EngineState.BUSY)

    def open(self, number: str) -> None:
        """Open a ticket; its draft is begun where none is there."""
        self.presenter.open(TicketKey("demo", number))
        shown = self.presenter.conversation
        settle(lambda: shown.key is not None and shown.key.id == number, 20)

    def written(self) -> None:
        """Wait until summary and draft are there."""
        settle(lambda: self.jobs.under_way == 0 and not self.presenter.composer.writing, SLOW)

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        settle(lambda: True)
        (widget or self.window).grab().save(str(self._folder / f"real-{name}.png"))

    def close(self) -> None:
        self.window.close()
        self.presenter.stop()
        self.jobs.shutdown()
        self.road.close()
        self.presenter.deleteLater()
        self.window.deleteLater()


def real_pictures(folder: Path, theme: Theme) -> None:
    """From the first sync to the confirmed reply."""
    with own_home():
        desk = RealDesk(theme, folder)
        try:
            walk(desk)
        finally:
            desk.close()


def walk(desk: RealDesk) -> None:
    """The way of one reply, then two tickets in other languages."""
    presenter, editor = desk.presenter, desk.presenter.composer.view.editor
    desk.shoot("1-queue")
    desk.open(TICKETS[0])
    settle(lambda: presenter.composer.writing, 60)
    settle(lambda: bool(editor.toPlainText()) or not presenter.composer.writing, SLOW)
    desk.shoot("2-writing")
    desk.written()
    desk.shoot("3-draft")
    if presenter.panel.view.checks.isVisible():
        presenter.panel.view.ensureWidgetVisible(presenter.panel.view.checks)
        desk.shoot("4-checks")
    while (finding := presenter.composer.first_finding()) is not None:
        presenter.composer.accept((finding,))
        desk.written()
    desk.shoot("5-accepted")
    if presenter.approval.approve():
        settle(lambda: presenter.undo.view.isVisible(), 20)
        desk.shoot("6-undo")
        settle(lambda: _states(desk) == {OutboxState.CONFIRMED}, 60)
        presenter.outbox.open()
        settle(lambda: desk.jobs.under_way == 0, 20)
        desk.shoot("7-outbox", presenter.outbox.view)
        presenter.outbox.view.close()
        desk.shoot("8-sent")
    for number in TICKETS[1:]:
        desk.open(number)
        settle(lambda: presenter.composer.writing, 60)
        desk.written()
        desk.shoot(number)


def _states(desk: RealDesk) -> set[OutboxState]:
    return {item.state for item in desk.road.outbox()}

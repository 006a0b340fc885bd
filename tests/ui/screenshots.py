"""Pictures of the window for looking at: python -m tests.ui.screenshots [FOLDER] [--real].

Most are of canned tickets and the same every time; the last ones walk the demo desk with the real
store, engine and model file. `--readme` writes the two of the README.
"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from copilot.paths import shipped
from copilot.records import OutboxState, QueueView
from tests.fakes import road_tickets as shop
from tests.fakes.road import FakeRoad
from tests.ui.audit_pictures import audit_pictures
from tests.ui.corrections_pictures import corrections_pictures
from tests.ui.knowledge_pictures import knowledge_pictures
from tests.ui.privacy_pictures import lock_pictures, privacy_pictures
from tests.ui.real_pictures import can_be_taken, real_pictures
from tests.ui.rollout_pictures import rollout_pictures
from tests.ui.settling import settle
from ui.jobs import Jobs
from ui.shared.theme import Theme
from ui.window.presenter import WindowPresenter

SIZES = (QSize(1440, 900), QSize(1280, 720))


class Desk:
    """A window on a fake road, ready to be photographed."""

    def __init__(
        self, theme: Theme, road: FakeRoad | None = None, *, size: QSize = SIZES[0]
    ) -> None:
        self.road = road or FakeRoad(clock=lambda: shop.NOW)
        self.jobs = Jobs(ThreadPoolExecutor(4))
        self.presenter = WindowPresenter(
            theme, self.jobs, clock=lambda: shop.NOW, prepare_ahead=False
        )
        self.window = self.presenter.window
        self.window.resize(size)
        self.window.show()
        self.presenter.start(self.road)
        self.quiet()

    def quiet(self) -> None:
        settle(lambda: self.jobs.under_way == 0)

    def open(self, number: int) -> None:
        self.presenter.open(shop.key(number))
        self.quiet()

    def shoot(self, folder: Path, name: str, widget: QWidget | None = None) -> None:
        self.quiet()
        (widget or self.window).grab().save(str(folder / f"{name}.png"))

    def close(self) -> None:
        self.window.close()
        self.jobs.shutdown()
        self.presenter.deleteLater()
        self.window.deleteLater()


def offline_road() -> FakeRoad:
    road = FakeRoad(clock=lambda: shop.NOW)
    road.online, road.offline_reason = False, ""
    for number, state in (
        (4231, OutboxState.CONFLICT),
        (4219, OutboxState.WAITING),
        (4197, OutboxState.UNKNOWN),
        (4217, OutboxState.CONFIRMED),
    ):
        draft = road.drafts[shop.key(number)]
        item = road.approve(draft, road.outgoing(draft, new_status=None))
        when = replace(item.approved, approved=shop.NOW - timedelta(minutes=number % 100))
        reason = (
            "Luis Ortega answered at 09:58, after you had looked."
            if state is OutboxState.CONFLICT
            else ""
        )
        road.items[item.approved.id] = replace(item, approved=when, state=state, reason=reason)
    road.drafts = shop.first_drafts()
    return road


def all_pictures(folder: Path) -> None:
    app = QApplication.instance() or QApplication([])
    theme = Theme(app, "light")
    for name in ("light", "dark"):
        theme.choose(name)
        for size in SIZES:
            desk = Desk(theme, size=size)
            desk.open(4217)
            desk.shoot(folder, f"window-{name}-{size.width()}")
            desk.close()
        dialogs(folder, theme, name)
        desk_of = partial(Desk, theme, size=SIZES[1])
        knowledge_pictures(desk_of, folder, name)
        corrections_pictures(desk_of, folder, name)
        audit_pictures(desk_of, folder, name)
        privacy_pictures(desk_of, folder, name)
        lock_pictures(theme, folder, name, SIZES[1])
        rollout_pictures(desk_of, folder, name)
    theme.choose("light")
    states(folder, theme)


def dialogs(folder: Path, theme: Theme, name: str) -> None:
    desk = Desk(theme, offline_road())
    desk.open(4217)
    presenter = desk.presenter
    presenter.outbox.open()
    desk.shoot(folder, f"outbox-{name}", presenter.outbox.view)
    presenter.outbox.view.hide()
    preview = presenter.approval.preview(
        desk.road.outgoing(desk.road.drafts[shop.FILTER.key], new_status=None), desk.window
    )
    preview.show()
    desk.shoot(folder, f"preview-{name}", preview)
    preview.close()
    presenter.source.open(shop.SOURCES[0])
    desk.quiet()
    desk.shoot(folder, f"source-{name}", presenter.source.dialog)
    presenter.source.dialog.close()
    presenter.search.open()
    desk.shoot(folder, f"search-{name}", presenter.search.view)
    presenter.search.view.close()
    desk.close()


def states(folder: Path, theme: Theme) -> None:
    desk = Desk(theme, FakeRoad(tickets=()))
    desk.shoot(folder, "empty")
    desk.close()
    desk = Desk(theme, offline_road())
    for number, name in ((4219, "german"), (4188, "long-thread"), (4231, "attachments")):
        desk.open(number)
        desk.shoot(folder, name)
    desk.open(4217)
    desk.presenter.set_hidden(True)
    desk.shoot(folder, "hidden")
    desk.presenter.set_hidden(False)
    desk.presenter.banner.say(FakeRoad().offline_reason)
    desk.presenter.composer.accept((desk.presenter.composer.first_finding(),))
    desk.quiet()
    desk.shoot(folder, "accepted")
    desk.presenter.approval.approve()
    desk.quiet()
    desk.shoot(folder, "approved")
    desk.presenter.show_tab(QueueView.ALL)
    desk.shoot(folder, "all")
    desk.close()


def readme_pictures(folder: Path) -> None:
    """The two pictures of the README, small enough for a repository."""
    app = QApplication.instance() or QApplication([])
    theme = Theme(app, "light")
    for name in ("light", "dark"):
        theme.choose(name)
        desk = Desk(theme)
        desk.open(4217)
        desk.shoot(folder, f"window-{name}")
        desk.close()
        shrink(folder / f"window-{name}.png")


def shrink(path: Path) -> None:
    """Down to 256 colours, without a pattern of dots."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(256, kmeans=2, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"))
    parser.add_argument("--readme", action="store_true", help="only the README's two pictures")
    parser.add_argument("--real", action="store_true", help="only those with the model file")
    given = parser.parse_args()
    if given.readme:
        target = shipped("resources", "screenshots")
        target.mkdir(exist_ok=True)
        readme_pictures(target)
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    if not given.real:
        all_pictures(given.folder)
    if can_be_taken():
        app = QApplication.instance() or QApplication([])
        real_pictures(given.folder, Theme(app, "light"))
    else:
        sys.stdout.write("No pictures with real drafts: the model files are not here.\n")


if __name__ == "__main__":
    main()

"""A profile on the demo desk, with a passphrase, in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from copilot import paths, settings
from copilot.app import profile
from copilot.engine import Engine
from copilot.helpdesk.demo.desk import DemoDesk
from copilot.pipeline import Road
from copilot.settings import Settings
from tests.road.scripted import RecordingEngine
from ui.shared.theme import Theme

PASSPHRASE = "six clouds over the fjord"

OpenDemo = Callable[..., Road]


@pytest.fixture
def at() -> paths.Places:
    return paths.places()


@pytest.fixture
def engine() -> RecordingEngine:
    return RecordingEngine()


@pytest.fixture
def desk(at: paths.Places) -> DemoDesk:
    """The desk of the profile, as other people use it."""
    return DemoDesk(at.data, paths.shipped("resources", "demo", "tickets.json"))


@pytest.fixture
def open_demo(at: paths.Places, engine: RecordingEngine) -> Iterator[OpenDemo]:
    """Opens the profile's road; closed after the test."""
    with ExitStack() as opened:

        def open_it(instead: Engine | None = None, **chosen: object) -> Road:
            settings.save(Settings(**{"undo_seconds": 0} | chosen), at.settings)
            road = profile.open_road(at, passphrase=PASSPHRASE, engine=instead or engine)
            return opened.enter_context(closing(road))

        yield open_it


@pytest.fixture
def one_article(tmp_path: Path) -> Path:
    """A folder of knowledge with the one article that the tests draft from."""
    folder = tmp_path / "articles"
    folder.mkdir()
    name = "changing-the-aquapure-300-cartridge.md"
    article = paths.shipped("resources", "demo", "articles", name)
    (folder / name).write_bytes(article.read_bytes())
    return folder


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()

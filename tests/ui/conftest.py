"""A desk on a fake road for every test, and a look for threads that were left behind."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Executor, Future

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from tests.fakes.road import FakeRoad
from ui.jobs import Jobs
from ui.shared.theme import Theme

# What the offscreen platform says about itself on every dialog; it is no fault of the window.
OFFSCREEN = r"This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)"


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))


class ManualExecutor(Executor):
    """Keeps what is submitted until `drain`, and runs it on the test's own thread."""

    def __init__(self):
        self.waiting = []

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        self.waiting.append((future, fn, args, kwargs))
        return future

    def drain(self):
        while self.waiting:
            future, fn, args, kwargs = self.waiting.pop(0)
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:
                future.set_exception(error)

    def shutdown(self, wait=True, *, cancel_futures=False):
        if cancel_futures:
            for future, *_ in self.waiting:
                future.cancel()
            self.waiting.clear()


@pytest.fixture
def executor():
    return ManualExecutor()


@pytest.fixture
def jobs(qapp, executor):
    made = Jobs(executor)
    yield made
    made.shutdown()


@pytest.fixture
def theme(qapp):
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def road():
    return FakeRoad()


@pytest.fixture(autouse=True)
def no_thread_left():
    before = set(threading.enumerate())
    yield
    left = [one for one in threading.enumerate() if one not in before and one.is_alive()]
    assert left == []

"""Work goes to another thread, results come back on the window's thread."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QCoreApplication

from copilot.errors import Cancelled, HelpdeskUnreachable, UserFacing
from ui.jobs import Jobs


class Heard:
    def __init__(self):
        self.done, self.errors, self.broke, self.threads = [], [], [], []

    def on_done(self, value):
        self.done.append(value)
        self.threads.append(threading.current_thread())

    def on_error(self, error):
        self.errors.append(error)


@pytest.fixture
def heard():
    return Heard()


def test_a_result_comes_back_on_the_window_thread(qtbot, heard):
    jobs = Jobs(ThreadPoolExecutor(1))
    worker = []
    jobs.run(
        lambda stop: worker.append(threading.current_thread()) or 7, heard.on_done, heard.on_error
    )
    qtbot.waitUntil(lambda: heard.done == [7])
    jobs.shutdown()
    assert heard.threads == [threading.main_thread()]
    assert worker[0] is not threading.main_thread()


@pytest.mark.parametrize(
    ("error", "is_a_bug"),
    [(HelpdeskUnreachable("no answer"), False), (Cancelled(), False), (KeyError("x"), True)],
)
def test_errors_are_values_and_only_bugs_break(qtbot, jobs, executor, heard, error, is_a_bug):
    jobs.broke.connect(heard.broke.append)

    def work(stop):
        raise error

    jobs.run(work, heard.on_done, heard.on_error)
    executor.drain()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert heard.errors == [error]
    assert heard.broke == ([error] if is_a_bug else [])


def test_a_dropped_job_is_told_to_stop_and_stays_silent(qtbot, jobs, executor, heard):
    job = jobs.run(lambda stop: stop.is_set(), heard.on_done, heard.on_error)
    job.drop()
    executor.drain()
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    assert job.stop.is_set()
    assert heard.done == heard.errors == []


def test_shutdown_in_the_middle_of_a_job_waits_and_reports_nothing(qtbot, heard):
    jobs = Jobs(ThreadPoolExecutor(1))
    begun = threading.Event()
    ended = []

    def work(stop):
        begun.set()
        stop.wait(10)
        ended.append(stop.is_set())

    jobs.run(work, heard.on_done, heard.on_error)
    jobs.run(work, heard.on_done, heard.on_error)
    assert begun.wait(10)
    jobs.shutdown()
    assert ended == [True]
    QCoreApplication.processEvents()
    assert heard.done == heard.errors == []
    assert jobs.run(work, heard.on_done, heard.on_error).stop.is_set()


def test_of_what_was_refused_the_log_has_the_kind_alone(jobs, executor, qtbot, caplog):
    def refused(stop):
        raise UserFacing("Dana Whitfield cannot be found.")

    failed = []
    with caplog.at_level("INFO", logger="ui.jobs"):
        jobs.run(refused, failed.append, failed.append)
        executor.drain()
        qtbot.waitUntil(lambda: len(failed) == 1)
    (line,) = caplog.messages
    assert line.startswith("Refused: UserFacing at ")
    assert "Dana" not in line

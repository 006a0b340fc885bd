"""What every test keeps: its own home folder, no unexpected log line, no thread left behind."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot import paths, settings_policy
from tests.generation.reference import reference_file

__all__ = ["reference_file"]

# The model files stay where they are; everything else of a test goes to a folder of its own.
MODELS = paths.places().models


def pytest_unconfigure() -> None:
    """Close what llama_cpp opens as it is imported: its warning would follow the closing line."""
    opened = sys.modules.get("llama_cpp._utils")
    for name in ("outnull_file", "errnull_file") if opened else ():
        getattr(opened, name).close()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings, store or logs of the person who runs it."""
    monkeypatch.setenv("SUPPORT_COPILOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SUPPORT_COPILOT_MODELS", str(MODELS))
    monkeypatch.delenv("SUPPORT_COPILOT_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(settings_policy, "policy_file", lambda: tmp_path / "policy.toml")


@pytest.fixture(autouse=True)
def no_unexpected_log_line(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or error in the log fails the test; one that is meant is cleared with caplog."""
    yield
    loud = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert [f"{r.name}: {r.getMessage()}" for r in loud] == []


@pytest.fixture(autouse=True)
def no_leaked_thread() -> Iterator[None]:
    """A thread that a test started and left running fails it."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(timeout=5)
    assert [t.name for t in left if t.is_alive()] == []


def missing(what: str, command: str) -> None:
    """Skip, naming the command that would help; in CI nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing in CI: {command}")
    pytest.skip(f"{what} is missing: {command}")

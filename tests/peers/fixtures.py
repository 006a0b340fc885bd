"""Fixtures that start real servers once a session."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.peers.request_tracker import RequestTracker, missing_packages


@pytest.fixture(scope="session")
def request_tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RequestTracker]:
    """A real Request Tracker; skipped where its packages are missing, failed there in CI."""
    if command := missing_packages():
        text = f"Request Tracker is not installed: {command}"
        if os.environ.get("CI") == "true":
            pytest.fail(text)
        pytest.skip(text)
    with RequestTracker.start(tmp_path_factory.mktemp("rt")) as rt:
        yield rt

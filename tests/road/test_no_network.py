"""The demo without any network at all: not even a loopback interface is up."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import MODELS, missing

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]


REACH = "import socket; socket.create_connection(('192.0.2.1', 443), 5)"  # an address for tests


@cache
def without_network() -> tuple[str, ...]:
    """The command before a command that takes the network away; () where it is not permitted."""
    for flags in ("-rn", "-n"):
        try:
            tried = subprocess.run(["unshare", flags, "true"], capture_output=True, check=False)
        except FileNotFoundError:
            return ()
        if tried.returncode == 0:
            return ("unshare", flags)
    return ()


def test_the_demo_runs_without_a_network(reference_file: Path, tmp_path: Path) -> None:
    if not without_network():
        missing(
            "the right to make a network namespace", "sysctl kernel.unprivileged_userns_clone=1"
        )
    tried = subprocess.run(
        [*without_network(), sys.executable, "-c", REACH],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Network is unreachable" in tried.stderr
    done = subprocess.run(
        [*without_network(), sys.executable, "-m", "copilot", "demo"],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "SUPPORT_COPILOT_HOME": str(tmp_path / "home"),
            "SUPPORT_COPILOT_MODELS": str(MODELS),
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Outbox: confirmed." in done.stderr
    assert "0 broken" in done.stderr
    assert not (tmp_path / "home/default/store.db").exists()

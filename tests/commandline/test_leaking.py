"""doctor --egress as it is typed, and without the guard: what gets out is called by its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from copilot import paths
from copilot.settings import Settings, save
from copilot.store.aside import LedgerAside
from tests.road.packets import alone

linux = pytest.mark.skipif(sys.platform != "linux", reason="counts what Linux refuses")
TYPED = [sys.executable, "-m", "copilot", "doctor", "--egress"]
# The same command in a process that nobody guards.
UNGUARDED = """
import subprocess, sys
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
from copilot.commandline.parser import run
sys.exit(run(["doctor", "--egress"]))
"""


def ran(command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


@linux
def test_nothing_gets_out_and_the_ledger_has_who_was_refused() -> None:
    at = paths.places()
    save(Settings(helpdesk="rt", helpdesk_url="https://rt.example.com"), at.settings)
    done = ran([*TYPED, "--json"])
    assert done.returncode == 0, done.stdout + done.stderr
    look = json.loads(done.stdout)
    assert [each["name"] for each in look["attempts"] if not each["refused"]] == []
    assert (look["wall"], look["hosts"]) == ("seccomp", ["rt.example.com"])
    names = [each["name"] for each in look["attempts"]]
    for place, least in (("engine", 25), ("reader", 25), ("window", 10)):
        assert sum(name.startswith(f"{place}: ") for name in names) >= least
    rows = LedgerAside(at).take()
    assert {"192.0.2.1", "leak.example", "publicsuffix.org"} <= {row.host for row in rows}
    assert all(row.reason.startswith("refused: ") and row.bytes_out == 0 for row in rows)


@linux
def test_what_gets_out_is_told_with_status_1() -> None:
    done = ran([*alone(), sys.executable, "-W", "ignore", "-c", UNGUARDED])
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    leaked = {line.split(": ")[1] for line in lines if line.startswith("LEAKED")}
    assert leaked >= {
        "a client of its own",
        "HTTP of the standard library",
        "a socket to this computer",
        "a socket to a far address",
        "a look-up of a name",
        "a library's look for updates",
        "what the listeners heard",
    }
    assert all(line.startswith("refused") for line in lines if " engine: " in line)

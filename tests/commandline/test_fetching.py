"""models fetch behind the guard, in a process of its own: only its sources, and in the ledger."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from copilot import paths
from copilot.app import profile
from copilot.store.aside import LedgerAside
from tests.road.scripted import RecordingEngine

PROGRAM = """
import sys
from copilot.commandline import machine, parser
from copilot.helpdesk.allowed import ALLOWED
from copilot.model_files.catalogue import Catalogue, Hub
from tests.model_files.file_server import serving
from tests.model_files.made_files import entry_for

CONTENT = b"weights" * 1000
with serving(CONTENT) as server:
    sys.addaudithook(ALLOWED.hook)
    entry = entry_for(CONTENT, Hub("http://hub.example/file"), Hub(server.address))
    machine.load_catalogue = lambda: Catalogue(entry=(entry,))
    status = parser.run(["models", "fetch", "small"])
    assert ALLOWED.hosts() == ()
sys.exit(status)
"""


def test_what_is_fetched_is_in_the_ledger_of_the_profile(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {
        "PATH": "/bin",
        "PYTHONPATH": str(root),
        "SUPPORT_COPILOT_HOME": str(tmp_path / "home"),
    }
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "home/models/small.gguf").stat().st_size == 7000
    at = paths.places()
    road = profile.open_road(at, passphrase="six clouds over the fjord", engine=RecordingEngine())
    refused, fetched = road.ledger.all()
    road.close()
    assert (refused.host, refused.bytes_out) == ("hub.example", 0)  # not encrypted
    assert refused.reason.startswith("refused: ")
    assert (fetched.host, fetched.reason) == ("127.0.0.1", "Fetching a model file")
    assert 7000 < fetched.bytes_in < 7500
    assert 0 < fetched.bytes_out < 500
    assert LedgerAside(at).take() == ()

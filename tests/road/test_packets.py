"""Which packets leave: the window, the demo and a reply through a helpdesk, each in a network
of its own whose only neighbour is that helpdesk and whose default route passes by a listener."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MODELS
from tests.road.packets import DESK, ROAD, alone
from tests.road.test_window_process import PROGRAM as WINDOW

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="needs network namespaces"),
    pytest.mark.timeout(600),
]
ROOT = Path(__file__).resolve().parents[2]
DOCTOR = [sys.executable, "-m", "copilot", "doctor", "--egress"]
HELPDESK_ALONE = {("TCP 443", ROAD, DESK), ("TCP 443", DESK, ROAD)}

# What a library that phones home would do; here nobody refuses it.
LEAK = """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
    own.sendto(b"x", ("192.0.2.1", 53))
try:
    socket.create_connection(("198.51.100.7", 443), 0.2)
except OSError:
    pass
with socket.create_server(("127.0.0.1", 8053)) as own:
    socket.create_connection(own.getsockname()).close()
"""

# From the token to the receipt. argv: address and token of the helpdesk, a folder of articles.
REPLY = """
import json, sys
from copilot.helpdesk.allowed import ALLOWED
sys.addaudithook(ALLOWED.hook)
from copilot import paths
from copilot.app import profile
from copilot.records import Severity, TicketKey
from copilot.settings import KnowledgeFolder, Settings

url, token, articles = sys.argv[1:]
chosen = Settings(helpdesk="rt", helpdesk_url=url, undo_seconds=0,
                  knowledge=(KnowledgeFolder(articles),))
passphrase = "six clouds over the fjord"
profile.connect(paths.places(), chosen, token, passphrase=passphrase)
road = profile.open_road(paths.places(), passphrase=passphrase)
road.engine.start()
report = road.sync()
(key,) = report.changed
summary = road.summarise(key)
draft = road.draft(key)
draft = road.edit(draft, "Hello, your parcel is on its way.")
for finding in draft.findings:
    if finding.severity is Severity.ACCEPT:
        draft = road.accept(draft, finding)
road.looked(road.open(key).ticket)
road.approve(draft, road.outgoing(draft, new_status=None))
state = road.deliver()[-1].state
ledger = sorted({row.host for row in road.ledger.all()})
road.close()
print(json.dumps({"state": state, "ledger": ledger, "summary": bool(summary)}))
"""


def step(folder: Path, command: list[str], typed: str = "", **more: str) -> dict[str, object]:
    """A command as a person runs it, with a home below `folder`."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "SUPPORT_COPILOT_HOME": str(folder / "home"),
        "SUPPORT_COPILOT_MODELS": str(MODELS),
        "SSL_CERT_FILE": str(folder / "desk.pem"),
        "PYTHONPATH": str(ROOT),
    }
    return {"command": command, "environment": environment | more, "typed": typed}


def run(folder: Path, **steps: dict[str, object]) -> dict[str, Any]:
    done = subprocess.run(
        [*alone(), sys.executable, "-m", "tests.road.two_sides"],
        input=json.dumps({"folder": str(folder), "steps": steps}),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def seen(told: dict[str, Any]) -> set[tuple[str, str, str]]:
    assert told["status"] == 0, told["err"]
    return {(what, start, end) for _, what, start, end, _ in told["packets"]}


def test_the_listener_sees_what_leaks(tmp_path: Path) -> None:
    found = run(
        tmp_path,
        leak=step(tmp_path, [sys.executable, "-c", LEAK]),
        nothing=step(tmp_path, ["true"]),
    )
    assert seen(found["steps"]["leak"]) == {
        ("UDP 53", ROAD, "192.0.2.1"),
        ("TCP 443", ROAD, "198.51.100.7"),
        ("TCP 8053", "127.0.0.1", "127.0.0.1"),
    }
    assert seen(found["steps"]["nothing"]) == set()


def test_the_window_and_the_attempts_to_leak_send_no_packet(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    empty = str(tmp_path / "models")
    found = run(
        tmp_path,
        window=step(tmp_path, [sys.executable, "-c", WINDOW], SUPPORT_COPILOT_MODELS=empty),
        doctor=step(tmp_path, DOCTOR),
    )["steps"]
    assert seen(found["window"]) == set()
    # A redirect can only be refused once a helpdesk gave it: two of them listen on loopback.
    loopback = {packet for packet in seen(found["doctor"]) if packet[1:] == ("127.0.0.1",) * 2}
    assert seen(found["doctor"]) == loopback
    assert len(loopback) == 2


@pytest.mark.model
def test_the_demo_sends_no_packet_and_a_reply_reaches_the_helpdesk_alone(
    reference_file: Path, tmp_path: Path
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "parcels.md").write_text("# Parcels\n\nA parcel takes three working days.\n")
    reply = [sys.executable, "-c", REPLY, f"https://{DESK}", "1-14-abc123", str(articles)]
    found = run(
        tmp_path,
        demo=step(tmp_path, [sys.executable, "-m", "copilot", "demo"]),
        reply=step(tmp_path, reply),
    )
    demo, sent = found["steps"]["demo"], found["steps"]["reply"]
    assert seen(demo) == set()
    assert "Outbox: confirmed." in demo["err"]
    assert seen(sent) == HELPDESK_ALONE
    told = json.loads(sent["out"].splitlines()[-1])
    assert told == {"state": "confirmed", "ledger": [DESK], "summary": True}
    assert found["sent"][-1]["text"] == "Hello, your parcel is on its way."

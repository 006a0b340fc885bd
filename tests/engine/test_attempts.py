"""The attempts to leak: each is refused behind the walls, and seen to work without them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from copilot.engine.client import EngineClient
from copilot.engine.protocol import Targets

linux = pytest.mark.skipif(sys.platform != "linux", reason="names what Linux has")


@dataclass(frozen=True)
class Witness:
    """A listener on loopback that hears what was not refused."""

    targets: Targets
    tcp: socket.socket
    udp: socket.socket

    def heard(self) -> int:
        found = 0
        for own in (self.tcp, self.udp):
            own.setblocking(False)
            try:
                while True:
                    if own is self.tcp:
                        own.accept()[0].close()
                    else:
                        own.recvfrom(100)
                    found += 1
            except BlockingIOError:
                continue
        return found


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[Witness]:
    with socket.create_server(("127.0.0.1", 0), backlog=64) as tcp:
        port = tcp.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.bind(("127.0.0.1", port))
            yield Witness(Targets(port, f"witness-{port}", str(tmp_path)), tcp, udp)


@linux
def test_behind_the_walls_every_attempt_is_refused(engine: EngineClient, witness: Witness) -> None:
    found = engine.try_to_leak(witness.targets)
    assert [(each.name, each.said) for each in found if not each.refused] == []
    assert witness.heard() == 0
    assert not Path(witness.targets.folder, "left").exists()
    names = {each.name.split(": ")[1] for each in found}
    assert len(found) == 2 * len(names)
    assert names >= {"io_uring", "HTTP", "a child command", "a netlink socket"}
    assert engine.status().wall == "seccomp"


# In a network of its own, where the far address cannot be reached.
WITHOUT_WALLS = """
import json, socket, subprocess, sys
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
from copilot.engine.attempts import attempts
from copilot.engine.protocol import Targets
tcp = socket.create_server(("127.0.0.1", 0), backlog=64)
port = tcp.getsockname()[1]
found = attempts(Targets(port, "nobody", sys.argv[1]))
tcp.setblocking(False)
heard = 0
try:
    while True:
        tcp.accept()[0].close()
        heard += 1
except BlockingIOError:
    pass
print(json.dumps([heard, {each.name: each.refused for each in found}]))
"""


@linux
def test_without_walls_the_same_attempts_are_leaks(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_WALLS, str(tmp_path)]
    alone = next(
        (
            ["unshare", flags]
            for flags in ("-rn", "-n")
            if subprocess.run(["unshare", flags, "ip", "link"], capture_output=True).returncode == 0
        ),
        None,
    )
    if alone is None:
        pytest.skip("no right to make a network namespace")
    told = os.environ | {"HELPDESK_TOKEN": "secret"}
    done = subprocess.run([*alone, *command], env=told, capture_output=True, check=True, timeout=60)
    heard, refused = json.loads(done.stdout)
    # Those that need a kernel or rights that not every machine has, or have nothing to find here.
    depends = {
        "a socket to the host of a virtual machine",
        "a socket of the kernel's cryptography",
        "a Bluetooth socket",
        "a packet socket",
        "a raw socket",
        "a socket by the numbers of x32",
        "io_uring",
        "the memory of the window process",
        "a socket of the window process",
        "a socket handed on by the parent",
        "a look-up of a name, past Python",
    }
    assert {name for name, no in refused.items() if no} <= depends
    assert heard >= 4
    assert (tmp_path / "left").exists()

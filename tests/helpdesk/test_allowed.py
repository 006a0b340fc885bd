"""The allow list, and its hook in a process of its own: who may be contacted, and who is told."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from copilot.errors import HostRefused
from copilot.helpdesk.allowed import HELPDESK, MODEL_FILES, Allowed, hosts
from copilot.records import LedgerRow
from copilot.settings import Settings


def test_the_hosts_of_the_settings() -> None:
    assert hosts(Settings()) == ()
    assert hosts(Settings(helpdesk="demo", helpdesk_url="https://rt.example.com")) == ()
    rt = Settings(helpdesk="rt", helpdesk_url="https://RT.example.com:8443/desk/")
    assert hosts(rt) == ("rt.example.com",)


def test_a_reason_has_the_hosts_it_was_given_last() -> None:
    allowed = Allowed()
    allowed.allow(HELPDESK, ["old.example"])
    allowed.allow(HELPDESK, ["Desk.Example"])
    allowed.allow(MODEL_FILES, ["hub.example", "*.files.example"])
    assert allowed.hosts() == (
        ("desk.example", HELPDESK),
        ("hub.example", MODEL_FILES),
        ("*.files.example", MODEL_FILES),
    )
    assert [host for host in HOSTS if allowed.allows(host)] == ["DESK.example", "a.files.example"]


HOSTS = (
    "DESK.example",
    "old.example",
    "a.files.example",
    "files.example",
    "evilfiles.example",
    "desk.example.evil.example",
    "",
)


def test_another_host_is_refused_and_told_once_a_minute() -> None:
    allowed, rows = Allowed(), list[LedgerRow]()
    for _ in range(2):
        with pytest.raises(HostRefused, match=r"evil\.example"), allowed.contacting("evil.example"):
            pytest.fail("it was let in")
    allowed.tell_to(rows.append)  # what was refused before anybody listened is not lost
    assert [(row.host, row.reason, row.bytes_out) for row in rows] == [
        ("evil.example", "refused: no host that was set up", 0)
    ]
    allowed.refuse("other.example", "connect")
    assert rows[1].host == "other.example"


def refused(program: str | None, words: object) -> bool:
    try:
        Allowed().hook("subprocess.Popen", (program, words, None, None))
    except PermissionError:
        return True
    return False


def test_our_own_commands_as_windows_is_given_them() -> None:
    python = subprocess.list2cmdline([sys.executable])
    assert not refused(None, f"{python} -m copilot.engine")
    assert not refused(sys.executable, f"{python} engine-process")
    assert refused(None, f"{python} -c pass")
    assert refused(None, "curl http://192.0.2.1/")
    assert refused("C:\\curl.exe", f"{python} -m copilot.engine")
    assert refused(None, None)


# Prints the errno of each try, or null, and the rows of the ledger.
HOOKED = """
import _socket, json, os, socket, subprocess, sys, threading, urllib.request
from copilot.helpdesk.allowed import HELPDESK, Allowed

listener = socket.create_server(("127.0.0.1", 0))
other = socket.create_server(("127.0.0.2", listener.getsockname()[1]))
port, path = listener.getsockname()[1], sys.argv[1] + "/unix"
INET, here, named = socket.AF_INET, ("127.0.0.1", port), ("localhost", port)
at_path = socket.socket(socket.AF_UNIX)
at_path.bind(path)
at_path.listen()
allowed, rows = Allowed(), []
allowed.tell_to(rows.append)
allowed.allow(HELPDESK, ["127.0.0.1", "desk.example", "localhost"])
sys.addaudithook(allowed.hook)

def tried(way):
    try:
        way()
    except OSError as error:
        return getattr(error, "reason", error).errno

def connect(family, place, kind=socket.SOCK_STREAM):
    with socket.socket(family, kind) as own:
        own.connect(place)

def send(host):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.sendto(b"x", (host, 53))

def contacting(host, way):
    with allowed.contacting(host):
        way()

def in_a_thread():
    results = []
    way = lambda: results.append(tried(lambda: connect(INET, here)))
    with allowed.contacting("127.0.0.1"):
        thread = threading.Thread(target=way)
        thread.start()
        thread.join()
    if results[0]:
        raise OSError(results[0], "")

found = {
    "helpdesk": tried(lambda: contacting("127.0.0.1", lambda: connect(INET, here))),
    "helpdesk by name": tried(
        lambda: contacting("localhost", lambda: socket.create_connection(named).close())
    ),
    "unix": tried(lambda: connect(socket.AF_UNIX, path)),
    "pair": tried(lambda: [each.sendmsg([b"x"]) for each in socket.socketpair()]),
    "helpdesk from elsewhere": tried(lambda: connect(INET, here)),
    "another thread": tried(in_a_thread),
    "another address": tried(
        lambda: contacting("127.0.0.1", lambda: connect(INET, ("127.0.0.2", port)))
    ),
    "another name": tried(
        lambda: contacting("desk.example", lambda: socket.getaddrinfo("evil.example", 80))
    ),
    "TCP": tried(lambda: connect(INET, ("192.0.2.1", 443))),
    "TCP6": tried(lambda: connect(socket.AF_INET6, ("2001:db8::1", 443))),
    "TCP below the library": tried(lambda: _socket.socket().connect(("192.0.2.7", 443))),
    "netlink": tried(lambda: connect(socket.AF_NETLINK, (0, 0), socket.SOCK_RAW)),
    "connect_ex": tried(lambda: socket.socket().connect_ex(("192.0.2.2", 443))),
    "UDP": tried(lambda: send("192.0.2.3")),
    "UDP to the helpdesk": tried(lambda: contacting("127.0.0.1", lambda: send("127.0.0.1"))),
    "connected UDP": tried(lambda: connect(INET, ("192.0.2.4", 53), socket.SOCK_DGRAM)),
    "name": tried(lambda: socket.getaddrinfo("publicsuffix.example", 443)),
    "old name": tried(lambda: socket.gethostbyname("old.example")),
    "reverse": tried(lambda: socket.gethostbyaddr("192.0.2.5")),
    "name of an address": tried(lambda: socket.getnameinfo(("192.0.2.6", 80), 0)),
    "command": tried(lambda: subprocess.run(["curl", "http://192.0.2.8/"])),
    "own program": tried(lambda: subprocess.run([sys.executable, "-c", "pass"])),
    "shell": tried(lambda: os.system("true")),
    "spawned": tried(lambda: os.posix_spawn("/bin/true", ["true"], {})),
    "pip": tried(lambda: subprocess.run([sys.executable, "-m", "pip", "--version"], stdout=-3)),
    "processor": tried(lambda: subprocess.run(["uname", "-p"], stdout=-3)),
    "uname in a shell": tried(lambda: os.system("uname")),
    "library": tried(lambda: urllib.request.urlopen("http://update.example/")),
}
print(json.dumps([found, [[row.host, row.reason] for row in rows]]))
"""


def test_the_hook_lets_nobody_else_out(tmp_path: object) -> None:
    command = [sys.executable, "-W", "ignore", "-c", HOOKED, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    found, rows = json.loads(ran.stdout)
    pass_ = ("helpdesk", "helpdesk by name", "unix", "pair", "pip", "processor")
    assert found == dict.fromkeys(found, 1) | dict.fromkeys(pass_)
    told = dict(rows)
    assert told["publicsuffix.example"] == "refused: getaddrinfo"
    assert told["update.example"] == "refused: getaddrinfo"
    assert {told[f"192.0.2.{n}"] for n in (1, 2, 4)} == {"refused: connect"}
    assert told["curl"] == told["true"] == "refused: a command"
    assert told["192.0.2.3"] == "refused: sendto"
    assert {"192.0.2.5", "192.0.2.6", "2001:db8::1", "evil.example", "old.example"} <= told.keys()

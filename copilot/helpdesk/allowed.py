"""The hosts that this process may contact, why, and the hook that refuses all others.

Sockets are opened in sockets.py alone, and only inside `contacting()`. Whatever else in the process
looks up a name, connects or runs a command that is not ours is refused by an audit hook of Python,
and told to the ledger. Unix sockets pass: the session bus, the keyring and the screen need them.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from copilot.errors import HostRefused
from copilot.records import LedgerRow
from copilot.settings import Settings

Tell = Callable[[LedgerRow], object]

HELPDESK, MODEL_FILES = "the helpdesk", "model files, asked for by a command"
TOLD_AGAIN = 60.0  # seconds; a library that asks on and on does not fill the ledger
# What the program itself starts: the engine process, in the frozen program too, and pip.
OWN_COMMANDS = (("-m", "copilot.engine"), ("-m", "pip"), ("engine-process",))
# What Python's own library runs to find a C library and to name the processor: they reach nobody.
OF_PYTHON = {"ldconfig", "gcc", "cc", "ld", "objdump", "uname"}
COMMANDS = (
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pty.spawn",
)
NAMES_ASKED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
UNIX = getattr(socket, "AF_UNIX", None)  # Windows has none
SENT_TO = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getnameinfo"}


def hosts(chosen: Settings) -> tuple[str, ...]:
    """The only hosts that may be contacted with these settings; none for the demo desk."""
    host = urlsplit(chosen.helpdesk_url).hostname if chosen.helpdesk != "demo" else None
    return (host,) if host else ()


class Allowed:
    """An allow list: hosts by the reason for them. A host "*.name" is every host below that name.

    Refusals wait until somebody wants to be told of them. Safe from several threads.
    """

    def __init__(self) -> None:
        self._tell: Tell | None = None
        self._untold: deque[LedgerRow] = deque(maxlen=100)
        self._hosts: dict[str, tuple[str, ...]] = {}
        self._here = threading.local()
        self._told: dict[str, float] = {}

    def tell_to(self, tell: Tell) -> Tell | None:
        """Refusals go to this ledger from now on, those that waited first; who got them before."""
        while self._untold:
            tell(self._untold.popleft())
        before, self._tell = self._tell, tell
        return before

    def allow(self, why: str, hosts: Iterable[str]) -> None:
        """For this reason these hosts from now on, and no others."""
        self._hosts = self._hosts | {why: tuple(host.lower() for host in hosts)}

    def hosts(self) -> tuple[tuple[str, str], ...]:
        """(host, why it is allowed), in the order in which they were."""
        return tuple((host, why) for why, hosts in self._hosts.items() for host in hosts)

    def allows(self, host: str) -> bool:
        return any(_fits(host.lower(), pattern) for pattern, _ in self.hosts())

    @contextmanager
    def contacting(self, host: str) -> Iterator[None]:
        """In here this thread may look up `host` and connect to it. Raises HostRefused."""
        if not self.allows(host):
            self.refuse(host, "no host that was set up")
            raise HostRefused(
                f"The program was about to contact {host}, which is none of the hosts that were "
                "set up. Nothing was sent."
            )
        self._here.host = host.lower()
        try:
            yield
        finally:
            self._here.host = None

    def refuse(self, host: str, what: str) -> None:
        """Tells of a refused try, once a minute for each host."""
        now = time.monotonic()
        if now - self._told.get(host, -TOLD_AGAIN) >= TOLD_AGAIN:
            self._told[host] = now
            row = LedgerRow(datetime.now(UTC), host[:253], f"refused: {what}", 0, 0, 0)
            (self._tell or self._untold.append)(row)

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        """For sys.addaudithook(). PermissionError is an OSError: libraries that probe carry on."""
        if event.startswith(COMMANDS):
            self._require_own_command(event, arguments)
        elif event in NAMES_ASKED:
            host = _text(arguments[0])
            self._require(host, event, right=host == self._host)
        elif event in SENT_TO:
            self._require_place(event, arguments)

    def _require_own_command(self, event: str, arguments: tuple[object, ...]) -> None:
        """A command would no longer be under this guard."""
        name = Path(str(arguments[0] or arguments[1:2]).split(" ")[0]).name
        of_python = event == "subprocess.Popen" and name in OF_PYTHON
        if not of_python and not _is_own(*arguments[:2]):
            self.refuse(name, "a command")
            raise PermissionError(1, f"no command is run from here ({event})")

    @property
    def _host(self) -> str | None:
        return getattr(self._here, "host", None)

    def _require_place(self, event: str, arguments: tuple[object, ...]) -> None:
        # SocketType is the C class: whoever uses that one directly is not let pass either.
        own = arguments[0] if isinstance(arguments[0], socket.SocketType) else None
        place = arguments[-1] if own is not None else arguments[0]
        if place is None or (own is not None and own.family == UNIX):  # None: connected already
            return
        there = _text(place[0] if isinstance(place, tuple) and place else place)
        stream = own is not None and own.type == socket.SOCK_STREAM
        right = stream and self._host is not None and self._host in {there, _name_of(self._host)}
        self._require(there, event, right=right)

    def _require(self, host: str, event: str, *, right: bool) -> None:
        if not right:
            self.refuse(host, event.removeprefix("socket."))
            raise PermissionError(1, f"{host or 'this computer'} is not to be contacted ({event})")


def _is_own(program: object, words: object = ()) -> bool:
    """Windows is given one line instead of a program and its words."""
    if isinstance(words, str):
        lines = (subprocess.list2cmdline([sys.executable, *each]) for each in OWN_COMMANDS)
        return program in {None, sys.executable} and words.startswith(tuple(lines))
    rest = tuple(words[1:]) if isinstance(words, list | tuple) else ()
    return program == sys.executable and any(rest[: len(each)] == each for each in OWN_COMMANDS)


def _fits(host: str, pattern: str) -> bool:
    return host == pattern or (pattern.startswith("*.") and host.endswith(pattern[1:]))


def _text(host: object) -> str:
    return (
        host.decode("ascii", "replace").lower()
        if isinstance(host, bytes)
        else str(host or "").lower()
    )


def _name_of(host: str) -> str:
    """The host where it is a name, whose addresses only its look-up tells; "" for an address."""
    try:
        ip_address(host)
    except ValueError:
        return host
    return ""


# An audit hook belongs to the process and cannot be taken off, so its list is the process's too.
ALLOWED = Allowed()

"""Every way out of the window process that we know of, tried for real in a process like it."""

from __future__ import annotations

import errno
import logging
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from importlib.util import find_spec

import httpx

from copilot.errors import HelpdeskError, HostRefused
from copilot.helpdesk.allowed import ALLOWED, HELPDESK
from copilot.helpdesk.downloads import downloading
from copilot.helpdesk.listening import redirecting
from copilot.helpdesk.sockets import open_client
from copilot.records import Attempt, LedgerRow

Way = Callable[[], str]  # says what it reached; raises when it was refused
FAR = "192.0.2.1"  # nobody has it (RFC 5737)


def attempts(port: int) -> tuple[Attempt, ...]:
    """Tries each way once, to a listener on loopback at `port` and to an address for tests."""
    allowed_before = [host for host, why in ALLOWED.hosts() if why == HELPDESK]
    try:
        return tuple(_tried(f"window: {name}", way) for name, way in _ways(port))
    finally:
        ALLOWED.allow(HELPDESK, allowed_before)


def _tried(name: str, way: Way) -> Attempt:
    try:
        return Attempt(name, refused=False, said=way())
    except (HelpdeskError, HostRefused) as error:
        return Attempt(name, refused=True, said=str(error))
    except (OSError, httpx.TransportError) as error:
        cause = _cause(error)
        refused = isinstance(cause, PermissionError) and cause.errno == errno.EPERM
        said = getattr(cause, "strerror", None) or str(cause)
        return Attempt(name, refused=refused, said=said)


def _cause(error: BaseException) -> BaseException:
    """The one at the bottom: httpx and urllib wrap what the system said."""
    reason = getattr(error, "reason", None)
    inner = reason if isinstance(reason, BaseException) else error.__cause__ or error.__context__
    return error if isinstance(error, PermissionError) or inner is None else _cause(inner)


def _ways(port: int) -> Iterator[tuple[str, Way]]:
    here = f"http://127.0.0.1:{port}/"
    yield "another host through the helpdesk's client", lambda: _through_the_client(port)
    yield "a redirect of the helpdesk to another host", lambda: _redirected(here)
    yield "a redirect of a download to another host", lambda: _download_redirected(here)
    yield "a client of its own", lambda: str(httpx.get(here, timeout=3))
    yield "HTTP of the standard library", lambda: _opened(here)
    yield "a socket to this computer", lambda: _tcp("127.0.0.1", port)
    yield "a socket to a far address", lambda: _tcp(FAR, 443)
    yield "UDP, a question for a name server", _datagram
    yield "a child command", lambda: _command(port)
    yield "a look-up of a name", lambda: str(socket.getaddrinfo("leak.example", 443))
    if find_spec("tldextract"):
        yield "a library's look for updates", _update


def _through_the_client(port: int) -> str:
    with open_client(f"http://127.0.0.1:{port}", headers={}, ledger=_nobody) as client:
        return str(client.get(f"https://{FAR}/"))


def _redirected(place: str) -> str:
    """Not followed, the answer is the redirect itself."""
    with (
        redirecting(place) as address,
        open_client(address, headers={}, ledger=_nobody) as client,
    ):
        answer = client.get("/")
    if answer.is_redirect:
        raise PermissionError(errno.EPERM, "it is not followed")
    return str(answer)


def _download_redirected(place: str) -> str:
    """Both hosts are on loopback, so the far one is named by another of its names."""
    elsewhere = place.replace("127.0.0.1", "localhost")
    with (
        redirecting(elsewhere) as address,
        downloading(["127.0.0.1"], ledger=_nobody) as client,
    ):
        return str(client.get(address))


def _opened(address: str) -> str:
    with urllib.request.urlopen(address, timeout=3):  # noqa: S310 - our own
        return "answered"


def _tcp(host: str, port: int) -> str:
    with socket.socket() as own:
        own.settimeout(3)
        own.connect((host, port))
    return "connected"


def _command(port: int) -> str:
    code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 3)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=20)  # noqa: S603 - our own
    return "the command connected"


def _datagram() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        return f"{own.sendto(b'leak', (FAR, 53))} bytes went out"


def _update() -> str:
    """The library carries on when it is refused, so the guard says whether it tried."""
    import tldextract

    rows: list[LedgerRow] = []
    log = logging.getLogger("tldextract")
    was, log.disabled = log.disabled, True
    told = ALLOWED.tell_to(rows.append)
    try:
        tldextract.TLDExtract(cache_dir=None)("www.leak.example")
    finally:
        ALLOWED.tell_to(told or _nobody)
        log.disabled = was
    for row in rows:
        (told or _nobody)(row)
    if rows:
        hosts = ", ".join(dict.fromkeys(row.host for row in rows))
        raise PermissionError(errno.EPERM, f"{hosts} is not to be contacted")
    return "it was not refused"


def _nobody(row: LedgerRow) -> None:
    """A ledger for exchanges between this program and itself."""

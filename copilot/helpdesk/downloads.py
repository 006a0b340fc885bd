"""Downloads of files that a person asked for: from allowed hosts alone, each hop in the ledger."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast
from urllib.request import getproxies

import httpx

from copilot.errors import HostRefused
from copilot.helpdesk.allowed import ALLOWED, MODEL_FILES, Allowed
from copilot.helpdesk.sockets import Ledger, host_of, is_loopback, network, row_of, size_of

# A hub that cannot be reached must give way to the mirror within seconds.
TIMEOUT = httpx.Timeout(30.0, connect=4.0)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a download is for."""

    why: str  # its hosts are allowed
    reason: str  # as the ledger says it
    of: str  # what its hosts are sources of


MODELS = Purpose(MODEL_FILES, "Fetching a model file", "model files")
UPDATES = Purpose("updates, from the place that was named", "Looking for a new version", "updates")


@contextmanager
def downloading(
    hosts: Iterable[str],
    *,
    ledger: Ledger,
    allowed: Allowed = ALLOWED,
    inner: httpx.BaseTransport | None = None,
    purpose: Purpose = MODELS,
) -> Iterator[httpx.Client]:
    """A client for GET requests to `hosts`, which are allowed only as long as this is open.

    It follows redirects to these hosts, and uses the proxy that the person's environment names for
    https. Requests raise HostRefused for any other host, and for http except on loopback.
    """
    proxy = None if inner else _proxy()
    through = host_of(httpx.URL(proxy)) if proxy else ""
    allowed.allow(purpose.why, [*hosts, *([through] if through else [])])
    transport = DownloadTransport(
        inner or network(proxy), ledger, allowed, through=through, purpose=purpose
    )
    headers = {"User-Agent": "support-copilot"}
    try:
        with httpx.Client(
            headers=headers,
            transport=transport,
            timeout=TIMEOUT,
            follow_redirects=True,
            trust_env=False,
        ) as client:
            yield client
    finally:
        allowed.allow(purpose.why, ())


def _proxy() -> str | None:
    """As the person's environment names it, with or without its scheme."""
    named = getproxies().get("https")
    return named if not named or "://" in named else f"http://{named}"


class DownloadTransport(httpx.BaseTransport):
    """Looks at each hop of a download before it is made, and tells the ledger what came."""

    def __init__(
        self,
        inner: httpx.BaseTransport,
        ledger: Ledger,
        allowed: Allowed,
        *,
        through: str,
        purpose: Purpose = MODELS,
    ) -> None:
        self._inner, self._ledger, self._allowed = inner, ledger, allowed
        self._through, self._purpose = through, purpose

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = host_of(request.url)
        self._require(request, host)
        request.headers.pop("cookie", None)
        started, sent = time.monotonic(), size_of(request.headers.raw)
        try:
            with self._allowed.contacting(self._through or host):
                answer = self._inner.handle_request(request)
        except httpx.TransportError:
            self._ledger(row_of(request, self._purpose.reason, sent, 0, time.monotonic() - started))
            raise

        def told(received: int) -> None:
            seconds = time.monotonic() - started
            whole = received + size_of(answer.headers.raw)
            self._ledger(row_of(request, self._purpose.reason, sent, whole, seconds))

        return httpx.Response(
            answer.status_code,
            headers=answer.headers,
            stream=Counted(cast("httpx.SyncByteStream", answer.stream), told),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._inner.close()

    def _require(self, request: httpx.Request, host: str) -> None:
        plain = request.url.scheme != "https" and not is_loopback(host)
        if plain or request.method != "GET" or not self._allowed.allows(host):
            self._ledger(row_of(request, f"refused: no source of {self._purpose.of}", 0, 0, 0))
            raise HostRefused(f"it led to {host}, which is no source of {self._purpose.of}")


class Counted(httpx.SyncByteStream):
    """The bytes of an answer; `told` gets their number once, at the end."""

    def __init__(self, inner: httpx.SyncByteStream, told: Callable[[int], None]) -> None:
        self._inner, self._told, self._received, self._closed = inner, told, 0, False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._inner:
            self._received += len(piece)
            yield piece

    def close(self) -> None:
        self._inner.close()
        if not self._closed:
            self._closed = True
            self._told(self._received)

"""The one place that opens sockets: allowed hosts alone, every exchange told to the ledger."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address

import certifi
import httpx

from copilot.errors import BadInput, DeliveryUnknown, HelpdeskError, HelpdeskUnreachable
from copilot.helpdesk.allowed import ALLOWED, HELPDESK, Allowed
from copilot.records import LedgerRow

Ledger = Callable[[LedgerRow], None]

MAX_ANSWER = 64 * 1024 * 1024  # bytes
TRIES = 3
MAX_WAIT = 10.0  # seconds between two tries
TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_BEFORE_ANYTHING_WENT_OUT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def open_client(
    url: str,
    *,
    headers: dict[str, str],
    ledger: Ledger,
    inner: httpx.BaseTransport | None = None,
    wait: Callable[[float], None] = time.sleep,
    allowed: Allowed = ALLOWED,
) -> httpx.Client:
    """A client for the one host of `url`, which needs https except on loopback; BadInput otherwise.

    Requests raise HelpdeskUnreachable when nothing reached the host or a read was cut off,
    DeliveryUnknown when a write was cut off, and HelpdeskError for an answer that is too big.
    `inner` replaces the network in tests. The reason in the ledger is extensions["reason"].
    From now on its host is the one that `allowed` lets be contacted as the helpdesk.
    """
    address = checked_address(url)
    allowed.allow(HELPDESK, [host_of(address)])
    return httpx.Client(
        base_url=address,
        headers={
            "User-Agent": "support-copilot",
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # what is counted is what came
            **headers,
        },
        transport=GuardedTransport(
            inner or network(),
            origin=_origin(address),
            ledger=ledger,
            wait=wait,
            allowed=allowed,
        ),
        timeout=TIMEOUT,
        follow_redirects=False,
        trust_env=False,
    )


class GuardedTransport(httpx.BaseTransport):
    """Refuses other hosts, counts bytes, limits answers, repeats reads that are safe to repeat."""

    def __init__(
        self,
        inner: httpx.BaseTransport,
        *,
        origin: tuple[str, str, int | None],
        ledger: Ledger,
        wait: Callable[[float], None],
        allowed: Allowed,
    ) -> None:
        self._inner, self._origin, self._ledger, self._wait = inner, origin, ledger, wait
        self._allowed = allowed

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if _origin(request.url) != self._origin:
            self._ledger(row_of(request, "refused: not the helpdesk that was set up", 0, 0, 0))
            raise HelpdeskError(
                f"The program was about to contact {request.url.host}, which is not the helpdesk "
                "that was set up. Nothing was sent."
            )
        request.headers.pop("cookie", None)
        for last in (*[False] * (TRIES - 1), True):
            pause = self._try(request, last=last)
            if isinstance(pause, httpx.Response):
                return pause
            self._wait(pause)
        raise AssertionError("the last try answers or raises")

    def close(self) -> None:
        self._inner.close()

    def _try(self, request: httpx.Request, *, last: bool) -> httpx.Response | float:
        """The answer, or how many seconds to wait before the next try."""
        again = request.method == "GET" and not last
        try:
            answer = self._exchange(request)
        except _BEFORE_ANYTHING_WENT_OUT as error:
            if again:
                return 0.5
            raise HelpdeskUnreachable(
                f"{request.url.host} cannot be reached. Nothing was sent."
            ) from error
        except httpx.TransportError as error:
            raise _cut_off(request) from error
        if again and answer.status_code in (429, 502, 503):
            pause = retry_after(answer) or 1.0
            return pause if pause <= MAX_WAIT else answer
        return answer

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        started, received = time.monotonic(), 0
        sent = size_of(request.headers.raw) + len(request.read())
        reason = str(request.extensions.get("reason", request.method))
        try:
            with self._allowed.contacting(host_of(request.url)):
                answer = self._inner.handle_request(request)
            received = size_of(answer.headers.raw)
            body = b"".join(self._limited(request, answer))
            received += len(body)
        finally:
            self._ledger(row_of(request, reason, sent, received, time.monotonic() - started))
        headers = [(k, v) for k, v in answer.headers.raw if k.lower() != b"set-cookie"]
        return httpx.Response(answer.status_code, headers=headers, content=body, request=request)

    def _limited(self, request: httpx.Request, answer: httpx.Response) -> Iterator[bytes]:
        size = 0
        try:
            for piece in answer.stream if isinstance(answer.stream, httpx.SyncByteStream) else ():
                size += len(piece)
                if size > MAX_ANSWER:
                    raise _too_big(request)
                yield piece
        finally:
            answer.close()
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise _too_big(request)  # a packed answer was not asked for, and its size is unknown


def checked_address(url: str) -> httpx.URL:
    """The address of a helpdesk. Raises BadInput for none, and for http except on loopback."""
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise BadInput(f"“{url}” is no web address.") from error
    if address.userinfo:
        raise BadInput("The address of the helpdesk must not hold a user name or password.")
    if not address.host or address.scheme not in ("https", "http"):
        raise BadInput(f"“{url}” is no web address; it should begin with https://.")
    if address.scheme == "http" and not is_loopback(address.host):
        raise BadInput(f"“{url}” would send the token unencrypted; use https://.")
    return address


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def host_of(url: httpx.URL) -> str:
    """As it is looked up: in small letters, and foreign letters in their ASCII form."""
    return url.raw_host.decode("ascii")


def network(proxy: str | None = None) -> httpx.HTTPTransport:
    """What opens sockets; nothing else does. It needs Allowed.contacting() around it."""
    return httpx.HTTPTransport(verify=_trust(), trust_env=False, proxy=proxy)


def row_of(
    request: httpx.Request, reason: str, sent: int, received: int, seconds: float
) -> LedgerRow:
    """What the ledger keeps of one exchange; sizes in bytes."""
    return LedgerRow(
        created=datetime.now(UTC),
        host=request.url.host,
        reason=reason,
        bytes_out=sent,
        bytes_in=received,
        milliseconds=round(seconds * 1000),
    )


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()  # a company's own authority is in the system's store
    return context


def size_of(headers: list[tuple[bytes, bytes]]) -> int:
    """Bytes of the headers as they are written to the wire."""
    return sum(len(name) + len(value) + 4 for name, value in headers)


def retry_after(answer: httpx.Response) -> float:
    """Seconds for which the host asks to be left alone; 0 when it does not say."""
    asked = answer.headers.get("retry-after", "")
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _cut_off(request: httpx.Request) -> HelpdeskError:
    if request.method == "GET":
        return HelpdeskUnreachable(f"The connection to {request.url.host} broke. Nothing was sent.")
    return DeliveryUnknown(
        f"The connection to {request.url.host} broke while sending. It may or may not have arrived."
    )


def _too_big(request: httpx.Request) -> HelpdeskError:
    text = f"{request.url.host} gave an answer that is too big or packed."
    return HelpdeskError(text) if request.method == "GET" else DeliveryUnknown(text)

"""The client contacts one host, in the open only on loopback, and tells the ledger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from copilot.errors import BadInput, HelpdeskError, HelpdeskUnreachable
from copilot.helpdesk import sockets
from copilot.records import LedgerRow


def _client(handler: httpx.MockTransport, rows: list[LedgerRow]) -> httpx.Client:
    return sockets.open_client(
        "https://desk.example/rt",
        headers={},
        ledger=rows.append,
        inner=handler,
        wait=lambda _: None,
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://desk.example",
        "ftp://desk.example",
        "desk.example",
        "",
        "https://a:b@desk.example",
        "https://",
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(BadInput):
        sockets.open_client(url, headers={}, ledger=[].append)


@pytest.mark.parametrize("url", ["http://127.0.0.1:80", "http://localhost", "https://desk.example"])
def test_addresses_that_are_taken(url: str) -> None:
    sockets.open_client(url, headers={}, ledger=[].append).close()


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "http://desk.example/",
        "https://desk.example:8443/",
        "https://desk.example.evil.example/",
    ],
)
def test_another_host_is_never_contacted(url: str) -> None:
    asked: list[httpx.Request] = []
    rows: list[LedgerRow] = []
    transport = httpx.MockTransport(lambda request: asked.append(request) or httpx.Response(200))
    with _client(transport, rows) as client, pytest.raises(HelpdeskError, match="not the helpdesk"):
        client.get(url)
    assert asked == []
    (row,) = rows
    assert (row.host, row.bytes_out) == (httpx.URL(url).host, 0)
    assert row.reason == "refused: not the helpdesk that was set up"


def test_redirects_and_cookies_are_not_followed() -> None:
    headers = {"Location": "https://evil.example/", "Set-Cookie": "a=b"}
    asked: list[httpx.Request] = []
    transport = httpx.MockTransport(
        lambda request: asked.append(request) or httpx.Response(302, headers=headers)
    )
    with _client(transport, []) as client:
        assert client.get("x").status_code == 302
        client.get("y")
    assert [str(request.url) for request in asked] == [
        "https://desk.example/rt/x",
        "https://desk.example/rt/y",
    ]
    assert "cookie" not in asked[1].headers
    assert asked[0].headers["user-agent"] == "support-copilot"


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "MAX_ANSWER", 1000)
    rows: list[LedgerRow] = []
    big = httpx.MockTransport(lambda _: httpx.Response(200, content=b"x" * 1001))
    with _client(big, rows) as client, pytest.raises(HelpdeskError, match="too big"):
        client.get("x")
    assert len(rows) == 1


def test_the_ledger_has_a_row_for_every_try() -> None:
    rows: list[LedgerRow] = []

    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=request)

    with _client(httpx.MockTransport(down), rows) as client, pytest.raises(HelpdeskUnreachable):
        client.get("x", extensions={"reason": "Reading"})
    assert [(row.host, row.reason) for row in rows] == [("desk.example", "Reading")] * sockets.TRIES


def test_a_closed_port_is_unreachable() -> None:
    rows: list[LedgerRow] = []
    with (
        sockets.open_client(
            "http://127.0.0.1:9", headers={}, ledger=rows.append, wait=lambda _: None
        ) as client,
        pytest.raises(HelpdeskUnreachable, match=r"127\.0\.0\.1"),
    ):
        client.get("x")


def test_how_long_a_host_asks_to_be_left_alone() -> None:
    def asked(text: str) -> float:
        return sockets.retry_after(httpx.Response(503, headers={"Retry-After": text}))

    assert sockets.retry_after(httpx.Response(503)) == 0
    assert [asked(text) for text in ("0", "30", "soon", "-5", "1.5")] == [0, 30, 0, 0, 0]
    in_an_hour = datetime.now(UTC) + timedelta(hours=1)
    assert 3590 < asked(format_datetime(in_an_hour, usegmt=True)) <= 3600
    assert asked("Wed, 21 Oct 2015 07:28:00 GMT") == 0

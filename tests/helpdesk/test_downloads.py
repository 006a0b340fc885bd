"""Downloads: each hop only to an allowed host, and each in the ledger."""

from __future__ import annotations

import httpx
import pytest

from copilot.errors import HostRefused
from copilot.helpdesk.allowed import Allowed
from copilot.helpdesk.downloads import downloading
from copilot.records import LedgerRow

HOSTS = ("hub.example", "*.files.example")


def to(place: str) -> httpx.Response:
    return httpx.Response(302, headers={"Location": place, "Set-Cookie": "a=b"})


ANSWERS = {
    "hub.example/file": lambda: to("https://eu.files.example/file?signed=1"),
    "hub.example/away": lambda: to("https://evil.example/file"),
    "hub.example/plain": lambda: to("http://eu.files.example/file"),
    "eu.files.example/file": lambda: httpx.Response(200, content=b"12345"),
}


class Net:
    """A network of a few answers, and who was asked."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self.rows: list[LedgerRow] = []
        self.allowed = Allowed()
        self.inner = httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return ANSWERS[request.url.host + request.url.path]()

    def get(self, url: str) -> bytes:
        with (
            downloading(
                HOSTS, ledger=self.rows.append, allowed=self.allowed, inner=self.inner
            ) as client,
            client.stream("GET", url) as answer,
        ):
            return answer.read()


def test_a_redirect_to_an_allowed_host_is_followed_and_both_are_told() -> None:
    net = Net()
    assert net.get("https://hub.example/file") == b"12345"
    assert [row.host for row in net.rows] == ["hub.example", "eu.files.example"]
    assert {row.reason for row in net.rows} == {"Fetching a model file"}
    assert net.rows[1].bytes_in > 5
    assert net.rows[1].bytes_out > 0
    assert "cookie" not in net.asked[1].headers


@pytest.mark.parametrize("path", ["away", "plain"])
def test_a_redirect_elsewhere_or_without_encryption_is_refused(path: str) -> None:
    net = Net()
    with pytest.raises(HostRefused, match="no source of model files"):
        net.get(f"https://hub.example/{path}")
    assert [request.url.host for request in net.asked] == ["hub.example"]
    assert [row.reason for row in net.rows] == [
        "Fetching a model file",
        "refused: no source of model files",
    ]


def test_nothing_but_fetching_is_done() -> None:
    net = Net()
    with (
        downloading(HOSTS, ledger=net.rows.append, allowed=net.allowed, inner=net.inner) as client,
        pytest.raises(HostRefused),
    ):
        client.post("https://hub.example/file", content=b"text")
    assert net.asked == []


def test_the_hosts_are_allowed_only_while_it_is_open() -> None:
    allowed = Allowed()
    with downloading(HOSTS, ledger=[].append, allowed=allowed):
        assert allowed.allows("hub.example")
    assert allowed.hosts() == ()


@pytest.mark.parametrize("named", ["http://proxy.corp.example:3128", "proxy.corp.example:3128"])
def test_the_proxy_of_the_environment_is_allowed_too(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", named)
    monkeypatch.setenv("https_proxy", named)
    allowed = Allowed()
    with downloading(["hub.example"], ledger=[].append, allowed=allowed):
        assert [host for host, _ in allowed.hosts()] == ["hub.example", "proxy.corp.example"]


def test_a_host_that_is_down_is_told_too() -> None:
    rows: list[LedgerRow] = []

    def down(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no", request=request)

    inner = httpx.MockTransport(down)
    with (
        downloading(HOSTS, ledger=rows.append, allowed=Allowed(), inner=inner) as client,
        pytest.raises(httpx.ConnectError),
    ):
        client.get("https://hub.example/file")
    assert [(row.host, row.bytes_in) for row in rows] == [("hub.example", 0)]

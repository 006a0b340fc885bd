"""A short run of the chaos against a real Request Tracker, and the faults of its proxy by name."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import httpx
import pytest

from copilot.records import OutboxState
from tests.chaos.chaos import send_through_chaos
from tests.chaos.proxy import FAULTS, Plan, Proxy
from tests.chaos.race import race
from tests.peers.fixtures import request_tracker as request_tracker
from tests.peers.request_tracker import RequestTracker

ANSWER = (
    b"HTTP/1.1 201 Created\r\nLocation: /t/\r\nContent-Length: 4\r\nConnection: close\r\n\r\nyes!"
)


class Plain:
    """A server that counts the whole requests it got and gives one answer."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            client, _ = self.listener.accept()
            with client, client.makefile("rb") as said:
                first = said.readline()
                if not first:
                    return
                length = 0
                while (line := said.readline()) not in (b"\r\n", b""):
                    if line.lower().startswith(b"content-length:"):
                        length = int(line[15:])
                if len(body := said.read(length)) == length:
                    self.bodies.append(body)
                    client.sendall(ANSWER)

    def close(self) -> None:
        socket.create_connection(("127.0.0.1", self.port)).close()
        self.thread.join(10)
        self.listener.close()


@pytest.fixture
def server() -> Iterator[Plain]:
    made = Plain()
    yield made
    made.close()


ARRIVE = {
    "passed": 1,
    "cut after the body": 1,
    "answer lost": 1,
    "answer cut": 1,
    "delivered late": 1,
    "answered late": 1,
    "answer garbled": 1,
    "location garbled": 1,
    "code mistaken": 1,
    "delivered twice": 2,
    "500 after storing": 1,
    "502 after storing": 1,
    "503 after storing": 1,
    "killed meanwhile": 1,
    "killed after storing": 1,
    "killed when answered": 1,
}
ANSWERED = {
    "passed": 201,
    "delivered twice": 201,
    "location garbled": 201,
    "killed when answered": 201,
    "500 instead": 500,
    "500 after storing": 500,
    "502 instead": 502,
    "502 after storing": 502,
    "503 instead": 503,
    "503 after storing": 503,
    "429 instead": 429,
}
IN_ANY_WAY = ("answer cut", "answer garbled", "code mistaken")


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_does_what_it_is_called(
    fault: str, server: Plain, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    plan = Plan(1)
    monkeypatch.setattr(plan, "fault", lambda method: fault)
    with Proxy(server.port, plan, patience=0.2) as proxy:
        proxy.kill = lambda: killed.append(1)
        code = None
        try:
            with httpx.Client(trust_env=False, timeout=0.2 if "late" in fault else 5) as client:
                code = client.post(proxy.url, json={"TxnCustomFields": {"ClientKey": "a1"}})
        except httpx.TransportError:
            pass
    if fault not in IN_ANY_WAY:
        assert (code.status_code if code else None) == ANSWERED.get(fault)
    assert len(server.bodies) == ARRIVE.get(fault, 0)
    assert [one.handed_over for one in proxy.passed] == [ARRIVE.get(fault, 0)]
    assert bool(killed) is fault.startswith("killed")


def test_a_plan_is_drawn_from_its_seed() -> None:
    one, other, third = Plan(5), Plan(5), Plan(6)
    drawn = [one.fault("POST") for _ in range(40)]
    assert drawn == [other.fault("POST") for _ in range(40)]
    assert drawn != [third.fault("POST") for _ in range(40)]
    plan = Plan(5)
    assert {plan.fault("POST") for _ in range(2000)} == set(FAULTS) - {"delivered twice"}
    assert {plan.fault("GET") for _ in range(20_000)} == set(FAULTS)
    plan.calm = True
    assert {plan.fault("POST") for _ in range(50)} == {"passed"}


@pytest.mark.peer
def test_what_was_approved_arrives_once_through_every_fault(
    request_tracker: RequestTracker, tmp_path: Path
) -> None:
    counts = send_through_chaos(request_tracker, tmp_path, sends=3, seed=20)
    assert counts.wrong == []
    assert counts.states[OutboxState.CONFIRMED.value] == counts.replies == 3
    assert counts.with_files == 1
    assert dict(counts.stored) == dict(counts.mailed) == {1: 3}
    assert counts.faults.total() > counts.faults["passed"]


@pytest.mark.peer
def test_a_colleague_who_replies_meanwhile_is_not_passed_over(
    request_tracker: RequestTracker, tmp_path: Path
) -> None:
    raced = race(request_tracker, tmp_path / "race", times=2, seed=1)
    assert raced.wrong == []
    assert raced.sends == 2
    assert raced.slipped_in == raced.told_afterwards

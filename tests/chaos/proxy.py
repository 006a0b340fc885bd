"""A proxy that does to a conversation what networks and servers do, by a seeded plan."""

from __future__ import annotations

import json
import random
import select
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from types import TracebackType

CODES = (200, 301, 400, 401, 403, 404, 409, 412, 413, 500)  # what an answer may be mistaken for
SHUT = 0.3  # seconds for which nobody listens
LONGEST_ANSWER = 60.0  # seconds
CLOSED = (ConnectionError, TimeoutError)


@dataclass
class Passed:
    """One request that came, and what became of it; times by time.monotonic()."""

    method: str
    path: str
    mark: str  # of the approval, where it carries one
    fault: str
    came: float
    handed_over: int = 0  # how often the whole of it reached the server
    answered: float = 0.0  # when the server had answered


@dataclass
class Plan:
    """What befalls each request, drawn from one seed; `calm` lets everything pass."""

    seed: int
    on_posts: float = 0.7  # share of the posts that do not simply pass
    on_others: float = 0.02
    calm: bool = False
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - a plan, not a secret

    def fault(self, method: str) -> str:
        share = self.on_posts if method == "POST" else self.on_others
        if self.calm or self.dice.random() >= share:
            return "passed"
        names = [name for name in FAULTS if name not in ("passed", *self._left_out(method))]
        return self.dice.choice(names)

    def _left_out(self, method: str) -> tuple[str, ...]:
        # A post that the wire itself doubles stands twice in a helpdesk that knows no idempotency,
        # whatever its client does.
        return ("delivered twice",) if method == "POST" else ()


class Proxy:
    """Listens on a port of its own: `with Proxy(port_of_server, plan, patience=1.5) as proxy`.

    `patience`: seconds after which the client gives up. `kill` is called where the plan says so.
    """

    def __init__(self, server: int, plan: Plan, *, patience: float) -> None:
        self.server, self.plan, self.patience = server, plan, patience
        self.kill: Callable[[], None] = lambda: None
        self.passed: list[Passed] = []
        self._lock = Lock()
        self._stop, self._shut = Event(), Event()
        self._listener = _listening(0)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._threads: list[Thread] = []
        self._accepting = Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Proxy:
        self._accepting.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._accepting.join(10)
        for thread in self._threads:
            thread.join(LONGEST_ANSWER)

    def shut_for_a_while(self) -> None:
        self._shut.set()

    def forward(self, request: bytes, passed: Passed) -> bytes:
        """The server's whole answer."""
        with socket.create_connection(("127.0.0.1", self.server), LONGEST_ANSWER) as server:
            server.sendall(request)
            passed.handed_over += 1
            answer = b"".join(iter(lambda: server.recv(65536), b""))
        passed.answered = time.monotonic()
        return answer

    def forward_part(self, part: bytes) -> None:
        """The server gets the beginning of a request, and nobody waits for the rest."""
        with socket.create_connection(("127.0.0.1", self.server), LONGEST_ANSWER) as server:
            server.sendall(part)
            server.shutdown(socket.SHUT_WR)
            with suppress(*CLOSED):
                while server.recv(65536):
                    pass

    def _accept(self) -> None:
        while not self._stop.is_set():
            if self._shut.is_set():
                self._listener.close()
                self._stop.wait(SHUT)
                self._shut.clear()
                self._listener = _listening(self.port)
            if not select.select([self._listener], [], [], 0.05)[0]:
                continue
            client, _ = self._listener.accept()
            self._threads = [one for one in self._threads if one.is_alive()]
            self._threads.append(Thread(target=self._serve, args=(client,), daemon=True))
            self._threads[-1].start()
        self._listener.close()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(*CLOSED):
            client.settimeout(LONGEST_ANSWER)
            head, body = _head_of(client)
            if not head:
                return
            method, path = head.split(b" ", 2)[:2]
            with self._lock:
                name = self.plan.fault(method.decode())
                chance = random.Random(self.plan.dice.random())  # noqa: S311
                passed = Passed(method.decode(), path.decode(), "", name, time.monotonic())
                self.passed.append(passed)
            FAULTS[name](Wire(self, client, head, body, passed, chance))


@dataclass
class Wire:
    """One request on its way; the faults below say how it goes."""

    proxy: Proxy
    client: socket.socket
    head: bytes
    body: bytes  # as far as it came
    passed: Passed
    chance: random.Random

    def whole(self) -> bytes:
        """The request with its whole body, as the server gets it: one to a connection."""
        lines = self.head.split(b"\r\n")
        length = next((int(line[15:]) for line in lines if _is(line, b"content-length:")), 0)
        while len(self.body) < length and (piece := self.client.recv(65536)):
            self.body += piece
        self.passed.mark = _mark(self.body)
        kept = [line for line in lines if not _is(line, b"connection:")]
        return b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n" + self.body

    def forward(self) -> bytes:
        return self.proxy.forward(self.whole(), self.passed)

    def answer(self, data: bytes) -> None:
        self.client.sendall(data)

    def until_given_up(self) -> None:
        """Until the client has closed its end."""
        self.client.settimeout(self.proxy.patience * 3)
        with suppress(*CLOSED):
            self.client.recv(1)

    def kill(self) -> None:
        """At once or a moment later: what the program writes down takes a moment, too."""
        Event().wait(self.chance.choice((0.0, self.chance.uniform(0.0, 0.06))))
        self.proxy.kill()


def _pass(wire: Wire) -> None:
    wire.answer(wire.forward())


def _reset(wire: Wire) -> None:
    wire.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _shut(wire: Wire) -> None:
    wire.proxy.shut_for_a_while()


def _cut_before_the_body(wire: Wire) -> None:
    """The head was read, and nothing goes on."""


def _cut_within_the_body(wire: Wire) -> None:
    request = wire.whole()
    wire.proxy.forward_part(request[: -wire.chance.randint(1, 40)])


def _cut_after_the_body(wire: Wire) -> None:
    request = wire.whole()
    wire.client.close()
    wire.proxy.forward(request, wire.passed)


def _lose_the_answer(wire: Wire) -> None:
    wire.forward()


def _cut_the_answer(wire: Wire) -> None:
    answer = wire.forward()
    wire.answer(answer[: wire.chance.randrange(1, max(2, len(answer)))])


def _deliver_late(wire: Wire) -> None:
    request = wire.whole()
    wire.until_given_up()
    Event().wait(wire.chance.uniform(0.0, wire.proxy.patience / 2))
    wire.proxy.forward(request, wire.passed)


def _answer_late(wire: Wire) -> None:
    wire.forward()
    wire.until_given_up()


def _garble(wire: Wire) -> None:
    answer = bytearray(wire.forward())
    for _ in range(wire.chance.randint(1, 8)):
        answer[wire.chance.randrange(len(answer))] = wire.chance.randrange(256)
    wire.answer(bytes(answer))


def _garble_the_location(wire: Wire) -> None:
    """The number of what was stored becomes another one."""
    lines = wire.forward().split(b"\r\n")
    number = str(wire.chance.randint(1, 99)).encode()
    wire.answer(b"\r\n".join(line + number if _is(line, b"location:") else line for line in lines))


def _mistake_the_code(wire: Wire) -> None:
    _, _, rest = wire.forward().partition(b"\r\n")
    wire.answer(b"HTTP/1.1 %d Mistaken\r\n" % wire.chance.choice(CODES) + rest)


def _deliver_twice(wire: Wire) -> None:
    wire.forward()
    wire.answer(wire.forward())


def _made_up(code: int, *headers: str) -> bytes:
    lines = (f"HTTP/1.1 {code} Made up", "Content-Length: 0", "Connection: close", *headers)
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def _instead(code: int, *headers: str) -> Callable[[Wire], None]:
    def refuse(wire: Wire) -> None:
        wire.whole()
        wire.answer(_made_up(code, *headers))

    return refuse


def _after(code: int, *headers: str) -> Callable[[Wire], None]:
    def store_and_refuse(wire: Wire) -> None:
        wire.forward()
        wire.answer(_made_up(code, *headers))

    return store_and_refuse


def _kill_before(wire: Wire) -> None:
    wire.whole()
    wire.kill()


def _kill_meanwhile(wire: Wire) -> None:
    request = wire.whole()
    killing = Thread(target=wire.kill, daemon=True)
    killing.start()
    wire.proxy.forward(request, wire.passed)
    killing.join()


def _kill_after(wire: Wire) -> None:
    wire.forward()
    wire.kill()


def _kill_when_answered(wire: Wire) -> None:
    wire.answer(wire.forward())
    wire.kill()


AWAY = "Retry-After: 4"
FAULTS: dict[str, Callable[[Wire], None]] = {
    "passed": _pass,
    "reset": _reset,
    "nobody listens": _shut,
    "cut before the body": _cut_before_the_body,
    "cut within the body": _cut_within_the_body,
    "cut after the body": _cut_after_the_body,
    "answer lost": _lose_the_answer,
    "answer cut": _cut_the_answer,
    "delivered late": _deliver_late,
    "answered late": _answer_late,
    "answer garbled": _garble,
    "location garbled": _garble_the_location,
    "code mistaken": _mistake_the_code,
    "delivered twice": _deliver_twice,
    "500 instead": _instead(500),
    "500 after storing": _after(500),
    "502 instead": _instead(502),
    "502 after storing": _after(502, AWAY),
    "503 instead": _instead(503, AWAY),
    "503 after storing": _after(503),
    "429 instead": _instead(429, AWAY),
    "killed before": _kill_before,
    "killed meanwhile": _kill_meanwhile,
    "killed after storing": _kill_after,
    "killed when answered": _kill_when_answered,
}


def _listening(port: int) -> socket.socket:
    return socket.create_server(("127.0.0.1", port), reuse_port=False, backlog=64)


def _head_of(client: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(65536)
        if not piece:
            return b"", b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    return head, body


def _is(line: bytes, name: bytes) -> bool:
    return line.lower().startswith(name)


def _mark(body: bytes) -> str:
    """In JSON, or in the part of a form that holds it."""
    if b'name="JSON"' in body:
        body = body.partition(b'name="JSON"')[2].partition(b"\r\n\r\n")[2].partition(b"\r\n--")[0]
    try:
        return str(json.loads(body)["TxnCustomFields"]["ClientKey"])
    except (ValueError, KeyError, TypeError):
        return ""

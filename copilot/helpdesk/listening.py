"""Listeners on this computer that hear what was not refused, for a look for leaks."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from threading import Thread

BACKLOG = 64


@dataclass(frozen=True, slots=True)
class Listeners:
    """One port for TCP over IPv4 and IPv6 and for UDP, and an abstract unix socket."""

    port: int
    unix_name: str
    own: tuple[socket.socket, ...]

    def heard(self) -> int:
        """How many connections and datagrams came since the last time."""
        return sum(_taken(each) for each in self.own)


@contextmanager
def listening() -> Iterator[Listeners]:
    """Nobody is answered. Raises OSError where a port cannot be had."""
    with ExitStack() as opened:
        first = opened.enter_context(socket.create_server(("127.0.0.1", 0), backlog=BACKLOG))
        port = first.getsockname()[1]
        datagrams = opened.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        datagrams.bind(("127.0.0.1", port))
        own = [first, datagrams]
        with suppress(OSError):  # there may be no IPv6
            sixth = socket.create_server(("::1", port), family=socket.AF_INET6, backlog=BACKLOG)
            own.append(opened.enter_context(sixth))
        name = f"support-copilot-{port}"
        if sys.platform == "linux":
            unix = opened.enter_context(socket.socket(socket.AF_UNIX))
            unix.bind(f"\0{name}")
            unix.listen(BACKLOG)
            own.append(unix)
        for each in own:
            each.setblocking(False)
        yield Listeners(port, name, tuple(own))


def _taken(own: socket.socket) -> int:
    found = 0
    with suppress(BlockingIOError):
        while True:
            if own.type == socket.SOCK_DGRAM:
                own.recvfrom(512)
            else:
                own.accept()[0].close()
            found += 1
    return found


@contextmanager
def redirecting(place: str) -> Iterator[str]:
    """The address of a server on loopback that passes one reader on to `place`."""
    with socket.create_server(("127.0.0.1", 0)) as own:

        def answer() -> None:
            with suppress(OSError):
                asked, _ = own.accept()
                with asked:
                    asked.recv(4096)
                    head = f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n"
                    asked.sendall(head.encode())

        thread = Thread(target=answer, name="redirecting")
        thread.start()
        try:
            yield f"http://127.0.0.1:{own.getsockname()[1]}"
        finally:
            with suppress(OSError):
                own.shutdown(socket.SHUT_RDWR)  # nobody asked: accept() ends
            thread.join()

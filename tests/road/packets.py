"""A network of two: a process on one side, a helpdesk on the other, and every packet seen."""

from __future__ import annotations

import ipaddress
import socket
import struct
import subprocess
import threading
from collections import Counter
from functools import cache

from tests.conftest import missing

DESK, ROAD = "10.77.0.1", "10.77.0.2"
DESK_MAC, ROAD_MAC = "02:00:00:00:00:01", "02:00:00:00:00:02"
ALL_PROTOCOLS, SOL_PACKET, PACKET_STATISTICS = 3, 263, 6  # linux/if_ether.h, if_packet.h


@cache
def _tried() -> tuple[str, ...]:
    for flags in ("-rn", "-n"):
        try:
            done = subprocess.run(
                ["unshare", flags, "ip", "link"], capture_output=True, check=False
            )
        except FileNotFoundError:
            return ()
        if done.returncode == 0:
            return ("unshare", flags)
    return ()


def alone() -> list[str]:
    """The command before a command that gives it an empty network; skips where not permitted."""
    if not _tried():
        missing(
            "ip, or the right to make a network namespace",
            "apt-get install iproute2; sysctl kernel.unprivileged_userns_clone=1",
        )
    return list(_tried())


class Capture:
    """Every frame that any interface of this network sends or gets while it is open."""

    def __init__(self) -> None:
        self._own = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_PROTOCOLS))
        self._own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024 * 1024)
        self._seen: Counter[tuple[str, str, str, str]] = Counter()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen)

    def __enter__(self) -> Capture:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """What the kernel has queued is read to its end first."""
        self._over.set()
        self._thread.join()
        _, dropped = struct.unpack("II", self._own.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8))
        self._own.close()
        assert dropped == 0

    def packets(self) -> list[tuple[str, str, str, str, int]]:
        """(interface, what, from, to, how many)."""
        return [(*key, count) for key, count in sorted(self._seen.items())]

    def _listen(self) -> None:
        self._own.settimeout(0.05)
        while True:
            ending = self._over.is_set()
            try:
                frame, (interface, *_) = self._own.recvfrom(200)
            except TimeoutError:
                if ending:
                    return
                continue
            self._seen[interface, *described(frame)] += 1


def described(frame: bytes) -> tuple[str, str, str]:
    """What a frame is, from where and to where: addresses, and ports for TCP and UDP."""
    (kind,) = struct.unpack(">H", frame[12:14])
    rest = frame[14:]
    if kind == 0x0800:
        length, protocol = (rest[0] & 15) * 4, rest[9]
        ends = [str(ipaddress.ip_address(rest[at : at + 4])) for at in (12, 16)]
        return with_ports(protocol, rest[length:], ends)
    if kind == 0x86DD:
        ends = [str(ipaddress.ip_address(rest[at : at + 16])) for at in (8, 24)]
        return with_ports(rest[6], rest[40:], ends)
    if kind == 0x0806:
        return "ARP", str(ipaddress.ip_address(rest[14:18])), str(ipaddress.ip_address(rest[24:28]))
    return f"frame of kind {kind:#06x}", frame[6:12].hex(":"), frame[:6].hex(":")


def with_ports(protocol: int, rest: bytes, ends: list[str]) -> tuple[str, str, str]:
    """The port of the one who asked is a number of the day: the lower one says what it is."""
    name = {6: "TCP", 17: "UDP"}.get(protocol)
    if name is None:
        return f"protocol {protocol}", ends[0], ends[1]
    return f"{name} {min(struct.unpack('>HH', rest[:4]))}", ends[0], ends[1]

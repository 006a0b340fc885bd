"""Every way out of the engine process that we know of, tried for real inside it.

Half of them go past Python, straight to the C library or the kernel, as native code would.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import stat
import struct
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from pathlib import Path

from copilot.engine.process import FIXED, PASSED_ON, PASSED_ON_WINDOWS
from copilot.engine.protocol import Targets
from copilot.engine.seccomp import MACHINES, X32_CALLS
from copilot.records import Attempt

Way = Callable[[], str]  # says what it reached; raises OSError when it was refused

REFUSED = {errno.EPERM, errno.EACCES}
NOT_OFFERED = {
    errno.EAFNOSUPPORT,
    errno.EPROTONOSUPPORT,
    getattr(errno, "ESOCKTNOSUPPORT", errno.EPROTONOSUPPORT),
    errno.ENOSYS,
}
EAI_NONAME = -2  # of glibc; where nobody could be asked it is -3
UNDER_WAY = {errno.EINPROGRESS, errno.EWOULDBLOCK}
# Families and kinds of sockets by their numbers in linux/socket.h: Python does not name them all.
LINUX_SOCKETS = {
    "a netlink socket": (16, 3, 0),
    "a packet socket": (17, 3, 0),
    "a raw socket": (2, 3, 1),
    "a socket to the host of a virtual machine": (40, 1, 0),
    "a socket of the kernel's cryptography": (38, 5, 0),
    "a Bluetooth socket": (31, 3, 1),
}
ASK_FOR_A_NAME = bytes.fromhex("4c4b01000001000000000000") + b"\4leak\7example\0" + b"\0\1\0\1"
TELLING = ("TOKEN", "SECRET", "PASS", "CREDENTIAL", "API_KEY", "PROXY", "SOCK", "DBUS", "KEYRING")


def attempts(to: Targets) -> tuple[Attempt, ...]:
    """Tries each way once."""
    return tuple(_tried(name, way) for name, way in _ways(to))


def _tried(name: str, way: Way) -> Attempt:
    try:
        return Attempt(name, refused=False, said=way())
    except OSError as error:
        reason = getattr(error, "reason", error)  # urllib wraps it
        cause = reason if isinstance(reason, OSError) else error
        said = cause.strerror or str(cause)
        if cause.errno in NOT_OFFERED:
            return Attempt(name, refused=True, said=f"this system has none: {said}")
        return Attempt(name, refused=cause.errno in REFUSED, said=said)


def _ways(to: Targets) -> Iterator[tuple[str, Way]]:
    yield from _through_python(to)
    yield "credentials in the environment", _environment
    yield "a file for others to find", lambda: _leave_file(to)
    if sys.platform == "win32":
        yield "a socket past Python", _windows_socket
        return
    yield "a socket handed on by the parent", _inherited
    yield from _native(to)
    if sys.platform == "linux":
        yield from _linux(to)


def _through_python(to: Targets) -> Iterator[tuple[str, Way]]:
    def tcp(host: str, port: int) -> str:
        with socket.create_connection((host, port), 3):
            return "connected"

    def datagram() -> str:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
            return f"{own.sendto(ASK_FOR_A_NAME, (to.far, 53))} bytes went out"

    def page() -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{to.port}/", timeout=3):
            return "answered"

    def command() -> str:
        subprocess.run(_connecting(to), check=True, timeout=20)  # noqa: S603 - our own program
        return "the command connected"

    yield "TCP to this computer", lambda: tcp("127.0.0.1", to.port)
    yield "TCP to a far address", lambda: tcp(to.far, 443)
    yield "UDP, a question for a name server", datagram
    yield "a look-up of a name", lambda: str(socket.getaddrinfo("leak.example", 443))
    yield "HTTP", page
    yield "a child command", command


def _connecting(to: Targets) -> list[str]:
    code = f"import socket; socket.create_connection(('127.0.0.1', {to.port}), 3)"
    return [sys.executable, "-c", code]


def _native(to: Targets) -> Iterator[tuple[str, Way]]:
    inet, inet6, unix = socket.AF_INET, socket.AF_INET6, socket.AF_UNIX
    stream, datagram = socket.SOCK_STREAM, socket.SOCK_DGRAM
    here, far, server = (
        _ipv4(host, port) for host, port in (("127.0.0.1", to.port), (to.far, 443), (to.far, 53))
    )
    name = b"\0" + to.unix_name.encode()
    yield "TCP to this computer, past Python", lambda: _connect(inet, stream, here)
    yield "TCP to a far address, past Python", lambda: _connect(inet, stream, far)
    yield "TCP over IPv6, past Python", lambda: _connect(inet6, stream, _ipv6(to.port))
    yield "UDP, past Python", lambda: _send(inet, datagram, server)
    yield "UDP to this computer, past Python", lambda: _send(inet, datagram, here)
    yield "a unix socket, past Python", lambda: _connect(unix, stream, _head(unix, 0) + name)
    yield "a look-up of a name, past Python", _native_look_up
    yield "a child command, past Python", lambda: _native_command(to)


def _linux(to: Targets) -> Iterator[tuple[str, Way]]:
    for name, (family, kind, protocol) in LINUX_SOCKETS.items():
        numbers = (family, kind, protocol)
        yield name, lambda numbers=numbers: _socket(*numbers)  # type: ignore[misc]
    yield "the memory of the window process", _memory_of_the_parent
    machine = MACHINES.get(platform.machine())
    if machine is None:
        return
    calls = machine.refused
    ring = ctypes.create_string_buffer(120)
    yield "io_uring", lambda: _call(calls["io_uring_setup"], 1, ctypes.addressof(ring))
    yield "a socket of the window process", lambda: _others_socket(calls["pidfd_getfd"])
    yield "the kernel's key ring", lambda: _call(calls["keyctl"], 0, -3, 1)
    if platform.machine() == "x86_64":
        yield "a socket by the numbers of x32", lambda: _call(X32_CALLS + calls["socket"], 2, 1, 0)


def _environment() -> str:
    passed = PASSED_ON | PASSED_ON_WINDOWS | FIXED.keys()
    found = [n for n in os.environ if n not in passed and any(t in n.upper() for t in TELLING)]
    if found:
        return ", ".join(found)
    raise PermissionError(errno.EPERM, "there are none")


def _inherited() -> str:
    found = [number for number in range(256) if _is_socket(number)]
    if found:
        return f"descriptors {found}"
    raise PermissionError(errno.EPERM, "there is none")


def _is_socket(number: int) -> bool:
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False


def _leave_file(to: Targets) -> str:
    Path(to.folder, "left").write_bytes(b"")
    return "the file is there"


def _memory_of_the_parent() -> str:
    os.close(os.open(f"/proc/{os.getppid()}/mem", os.O_RDWR))
    return "it could be read and changed"


def _others_socket(pidfd_getfd: int) -> str:
    process = os.pidfd_open(os.getppid())
    try:
        return _call(pidfd_getfd, process, 0, 0)
    finally:
        os.close(process)


# --- past Python: its audit hook sees nothing of these ---


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(find_library("c") if sys.platform == "darwin" else None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _call(number: int, *arguments: int) -> str:
    passed = [ctypes.c_long(each) for each in (number, *arguments)]
    return f"the kernel did it ({_checked(int(_libc().syscall(*passed)))})"


def _socket(family: int, kind: int, protocol: int) -> str:
    os.close(_checked(_libc().socket(family, kind, protocol)))
    return "the kernel gave one"


def _connect(family: int, kind: int, address: bytes) -> str:
    """Without waiting for an answer: once it is under way, a packet is out."""
    libc = _libc()
    own = _checked(libc.socket(family, kind, 0))
    try:
        os.set_blocking(own, False)
        _checked(libc.connect(own, address, len(address)))
    except OSError as error:
        if error.errno not in UNDER_WAY:
            raise
        return "a packet went out"
    finally:
        os.close(own)
    return "connected"


def _send(family: int, kind: int, address: bytes) -> str:
    libc = _libc()
    own = _checked(libc.socket(family, kind, 0))
    try:
        data = ASK_FOR_A_NAME
        sent = _checked(libc.sendto(own, data, len(data), 0, address, len(address)))
    finally:
        os.close(own)
    return f"{sent} bytes went out"


def _native_look_up() -> str:
    found = ctypes.c_void_p()
    result = _libc().getaddrinfo(b"leak.example", b"443", None, ctypes.byref(found))
    if result == 0:
        return "it was found"
    if sys.platform == "linux" and result == EAI_NONAME:
        return "a name server answered that nobody has it"
    raise PermissionError(errno.EPERM, f"no name server could be asked ({result})")


def _native_command(to: Targets) -> str:
    program, option, code = _connecting(to)
    status = _libc().system(f'"{program}" {option} "{code}" 2>/dev/null'.encode())
    if status == 0:
        return "the command connected"
    raise PermissionError(errno.EPERM, f"the command could not (status {status})")


def _windows_socket() -> str:
    library = ctypes.WinDLL("ws2_32")  # type: ignore[attr-defined]
    own = library.socket(2, 1, 6)
    if own in {-1, 0xFFFFFFFF}:
        raise PermissionError(errno.EPERM, f"Windows error {library.WSAGetLastError()}")
    library.closesocket(own)
    return "Windows gave one"


def _head(family: int, length: int) -> bytes:
    """The first two bytes of every struct sockaddr."""
    return (
        struct.pack("BB", length, family) if sys.platform == "darwin" else struct.pack("H", family)
    )


def _ipv4(host: str, port: int) -> bytes:
    place = struct.pack(">H", port) + bytes(int(part) for part in host.split("."))
    return _head(socket.AF_INET, 16) + place + bytes(8)


def _ipv6(port: int) -> bytes:
    return _head(socket.AF_INET6, 28) + struct.pack(">HI", port, 0) + bytes(15) + b"\1" + bytes(4)

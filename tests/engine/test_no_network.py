"""The kernel filter alone and the audit hook alone, each as it works without the other."""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from copilot.engine import capabilities, landlock, no_network, seccomp
from copilot.errors import EngineFailed
from tests.conftest import missing

linux = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in seccomp.MACHINES, reason="needs seccomp"
)

# Prints the errno of each refusal, or null. argv: which part to play, and this text again.
TRY_ALL = """
import ctypes, json, platform, socket, subprocess, sys, threading
from copilot.engine import seccomp

NUMBERS = seccomp.MACHINES[platform.machine()].refused
libc = ctypes.CDLL(None, use_errno=True)

def tried(way):
    try:
        way()
    except OSError as error:
        return error.errno

def native(number):
    if libc.syscall(number, -1, 0, 0, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "")

def look():
    found = {name: tried(lambda: native(number)) for name, number in NUMBERS.items()}
    found |= {f.name: tried(lambda: socket.socket(f)) for f in (socket.AF_INET, socket.AF_UNIX)}
    found["socketpair"] = tried(lambda: [s.close() for s in socket.socketpair()])
    return found

if sys.argv[1] == "parent":
    before = look()
    installed = threading.Event()
    earlier = threading.Thread(target=lambda: (installed.wait(), found.update(earlier=look())))
    earlier.start()
    seccomp.install(platform.machine())
    found = {"before": before, "after": look()}
    thread = threading.Thread(target=lambda: found.update(thread=look()))
    thread.start()
    thread.join()
    installed.set()
    earlier.join()
    child = [sys.executable, "-c", sys.argv[2], "child", ""]
    found["child"] = json.loads(subprocess.run(child, capture_output=True, check=True).stdout)
    print(json.dumps(found))
else:
    print(json.dumps(look()))
"""


@linux
def test_the_kernel_refuses_in_this_process_its_threads_and_its_commands() -> None:
    command = [sys.executable, "-c", TRY_ALL, "parent", TRY_ALL]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    refused = dict.fromkeys(seccomp.MACHINES[platform.machine()].refused, 1)
    refused |= {"AF_INET": 1, "AF_UNIX": 1, "socketpair": None}
    assert [found["before"][name] for name in ("AF_INET", "AF_UNIX")] == [None, None]
    assert found["after"] == refused
    assert found["thread"] == refused
    assert found["earlier"] == refused
    assert found["child"] == refused


HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",  # whose numbers aarch64 has
}


@pytest.mark.parametrize("name", seccomp.MACHINES)
def test_the_numbers_are_those_of_the_kernels_headers(name: str) -> None:
    header = Path(HEADERS[name])
    if not header.exists():
        missing("the headers of the kernel", "apt-get install linux-libc-dev")
    lines = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text())
    numbers = {call: int(number) for call, number in lines}
    machine = seccomp.MACHINES[name]
    assert machine.refused == {call: numbers[call] for call in machine.refused}
    assert machine.seccomp == numbers["seccomp"]


# A function that makes the call "socket" with the numbers of 32-bit programs; prints what it gave.
INT_80 = """
import ctypes, mmap, platform
from copilot.engine import seccomp
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes.fromhex("53b867010000bb02000000b90100000031d2cd805bc3"))
socket = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
print(socket(), flush=True)
seccomp.install(platform.machine())
print(socket(), flush=True)
"""


@linux
@pytest.mark.skipif(platform.machine() != "x86_64", reason="needs a processor with two numberings")
def test_the_calls_of_32_bit_programs_are_refused_too() -> None:
    ran = subprocess.run([sys.executable, "-c", INT_80], capture_output=True, text=True)
    if ran.returncode < 0:
        pytest.skip("this kernel runs no 32-bit programs")
    before, after = map(int, ran.stdout.split())
    assert before > 2
    assert after == -1  # EPERM


def judge(code: list[seccomp.Instruction], *, number: int, audit_number: int) -> int:
    """What the kernel's BPF machine returns for one system call."""
    data = {seccomp.NUMBER_AT: number, seccomp.MACHINE_AT: audit_number}
    word, place = 0, 0
    while True:
        operation, if_true, if_false, operand = code[place]
        place += 1
        match operation:
            case seccomp.LOAD_WORD:
                word = data[operand]
            case seccomp.JUMP_IF_EQUAL:
                place += if_true if word == operand else if_false
            case seccomp.JUMP_IF_AT_LEAST:
                place += if_true if word >= operand else if_false
            case seccomp.RETURN:
                return operand


@pytest.mark.parametrize("name", seccomp.MACHINES)
def test_the_filter_refuses_exactly_its_calls(name: str) -> None:
    machine = seccomp.MACHINES[name]
    code = seccomp.program(machine)
    own = {n: judge(code, number=n, audit_number=machine.audit_number) for n in range(600)}
    assert {n for n, result in own.items() if result == seccomp.REFUSE} == set(
        machine.refused.values()
    )
    assert set(own.values()) == {seccomp.REFUSE, seccomp.ALLOW}


@pytest.mark.parametrize("name", seccomp.MACHINES)
def test_other_numberings_are_refused_whole(name: str) -> None:
    code = seccomp.program(seccomp.MACHINES[name])
    i386 = 0x40000003
    assert judge(code, number=1, audit_number=i386) == seccomp.REFUSE
    own = seccomp.MACHINES[name].audit_number
    assert judge(code, number=seccomp.X32_CALLS | 41, audit_number=own) == seccomp.REFUSE


def test_without_a_filter_the_engine_refuses_to_start() -> None:
    def install(machine: str) -> None:
        raise OSError(22, "Invalid argument")

    with pytest.raises(EngineFailed, match="cannot keep it off the network"):
        no_network.seal(install, system="linux")


def sealed(system: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "addaudithook", lambda hook: None)  # it could not be taken off again
    return no_network.seal(lambda machine: None, system=system)


def test_the_wall_is_named_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setattr(capabilities, "give_up", lambda: None)
    assert sealed("linux", monkeypatch) == "seccomp"
    assert sealed("win32", monkeypatch) == "python"
    assert sealed("darwin", monkeypatch) == ("sandbox" if sys.platform == "darwin" else "python")


def test_an_unknown_machine_has_no_filter() -> None:
    with pytest.raises(OSError, match="no filter is written for riscv64"):
        seccomp.install("riscv64")


@pytest.mark.parametrize(
    "event",
    ["socket.__new__", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system",
     "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "pty.spawn"],
)  # fmt: skip
def test_the_hook_refuses(event: str) -> None:
    with pytest.raises(PermissionError):
        no_network.refuse(event, ())


@pytest.mark.parametrize("event", ["open", "import", "socket.gethostname", "os.listdir"])
def test_the_hook_lets_pass(event: str) -> None:
    assert no_network.refuse(event, ()) is None

"""A Linux kernel filter (seccomp-bpf) that refuses every way to a network to this process.

It cannot be taken off again and is inherited by threads and child commands. The instructions are
those of linux/filter.h and linux/seccomp.h; the numbers of the system calls those of the kernel's
own tables for each machine.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from dataclasses import dataclass

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
LOAD_WORD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER_AT, MACHINE_AT = 0, 4  # offsets in struct seccomp_data
X32_CALLS = 0x40000000  # x86_64 kernels may offer the same calls a second time from here on


@dataclass(frozen=True, slots=True)
class Machine:
    """What the filter has to know of a processor."""

    audit_number: int  # AUDIT_ARCH_* of linux/audit.h
    refused: dict[str, int]


# socketpair stays: it reaches nobody but this process, and event loops are made with it.
# io_uring can connect without any of the calls above; ptrace and its kin could make another
# process do it, or take its connections; the key calls reach secrets that the kernel holds.
ON_ALL = {
    "pidfd_getfd": 438,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
}
MACHINES = {
    "x86_64": Machine(
        0xC000003E,
        {
            "socket": 41,
            "connect": 42,
            "accept": 43,
            "sendto": 44,
            "sendmsg": 46,
            "bind": 49,
            "listen": 50,
            "ptrace": 101,
            "add_key": 248,
            "request_key": 249,
            "keyctl": 250,
            "accept4": 288,
            "sendmmsg": 307,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "bpf": 321,
            **ON_ALL,
        },
    ),
    "aarch64": Machine(
        0xC00000B7,
        {
            "ptrace": 117,
            "socket": 198,
            "bind": 200,
            "listen": 201,
            "accept": 202,
            "connect": 203,
            "sendto": 206,
            "sendmsg": 211,
            "add_key": 217,
            "request_key": 218,
            "keyctl": 219,
            "accept4": 242,
            "sendmmsg": 269,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "bpf": 280,
            **ON_ALL,
        },
    ),
}

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


def program(machine: Machine) -> list[Instruction]:
    """Refuses the machine's calls, those of x32, and every call in another machine's numbers."""
    numbers = sorted(machine.refused.values())
    checks = [(JUMP_IF_AT_LEAST, X32_CALLS), *((JUMP_IF_EQUAL, n) for n in numbers)]
    to_refuse = range(len(checks), 0, -1)  # over the checks that are left and over ALLOW
    return [
        (LOAD_WORD, 0, 0, MACHINE_AT),
        (JUMP_IF_EQUAL, 1, 0, machine.audit_number),
        (RETURN, 0, 0, REFUSE),
        (LOAD_WORD, 0, 0, NUMBER_AT),
        *(
            (code, jump, 0, operand)
            for jump, (code, operand) in zip(to_refuse, checks, strict=True)
        ),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]


def install(machine: str) -> None:
    """Puts the filter on the calling thread and all that it starts; call it before any other.

    `machine` is platform.machine(). Raises OSError when the kernel or the machine does not do it.
    """
    if machine not in MACHINES:
        raise OSError(errno.ENOSYS, f"no filter is written for {machine}")
    code = program(MACHINES[machine])
    instructions = _buffer(b"".join(struct.pack("=HBBI", *instruction) for instruction in code))
    # struct sock_fprog: the native "@" pads between its two fields as C does
    sock_fprog = _buffer(struct.pack("@HP", len(code), ctypes.addressof(instructions)))
    _prctl(PR_SET_NO_NEW_PRIVS, 1, 0)
    _prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(sock_fprog))


def _buffer(data: bytes) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(data, len(data))


def _prctl(option: int, second: int, third: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = [ctypes.c_ulong(value) for value in (second, third, 0, 0)]
    if libc.prctl(option, *arguments) != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not take the filter")

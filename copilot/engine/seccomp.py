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

PR_SET_NO_NEW_PRIVS, SET_MODE_FILTER, FOR_ALL_THREADS = 38, 1, 1
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
LOAD_WORD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER_AT, MACHINE_AT = 0, 4  # offsets in struct seccomp_data
X32_CALLS = 0x40000000  # x86_64 kernels may offer the same calls a second time from here on


@dataclass(frozen=True, slots=True)
class Machine:
    """What the filter has to know of a processor."""

    audit_number: int  # AUDIT_ARCH_* of linux/audit.h
    seccomp: int  # the number of the call that takes the filter
    refused: dict[str, int]


# socketpair stays: it reaches nobody but this process, and event loops are made with it.
# io_uring can connect without any of the calls above; ptrace and its kin could make another
# process do it, or take its connections; the key calls reach secrets that the kernel holds and
# have it look up names. System V and POSIX queues and shared memory reach other processes of the
# user without a file. Mounts, modules and namespaces matter where the program runs as root: a
# network file system is a connection that the kernel itself makes.
ON_ALL = {
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "pidfd_getfd": 438,
    "mount_setattr": 442,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
}
MACHINES = {
    "x86_64": Machine(
        0xC000003E,
        317,
        {
            "shmget": 29,
            "socket": 41,
            "connect": 42,
            "accept": 43,
            "sendto": 44,
            "sendmsg": 46,
            "bind": 49,
            "listen": 50,
            "semget": 64,
            "msgget": 68,
            "ptrace": 101,
            "mount": 165,
            "init_module": 175,
            "mq_open": 240,
            "kexec_load": 246,
            "add_key": 248,
            "request_key": 249,
            "keyctl": 250,
            "unshare": 272,
            "accept4": 288,
            "perf_event_open": 298,
            "open_by_handle_at": 304,
            "sendmmsg": 307,
            "setns": 308,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "finit_module": 313,
            "kexec_file_load": 320,
            "bpf": 321,
            **ON_ALL,
        },
    ),
    "aarch64": Machine(
        0xC00000B7,
        277,
        {
            "mount": 40,
            "unshare": 97,
            "kexec_load": 104,
            "init_module": 105,
            "ptrace": 117,
            "mq_open": 180,
            "msgget": 186,
            "semget": 190,
            "shmget": 194,
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
            "perf_event_open": 241,
            "accept4": 242,
            "open_by_handle_at": 265,
            "setns": 268,
            "sendmmsg": 269,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "finit_module": 273,
            "bpf": 280,
            "kexec_file_load": 294,
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
    """Puts the filter on every thread of this process and all that they start.

    `machine` is platform.machine(). Raises OSError when the kernel or the machine does not do it.
    """
    if machine not in MACHINES:
        raise OSError(errno.ENOSYS, f"no filter is written for {machine}")
    here = MACHINES[machine]
    code = program(here)
    instructions = _buffer(b"".join(struct.pack("=HBBI", *instruction) for instruction in code))
    # struct sock_fprog: the native "@" pads between its two fields as C does
    sock_fprog = _buffer(struct.pack("@HP", len(code), ctypes.addressof(instructions)))
    libc = ctypes.CDLL(None, use_errno=True)
    _check(libc.prctl(PR_SET_NO_NEW_PRIVS, *(ctypes.c_ulong(each) for each in (1, 0, 0, 0))))
    taken = (here.seccomp, SET_MODE_FILTER, FOR_ALL_THREADS, ctypes.addressof(sock_fprog))
    _check(libc.syscall(*(ctypes.c_ulong(each) for each in taken)))


def _buffer(data: bytes) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(data, len(data))


def _check(result: int) -> None:
    """Above 0: the number of a thread that could not take the filter."""
    if result != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not take the filter")

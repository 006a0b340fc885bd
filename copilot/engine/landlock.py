"""A Linux kernel rule set (Landlock): this process changes no file and touches no other process.

Text could also leave by way of another program: written into a file that one runs or sends, or
into its memory through /proc. The numbers are those of linux/landlock.h, the same everywhere.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, on all machines
VERSION_WANTED, PATH_BENEATH = 1, 1
EXECUTE, WRITE_FILE, REFER, TRUNCATE, CONTROL = 1 << 0, 1 << 1, 1 << 13, 1 << 14, 1 << 15
REMOVE_AND_MAKE = sum(1 << bit for bit in range(4, 13))
CONNECT_AND_BIND_TCP, ABSTRACT_SOCKETS_AND_SIGNALS = 0b11, 0b11
# Written to by who computes on a graphics card; nothing that is written there is kept.
DEVICES = ("null", "kfd", "dri", "nvidia*")


def version() -> int:
    """Which version the kernel offers; 0: none."""
    try:
        return _call(CREATE_RULESET, None, 0, VERSION_WANTED)
    except OSError:
        return 0


def restrict(offered: int) -> None:
    """For this thread and all it starts, for good: call it before any other thread runs.

    No file or folder is made, changed or removed and no command started, but for DEVICES; other
    processes are neither read nor traced (from the first version on) nor signalled (from the sixth
    on). `offered` is version(). Raises OSError.
    """
    ruleset = _call(CREATE_RULESET, *_sized(_handled(offered)), 0)
    try:
        for device in _devices():
            _allow(ruleset, device, WRITE_FILE | _later(offered) & ~REFER)
        _call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _handled(offered: int) -> bytes:
    """struct landlock_ruleset_attr, as long as this version knows it."""
    files = EXECUTE | WRITE_FILE | REMOVE_AND_MAKE
    fields = [files | _later(offered)]
    fields += [CONNECT_AND_BIND_TCP] if offered >= 4 else []
    fields += [ABSTRACT_SOCKETS_AND_SIGNALS] if offered >= 6 else []
    return struct.pack(f"={len(fields)}Q", *fields)


def _later(offered: int) -> int:
    """The rights over files that came after the first version; CONTROL is ioctl on devices."""
    found = {2: REFER, 3: TRUNCATE, 5: CONTROL}
    return sum(right for since, right in found.items() if offered >= since)


def _devices() -> Iterator[Path]:
    return (found for name in DEVICES for found in Path("/dev").glob(name))


def _allow(ruleset: int, path: Path, access: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule, _ = _sized(struct.pack("=Qi", access, place))
        _call(ADD_RULE, ruleset, PATH_BENEATH, rule, 0)
    finally:
        os.close(place)


def _sized(data: bytes) -> tuple[ctypes.Array[ctypes.c_char], int]:
    return ctypes.create_string_buffer(data, len(data)), len(data)


def _call(number: int, *arguments: ctypes.Array[ctypes.c_char] | int | None) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    passed = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = int(libc.syscall(ctypes.c_long(number), *passed))
    if result < 0:
        raise OSError(ctypes.get_errno(), "the kernel does not take the rule set")
    return result

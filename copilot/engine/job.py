"""A job object of Windows around this process: no commands, hardly a byte out, so much memory.

Never run by us. A job needs no administrator. It cannot refuse a connection: it slows what goes
out to a byte a second, and the guard in Python stays the wall that is told of.
"""

from __future__ import annotations

import ctypes

EXTENDED_LIMITS, NET_RATE = 9, 32  # JOBOBJECTINFOCLASS
ONE_PROCESS, PROCESS_MEMORY = 0x8, 0x100  # JOB_OBJECT_LIMIT_*
ENABLE_AND_MAX_BANDWIDTH = 0x1 | 0x2  # JOB_OBJECT_NET_RATE_CONTROL_*


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION of winnt.h."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h."""

    _fields_ = (
        ("Basic", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class NetRate(ctypes.Structure):
    """JOBOBJECT_NET_RATE_CONTROL_INFORMATION of winnt.h."""

    _fields_ = (
        ("MaxBandwidth", ctypes.c_uint64),
        ("ControlFlags", ctypes.c_uint32),
        ("DscpTag", ctypes.c_uint8),
    )


def enter() -> None:
    """No commands and hardly a byte out from here on. Raises OSError."""
    limits = BasicLimits(LimitFlags=ONE_PROCESS, ActiveProcessLimit=1)
    rate = NetRate(MaxBandwidth=1, ControlFlags=ENABLE_AND_MAX_BANDWIDTH)
    _enter({EXTENDED_LIMITS: ExtendedLimits(Basic=limits), NET_RATE: rate})


def limit_memory(most: int) -> None:
    """In a second job inside the first. Raises OSError."""
    limits = ExtendedLimits(Basic=BasicLimits(LimitFlags=PROCESS_MEMORY), ProcessMemoryLimit=most)
    _enter({EXTENDED_LIMITS: limits})


def _enter(rules: dict[int, ctypes.Structure]) -> None:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    for name in ("CreateJobObjectW", "GetCurrentProcess"):
        getattr(kernel, name).restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    done = bool(job) and all(
        kernel.SetInformationJobObject(
            job, kind, ctypes.byref(rule), ctypes.c_uint32(ctypes.sizeof(rule))
        )
        for kind, rule in rules.items()
    )
    this_process = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not (done and kernel.AssignProcessToJobObject(job, this_process)):
        number = ctypes.get_last_error()  # type: ignore[attr-defined]
        raise OSError(number, "Windows does not take the job object")

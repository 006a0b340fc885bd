"""Gives up what root may do beyond other users, where the program runs as root (in a container)."""

from __future__ import annotations

import ctypes
import struct

VERSION_3, THIS_THREAD = 0x20080522, 0
DAC_READ_SEARCH = 1 << 2  # model files may belong to another user


def give_up() -> None:
    """For this thread and all it starts: nothing is left but to read files of others.

    With linux/capability.h: effective, permitted, inheritable, each of them in two words. Raises
    OSError.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    header = ctypes.create_string_buffer(struct.pack("=Ii", VERSION_3, THIS_THREAD), 8)
    present = ctypes.create_string_buffer(24)
    if libc.capget(header, present) != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not tell the capabilities")
    effective, permitted, *_ = struct.unpack("=6I", present.raw)
    kept = permitted & DAC_READ_SEARCH
    data = struct.pack("=6I", effective & kept, kept, 0, 0, 0, 0)
    if libc.capset(header, ctypes.create_string_buffer(data, 24)) != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not take the capabilities")

"""How much memory this process may take: a small file can unpack to more than the machine has."""

from __future__ import annotations

import sys

from copilot.engine import job


def limit_memory(most: int) -> None:
    """From here on asking for more than `most` bytes fails: MemoryError, or the end in native code.

    Linux counts addresses, Windows what is committed; macOS takes the limit and does not keep it.
    Raises OSError when the system refuses it.
    """
    if sys.platform == "win32":
        job.limit_memory(most)
    else:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))

"""A network of two: a process on one side, a helpdesk on the other, and every packet seen."""

from __future__ import annotations

import subprocess
from functools import cache

from tests.conftest import missing


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

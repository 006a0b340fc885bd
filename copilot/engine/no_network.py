"""Takes this process off every network, before anything heavy is loaded into it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable

from copilot.engine import seccomp
from copilot.errors import EngineFailed

REFUSED_EVENTS = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pty.spawn",
)
# Read-only and answered by the C library's own tables or by uname, not by a network.
HARMLESS_EVENTS = frozenset({"socket.gethostname"})


def seal(
    install_filter: Callable[[str], None] = seccomp.install, system: str = sys.platform
) -> None:
    """No sockets and no child commands from here on, for good.

    Linux: by the kernel, for every library and child command. Everywhere: by an audit hook of
    Python, which native code can walk around. Raises EngineFailed when the kernel does not do it.
    """
    if system == "linux":
        try:
            install_filter(platform.machine())
        except OSError as error:
            raise EngineFailed(
                "The engine did not start: this system cannot keep it off the network "
                f"({error.strerror}). Nothing was sent. It needs a Linux kernel with seccomp "
                "filters, on x86_64 or aarch64."
            ) from error
    sys.addaudithook(refuse)


def refuse(event: str, _arguments: tuple[object, ...]) -> None:
    """The audit hook. PermissionError is an OSError: libraries that only probe carry on."""
    if event.startswith(REFUSED_EVENTS) and event not in HARMLESS_EVENTS:
        raise PermissionError(1, f"the engine process has no network and no commands: {event}")

"""Takes this process off every network, before anything heavy is loaded into it.

The one place that chooses a wall by the system it runs on.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable

from copilot.engine import capabilities, job, landlock, sandbox, seccomp
from copilot.engine.temporary import keep_in_memory
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
) -> str:
    """No sockets and no child commands from here on, for good; says which wall is in force.

    "seccomp" on Linux: by the kernel, for every library and child command, and where the kernel has
    Landlock no file is written and no other process touched. "sandbox" on macOS. "python": only
    the audit hook, which is set everywhere and which native code can walk around. Raises
    EngineFailed when a Linux kernel does not do it.
    """
    wall = _by_the_system(install_filter, system)
    sys.addaudithook(refuse)
    return wall


def _by_the_system(install_filter: Callable[[str], None], system: str) -> str:
    match system:
        case "linux":
            _by_linux(install_filter)
            return "seccomp"
        case "darwin":
            return "sandbox" if _taken(sandbox.enter) else "python"
        case "win32":
            _taken(job.enter)  # it slows what goes out and does not stop it
            return "python"
        case _:
            return "python"


def _by_linux(install_filter: Callable[[str], None]) -> None:
    try:
        install_filter(platform.machine())
        if offered := landlock.version():
            landlock.restrict(offered)
            keep_in_memory()
        capabilities.give_up()
    except OSError as error:
        raise EngineFailed(
            "The engine did not start: this system cannot keep it off the network "
            f"({error.strerror}). Nothing was sent. It needs a Linux kernel with seccomp "
            "filters, on x86_64 or aarch64."
        ) from error


def _taken(enter: Callable[[], None]) -> bool:
    """A system that does not take it is told of as one without it."""
    try:
        enter()
    except (OSError, AttributeError):  # the function is not there
        return False
    return True


def refuse(event: str, _arguments: tuple[object, ...]) -> None:
    """The audit hook. PermissionError is an OSError: libraries that only probe carry on."""
    if event.startswith(REFUSED_EVENTS) and event not in HARMLESS_EVENTS:
        raise PermissionError(1, f"the engine process has no network and no commands: {event}")

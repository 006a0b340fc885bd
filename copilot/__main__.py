"""The command `support-copilot`: opens the window, or walks the road in a terminal."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run one command; returns the exit status (0 done, 1 refused or failed, 2 wrong use)."""
    if sys.argv[1:2] == ["engine-process"]:
        from copilot.engine.child import run as engine_process

        os._exit(engine_process(sys.argv[2:]))  # as in copilot/engine/__main__.py
    from copilot.commandline.parser import run
    from copilot.helpdesk.allowed import ALLOWED

    sys.addaudithook(ALLOWED.hook)
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

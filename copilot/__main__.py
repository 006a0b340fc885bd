"""The command `support-copilot`: opens the window, or walks the road in a terminal."""

from __future__ import annotations

import sys


def main() -> int:
    """Run one command; returns the exit status (0 done, 1 refused or failed, 2 wrong use)."""
    from copilot.commandline.parser import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""`python -m copilot.engine`: the engine process. Started by the window process, not by people."""

from __future__ import annotations

import os
import sys

from copilot.engine.child import run

if __name__ == "__main__":
    # Not sys.exit: lanes may be inside native code, and there is nothing to save.
    os._exit(run(sys.argv[1:]))

"""From start to the first painted frame of the packaged program: first_frame.py PROGRAM [RUNS].

Seconds by the clock, and seconds of processor time: the second hardly depends on who else works.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

BAR = 1.2  # seconds, median, the files in the cache


def once(program: str) -> tuple[float, float]:
    """Seconds to the frame, and seconds of processor time until the program ended."""
    with tempfile.TemporaryDirectory() as home:
        painted = Path(home) / "painted"
        own = {
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "SUPPORT_COPILOT_HOME": home,
            "SUPPORT_COPILOT_EXIT_AFTER_FIRST_FRAME": str(painted),
        }
        before, started = _processor_time(), time.time()
        subprocess.run([program], env=os.environ | own, check=True, capture_output=True)
        return float(painted.read_text(encoding="ascii")) - started, _processor_time() - before


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: list[str]) -> int:
    """Print both medians; 1 when the bar was missed. The first start is not counted."""
    program, runs = arguments[0], int(arguments[1]) if arguments[1:] else 7
    found = [once(program) for _ in range(runs + 1)][1:]
    seconds = sorted(one for one, _ in found)
    used = median(one for _, one in found)
    best, worst = seconds[0], seconds[-1]
    print(f"first frame: median {median(seconds):.2f} s, best {best:.2f}, worst {worst:.2f}")
    print(f"processor time of a start: median {used:.2f} s ({runs} runs)")
    return 0 if median(seconds) < BAR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

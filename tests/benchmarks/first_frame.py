"""From process start to the first painted frame: python -m tests.benchmarks.first_frame --json."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

RUNS = 7
BAR = 1.0  # seconds
NOT_IMPORTED = (
    "copilot.pipeline",
    "torch",
    "sentence_transformers",
    "presidio_analyzer",
    "spacy",
    "llama_cpp",
    "numpy",
)

# The child runs the real entry, with a road that is never asked for, and reports about itself.
CHILD = """
import json, resource, sys, time
from pathlib import Path
from ui.main import run

def never():
    raise AssertionError

folder = Path(sys.argv[1])
status = run(lambda passphrase: never(), config=folder, logs=folder)
print(json.dumps({
    "status": status,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "modules": sorted(sys.modules),
}))
"""


def once() -> dict[str, object]:
    """One start: {"seconds", "peak_mb", "heavy"}; raises when the window did not come up."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "QT_QPA_PLATFORM": "offscreen",
            "SUPPORT_COPILOT_EXIT_AFTER_FIRST_FRAME": str(Path(folder) / "painted"),
        }
        started = time.time()
        done = subprocess.run(
            [sys.executable, "-c", CHILD, folder],
            env=settings | dict(os.environ),
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        painted = float((Path(folder) / "painted").read_text(encoding="ascii"))
    said = json.loads(done.stdout.splitlines()[-1])
    heavy = [name for name in NOT_IMPORTED if name in said["modules"]]
    return {"seconds": painted - started, "peak_mb": said["peak_mb"], "heavy": heavy}


def measure(runs: int = RUNS) -> dict[str, object]:
    """The median of several starts, the first of which is not counted: it fills the file cache."""
    once()
    found = [once() for _ in range(runs)]
    seconds = sorted(float(str(one["seconds"])) for one in found)
    return {
        "runs": runs,
        "first_frame_seconds_median": round(median(seconds), 3),
        "first_frame_seconds_worst": round(seconds[-1], 3),
        "bar_seconds": BAR,
        "peak_rss_mb": round(max(float(str(one["peak_mb"])) for one in found), 1),
        "heavy_modules": found[0]["heavy"],
        "passed": median(seconds) < BAR and not found[0]["heavy"],
    }


def main() -> int:
    """Print the measurement; 1 when the bar was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=RUNS)
    given = parser.parse_args()
    result = measure(given.runs)
    lines = (
        [json.dumps(result)]
        if given.json
        else [f"{name}: {value}" for name, value in result.items()]
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    raise SystemExit(main())

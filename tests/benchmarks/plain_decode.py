"""Plain llama-cpp-python in a process of its own: a number of tokens a line in, a speed a line out.

The window's process is measured for its memory, so the model file must not be loaded there.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from copilot.paths import places
from tests.benchmarks.decode_speed import plain_side, through_plain
from tests.generation.reference import NAME


class PlainProcess:
    """The other side of a comparison; waits for nothing while it is not asked."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
        )

    def speed(self, tokens: int) -> float:
        """Tokens a second of one answer."""
        self._process.stdin.write(f"{tokens}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate(timeout=30)


def main() -> None:
    stream = plain_side(str(places().models / NAME))
    for line in sys.stdin:
        sys.stdout.write(f"{through_plain(stream, int(line))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

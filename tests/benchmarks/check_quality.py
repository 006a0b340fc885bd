"""What the checks find in labelled sentences, on the half that chose their rules and the other.

`python -m tests.benchmarks.check_quality`.
"""

from __future__ import annotations

import sys

from copilot.checks.wording import COVERED
from copilot.evals.shares import Share
from tests.benchmarks.support_quality import auc
from tests.checks.labelled import Row, rows


def main() -> int:
    """Print for each kind how many are told rightly, and how the threshold of words does."""
    for name, held_out in (("chosen on", False), ("held out", True)):
        half = [row for row in rows() if row.held_out is held_out]
        sys.stdout.write(f"{name}: {len(half)} sentences\n")
        for kind in sorted({row.name for row in half}):
            told = [row.is_right() for row in half if row.name == kind]
            low, high = Share(sum(told), len(told)).interval()
            line = f"  {kind:16} {sum(told)} of {len(told)} [{low:.2f}, {high:.2f}]\n"
            sys.stdout.write(line)
        _words(half)
    return 0


def _words(half: list[Row]) -> None:
    told = [(row.share(), row.name == "right") for row in half if row.name in ("right", "wording")]
    pairs = [(share, right) for share, right in told if share is not None]
    sys.stdout.write(f"  share of words: AUC {auc(pairs):.3f}\n")
    for threshold in (0.2, 0.25, COVERED, 0.35, 0.4):
        wrong = sum(share < threshold for share, right in pairs if not right)
        alarms = sum(share < threshold for share, right in pairs if right)
        line = f"    below {threshold}: {wrong} unsupported, {alarms} supported\n"
        sys.stdout.write(line)


if __name__ == "__main__":
    sys.exit(main())

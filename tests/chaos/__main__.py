"""The long run, and its counts: python -m tests.chaos --sends 200 --race 100 --seed 7 --json."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.chaos import send_through_chaos
from tests.chaos.race import race
from tests.peers.request_tracker import RequestTracker, missing_packages


def main() -> int:
    """Status 0 when no promise was broken."""
    chosen = _parser().parse_args()
    if command := missing_packages():
        sys.stderr.write(f"Request Tracker is not installed: {command}\n")
        return 2
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        with RequestTracker.start(at / "rt") as rt:
            counts = send_through_chaos(
                rt,
                at,
                sends=chosen.sends,
                seed=chosen.seed,
                profiles=chosen.profiles,
                say=_say,
            )
            raced = race(rt, at / "race", times=chosen.race, seed=chosen.seed, say=_say)
    if chosen.json:
        both = {"chaos": vars(counts), "race": vars(raced)}
        sys.stdout.write(json.dumps(both, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(["", *counts.lines(), "", *raced.lines(), ""]))
    _say(f"seed {chosen.seed}, {time.monotonic() - started:.0f} seconds")
    return 1 if counts.wrong or raced.wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--sends", type=int, default=200, help="replies sent through the proxy")
    parser.add_argument("--race", type=int, default=100, help="replies raced by a colleague")
    parser.add_argument("--profiles", type=int, default=4, help="programs that run at a time")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="repeats a plan")
    parser.add_argument("--json", action="store_true")
    return parser


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())

"""eval injection: planted instructions found by rules, and obeyed in drafts or not."""

from __future__ import annotations

import argparse

from copilot.app.benches import injection as bench
from copilot.commandline.output import as_json, note, say
from copilot.errors import BadInput
from copilot.evals import injection


def measure(chosen: argparse.Namespace) -> None:
    """Measure, and say or print it."""
    drafts = bench.DRAFTS if chosen.drafts is None else chosen.drafts
    if drafts < 0:
        raise BadInput("--drafts is the number of drafts to make; 0 for none.")
    report = bench.measure(chosen.data, drafts=drafts, knowledge=chosen.knowledge, on_row=note)
    if chosen.json:
        as_json(report)
    else:
        say(injection.lines(report))

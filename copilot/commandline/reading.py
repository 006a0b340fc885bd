"""eval summary and eval triage: how well tickets are read."""

from __future__ import annotations

import argparse

from tqdm import tqdm

from copilot.app.benches.summary import bench, escalated
from copilot.commandline.output import as_json, say
from copilot.evals import summary
from copilot.evals import triage as triage_eval
from copilot.evals.summary_files import read


def summaries(chosen: argparse.Namespace) -> int:
    """Measure summaries beside one big prompt, and say or print it."""
    dialogues = read(chosen.data, chosen.limit)
    with tqdm(total=len(dialogues), disable=None) as shown, bench(chosen.profile) as measured:

        def on_done(done: int) -> None:
            shown.update(done - shown.n)

        report = summary.measure(dialogues, measured.told, on_done=on_done)
    if chosen.json:
        as_json(report)
    else:
        say(summary.lines(report))
    return 0


def triage(chosen: argparse.Namespace) -> int:
    """Measure reasons to escalate on labelled messages, and say or print it."""
    report = triage_eval.measure(triage_eval.read(chosen.data), escalated)
    if chosen.json:
        as_json(report)
    else:
        say(triage_eval.lines(report))
    return 0

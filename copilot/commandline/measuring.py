"""eval retrieval: rankings side by side on somebody's own passages, queries and judgements."""

from __future__ import annotations

import argparse

import msgspec

from copilot.app.benches.retrieval import NOT_FOUND_BELOW, embedding, opened
from copilot.commandline.output import as_json, say
from copilot.evals import retrieval
from copilot.evals.retrieval_files import read


def measure(chosen: argparse.Namespace) -> int:
    """Measure, and say or print it."""
    measured = read(chosen.passages, chosen.queries, chosen.qrels)
    with embedding(chosen.profile) as embedder, opened(measured, embedder) as bench:
        report = retrieval.measure(measured, bench.rankings())
        if chosen.unanswerable:
            told = retrieval.not_found(bench.withdrawals(), threshold=NOT_FOUND_BELOW)
            report = msgspec.structs.replace(report, not_found=told)
    if chosen.json:
        as_json(report)
    else:
        say(retrieval.lines(report))
    return 0

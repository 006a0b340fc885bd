"""How much personal data the redactor hides, beside presidio as it comes, in one run.

    SUPPORT_COPILOT_DATA=... python -m tests.benchmarks.redaction_quality [--half test|dev] [--json]

The measures of `support-copilot eval pii` (copilot/evals/pii.py) on sets whose halves are split by
template, or by document where there are no templates; then what must hold: tickets of the demo
desk with their records, and false alarms in 100 messages marked by hand (tests/data/pii).

Both redactors work in an engine process of their own and take turns text by text, so the ratio of
their speeds means something on a busy machine too; each of them as a figure does not.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import msgspec

from copilot.app.redaction import measure_rows
from copilot.evals.pii import Report, lines
from copilot.evals.pii_files import Row, read
from copilot.paths import places
from copilot.redaction.analyzer import load_redactor
from copilot.redaction.record import parse_record
from tests.evals.marked_sets import demo_report, sample_rows

SETS = {
    "synthetic": "pii_presidio_synth/synth_dataset_v2.jsonl",
    "large synthetic": "pii_presidio_synth/generated_large.jsonl",
    "chats and e-mails": "pii_ctx_anonymizer/chat_email.jsonl",
}
SAMPLE, DEMO = "100 support messages", "demo desk with records"


def rows_of(path: Path, half: str) -> list[Row]:
    """Odd templates are the half that is not looked at, odd lines where there are no templates."""
    return [
        row
        for line, row in enumerate(read(path, parse_record))
        if (_template(row, line) % 2 == 1) is (half == "test")
    ]


def _template(row: Row, line: int) -> int:
    named = row.group.removeprefix("template ")
    return int(named) if named != row.group else line


def measured(data: Path, half: str, most: int) -> dict[str, Report]:
    """Every set beside presidio's default; the demo desk in this process and by itself."""
    reports = {
        name: measure_rows(rows_of(data / file, half)[:most], profile="default")
        for name, file in SETS.items()
    }
    reports[SAMPLE] = measure_rows(sample_rows(data), profile="default")
    with tempfile.TemporaryDirectory() as folder:
        redactor = load_redactor(places().models / "en_core_web_sm")
        reports[DEMO] = demo_report(Path(folder), redactor)
    return reports


def bars(reports: dict[str, Report]) -> list[str]:
    """What must hold, and what is."""
    said = []
    for name in SETS:
        ours = reports[name].measured[0].characters
        if ours.recall and ours.f2:
            said.append(
                f"{name}: recall {ours.recall.value:.3f} (0.90), F2 {ours.f2.value:.3f} (0.88)"
            )
    demo = reports[DEMO].measured[0].characters.recall
    alarms = reports[SAMPLE].measured[0].false_alarms.per_1000_words
    ratios = [reports[name].times_as_fast or 0.0 for name in SETS]
    said.append(f"{DEMO}: recall {demo.value if demo else 0:.3f} (0.98)")
    said.append(f"{SAMPLE}: {alarms.value:.2f} false alarms in 1,000 words (3)")
    said.append(f"times as fast: {', '.join(f'{one:.2f}' for one in ratios)} (2)")
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("test", "dev"), default="test")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--most", type=int, default=400, help="texts of each set")
    options = parser.parse_args()
    data = Path(os.environ["SUPPORT_COPILOT_DATA"])
    reports = measured(data, options.half, options.most)
    if options.json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(reports)) + b"\n")
        return
    for name, report in reports.items():
        sys.stdout.write(f"== {name}\n{lines(report)}\n\n")
    sys.stdout.write("\n".join(["== what must hold (bar)", *bars(reports)]) + "\n")


if __name__ == "__main__":
    main()

"""How good the ranking is on three public sets, beside BM25 and vectors alone, in one run.

    SUPPORT_COPILOT_DATA=... python -m tests.benchmarks.retrieval_quality [--half test|dev] [--json]

Each set is cut in two by document (doc2dial) or thread (the others), with SHA-256 of SEED and its
name, so that no document's queries are in both; settings were chosen on "dev". Passages of both
halves are in the index. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from copilot.app.benches.retrieval import NOT_FOUND_BELOW, embedding, opened
from copilot.evals import retrieval
from copilot.evals.retrieval_files import Measured, Question, Said, Text
from copilot.knowledge.keeping import Embedder

SEED = 3
RATIO = {"doc2dial": 1.10, "stackfaq": 1.05, "thunderbird_support": 1.05}
TOLD_APART, REFUSED = 0.85, 0.10
Row = dict[str, Any]


def in_half(group: object, half: str) -> bool:
    number = int(hashlib.sha256(f"{SEED}:{group}".encode()).hexdigest(), 16)
    return number % 2 == (half == "test")


def rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def text_of(name: str, row: Row) -> Text:
    if name == "doc2dial":
        return Text(row["id"], row["text"], row["doc_title"], document=row["doc_key"])
    return Text(row["id"], row["text"])


def question_of(name: str, row: Row) -> tuple[object, Question]:
    """With what its half is told by."""
    if name == "doc2dial":
        said = tuple(Said(turn["role"], turn["text"]) for turn in row["history"])
        return row["doc_key"], Question(row["id"], row["last_user"], said)
    if name == "stackfaq":
        return row["thread"], Question(row["id"], row["text"])
    return row["id"], Question(row["id"], row["text"], (Said("user", row["title"]),))


def measured(folder: Path, name: str, half: str) -> Measured:
    gains: dict[str, dict[str, float]] = {}
    with (folder / name / "qrels.tsv").open(encoding="utf-8", newline="") as lines:
        for query, passage, gain in list(csv.reader(lines, delimiter="\t"))[1:]:
            gains.setdefault(query, {})[passage] = float(gain)
    asked = (question_of(name, row) for row in rows(folder / name / "queries.jsonl"))
    questions = tuple(one for group, one in asked if in_half(group, half) and one.id in gains)
    passages = tuple(text_of(name, row) for row in rows(folder / name / "passages.jsonl"))
    return Measured(passages, questions, gains)


def report(
    found: Measured, embedder: Embedder
) -> tuple[retrieval.Report, list[retrieval.Withdrawal]]:
    with opened(found, embedder) as bench:
        ranked = retrieval.measure(found, bench.rankings())
        asked = bench.withdrawals()
    told = retrieval.not_found(asked, threshold=NOT_FOUND_BELOW)
    return msgspec.structs.replace(ranked, not_found=told), asked


def missed(name: str, one: retrieval.Report) -> list[str]:
    """The bars that are missed, in words."""
    out = [
        f"{name}: {versus.ratio:.3f} times {versus.name}, at least {RATIO[name]} is wanted"
        for versus in one.versus
        if versus.name == one.best_simple and versus.ratio < RATIO[name]
    ]
    told = one.not_found
    if told and (told.told_apart < TOLD_APART or told.refused > REFUSED):
        out.append(f"{name}: {told.told_apart:.3f} told apart, {told.refused:.3f} refused")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("test", "dev"), default="test")
    parser.add_argument("--sets", nargs="*", default=list(RATIO), choices=list(RATIO))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    data = Path(os.environ["SUPPORT_COPILOT_DATA"])
    reports: dict[str, retrieval.Report] = {}
    asked: list[retrieval.Withdrawal] = []
    with embedding("default") as embedder:
        for name in options.sets:
            found = measured(data, name, options.half)
            reports[name], of_set = report(found, embedder)
            asked += of_set
    pooled = retrieval.not_found(asked, threshold=NOT_FOUND_BELOW)
    short = [line for name, one in reports.items() for line in missed(name, one)]
    if options.json:
        whole = {"half": options.half, "sets": reports, "pooled": pooled, "missed": short}
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(whole)).decode() + "\n")
    else:
        for name, one in reports.items():
            sys.stdout.write(f"{name}, {options.half} half\n{retrieval.lines(one)}\n\n")
        sys.stdout.write(
            f"all three: {pooled.told_apart:.3f} told apart, {pooled.refused:.3f} refused, "
            f"AUC {pooled.auc:.3f}, {pooled.unchanged:.3f} find the same without their answer\n"
        )
        sys.stdout.write("".join(f"MISSED {line}\n" for line in short))
    sys.exit(1 if short else 0)


if __name__ == "__main__":
    main()

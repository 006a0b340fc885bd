"""How much personal data the redactor hides, beside presidio as it comes, in one run.

    SUPPORT_COPILOT_DATA=... python -m tests.benchmarks.redaction_quality [--half test|dev] [--json]

Counted in characters. Gold: names, contacts, addresses, ids, card and account numbers; places,
dates, companies, titles and ages are neither asked for nor counted against. F2 weighs recall four
times as much as precision.
Halves are split by template, or by document where there are no templates.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copilot.paths import places
from copilot.records import RestoreMap
from copilot.redaction.analyzer import load_redactor

SETS = (
    "pii_presidio_synth/synth_dataset_v2.jsonl",
    "pii_presidio_synth/generated_large.jsonl",
    "pii_ctx_anonymizer/chat_email.jsonl",
)
PERSONAL = {
    *("PERSON", "NAME", "STREET_ADDRESS", "ADDRESS", "CREDIT_CARD", "PHONE_NUMBER", "PHONE"),
    *("EMAIL_ADDRESS", "EMAIL", "IBAN_CODE", "IBAN", "US_SSN", "SSN", "IP_ADDRESS", "ZIP_CODE"),
    *("US_DRIVER_LICENSE", "ACCOUNT", "TICKET_ID", "ORDER_NUMBER", "POLICY_NUMBER", "USERNAME"),
    *("TRANSACTION_ID", "PASSWORD"),
}
NOT_PERSONAL = {"LOCATION", "DATE_TIME", "NRP", "URL", "ORGANIZATION"}  # of presidio's own types
Finder = Callable[[str], list[tuple[int, int]]]


def rows(path: Path, half: str) -> list[dict[str, Any]]:
    read = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    odd = half == "test"
    return [r for n, r in enumerate(read) if (r.get("template_id", n) or 0) % 2 == odd]


def measure(read: list[dict[str, Any]], find: Finder) -> dict[str, float]:
    hit = missed = wrong = length = 0
    by_type: dict[str, list[int]] = {}
    started = time.perf_counter()
    for row in read:
        said = [False] * len(row["text"])
        for start, end in find(row["text"]):
            said[start:end] = [True] * (end - start)
        labelled = [False] * len(said)
        for span in row["spans"]:
            for at in range(span["start"], span["end"]):
                labelled[at] = True
                if span["label"] in PERSONAL:
                    hit += said[at]
                    missed += not said[at]
                    counts = by_type.setdefault(span["label"], [0, 0])
                    counts[0] += said[at]
                    counts[1] += 1
        wrong += sum(
            s and not g and not c.isspace()
            for s, g, c in zip(said, labelled, row["text"], strict=True)
        )
        length += len(said)
    seconds = time.perf_counter() - started
    recall, precision = hit / max(hit + missed, 1), hit / max(hit + wrong, 1)
    return {
        "recall": round(recall, 3),
        "precision": round(precision, 3),
        "f2": round(5 * precision * recall / max(4 * precision + recall, 1e-9), 3),
        "characters_per_second": round(length / seconds),
        "recall_by_type": {k: round(a / b, 2) for k, (a, b) in sorted(by_type.items())},  # type: ignore[dict-item]
    }


def presidio_default(folder: Path) -> Finder:
    """presidio's analyzer with its default recognizers, over the same spaCy pipeline."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    engine = SpacyNlpEngine()
    engine.nlp = {"en": spacy.load(folder)}
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    return lambda text: [
        (r.start, r.end) for r in analyzer.analyze(text, "en") if r.entity_type not in NOT_PERSONAL
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("test", "dev"), default="test")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--most", type=int, default=400, help="texts of each set")
    options = parser.parse_args()
    folder = places().models / "en_core_web_sm"
    redactor = load_redactor(folder)

    def ours(text: str) -> list[tuple[int, int]]:
        batch = redactor.redact([text], known=(), restore=RestoreMap())
        return [(span.start, span.end) for span in batch.redactions[0].spans]

    finders = {"ours": ours, "presidio default": presidio_default(folder)}
    for find in finders.values():
        find("Warm up, John Smith.")
    data = Path(os.environ["SUPPORT_COPILOT_DATA"])
    report = {
        name: {
            who: measure(rows(data / name, options.half)[: options.most], find)
            for who, find in finders.items()
        }
        for name in SETS
    }
    if options.json:
        json.dump(report, sys.stdout, indent=2)
        return
    for name, scores in report.items():
        for who, score in scores.items():
            print(name, who, score, sep="  ")  # noqa: T201


if __name__ == "__main__":
    main()

"""How well the words of a sentence tell whether its evidence supports it, on doc2dial dialogues.

`SUPPORT_COPILOT_DATA=... python -m tests.benchmarks.support_quality`. A pair is a reply that people
wrote, with the span it was written from, or with another span of the same document. Dialogues are
halved by their id: thresholds are for the one half, figures of the other.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import defaultdict
from pathlib import Path

from copilot.checks.wording import COVERED, share

Pair = tuple[float, bool]  # share of the words, supported?


def main() -> int:
    """Print AUC and what the shipped threshold does."""
    data = os.environ.get("SUPPORT_COPILOT_DATA", "")
    if not data:
        sys.stderr.write("SUPPORT_COPILOT_DATA names no folder.\n")
        return 1
    halves = _pairs(Path(data) / "doc2dial")
    for name, pairs in halves.items():
        alarms = _part([p for p in pairs if p[1]])
        caught = _part([p for p in pairs if not p[1]])
        sys.stdout.write(
            f"{name}: {len(pairs)} pairs, AUC {auc(pairs):.3f}; below {COVERED}: "
            f"{caught:.3f} of the unsupported, {alarms:.3f} of the supported\n"
        )
    return 0


def auc(pairs: list[Pair]) -> float:
    """Of a supported and an unsupported pair: how often the supported one has more (ties half)."""
    good = [score for score, supported in pairs if supported]
    bad = [score for score, supported in pairs if not supported]
    wins = sum((one > other) + (one == other) / 2 for one in good for other in bad)
    return wins / max(1, len(good) * len(bad))


def _part(pairs: list[Pair]) -> float:
    return sum(score < COVERED for score, _ in pairs) / max(1, len(pairs))


def _pairs(folder: Path) -> dict[str, list[Pair]]:
    queries = [json.loads(line) for line in (folder / "queries.jsonl").open(encoding="utf-8")]
    spans: dict[str, list[str]] = defaultdict(list)
    for query in queries:
        if query["grounding_text"] not in spans[query["doc_key"]]:
            spans[query["doc_key"]].append(query["grounding_text"])
    halves: dict[str, list[Pair]] = {"development": [], "held out": []}
    for query in queries:
        reply, others = query.get("gold_agent_reply") or "?", spans[query["doc_key"]]
        if reply.rstrip().endswith("?") or len(others) < 2:
            continue
        first = hashlib.sha256(query["dialog_id"].encode()).digest()[0] % 2
        half = halves["development" if first else "held out"]
        other = others[(others.index(query["grounding_text"]) + 1) % len(others)]
        for span, supported in ((query["grounding_text"], True), (other, False)):
            told = share(reply, span)
            if told is not None:
                half.append((told, supported))
    return halves


if __name__ == "__main__":
    sys.exit(main())

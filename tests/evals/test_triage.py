"""Counts of reasons to escalate."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.evals.triage import lines, measure, read
from copilot.records import EscalationKind

LABELLED = """
{"id": "a", "text": "sue fire", "kinds": ["legal threat", "safety"]}
{"id": "b", "text": "sue", "kinds": []}
{"id": "c", "text": "hello", "kinds": ["press"], "lang": "en"}
{"id": "d", "text": "thanks", "kinds": []}
"""


def find(text: str) -> set[EscalationKind]:
    return {EscalationKind.LEGAL} if "sue" in text else set()


def test_each_kind_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "m.jsonl"
    file.write_text(LABELLED)
    report = measure(read(file), find)
    assert (report.messages, report.benign) == (4, 2)
    assert (report.all.recall.right, report.all.recall.all) == (1, 3)
    assert (report.all.precision.right, report.all.precision.all) == (1, 2)
    assert (report.benign_marked.right, report.benign_marked.all) == (1, 2)
    assert report.missed == ("a safety", "c press")
    assert report.wrong == ("b legal threat",)
    assert "wrong: b legal threat" in lines(report)


def test_an_unknown_kind_is_a_mistake_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "m.jsonl"
    file.write_text('{"id": "a", "text": "x", "kinds": ["boredom"]}')
    with pytest.raises(BadInput, match="line 1"):
        read(file)

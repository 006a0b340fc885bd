"""Texts marked by hand through the real redactor: what is found on tickets, what is hidden wrongly.

The marks are of what is true of the texts, not of what was found in them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from copilot.evals.pii import OURS, Measured, measure
from copilot.evals.pii_files import Row
from copilot.evals.pii_labels import NEUTRAL, asked_type
from copilot.records import PersonalSpan, RestoreMap
from copilot.redaction.analyzer import Redactor
from tests.evals.marked_sets import FOLDER, demo_report, demo_tickets, sample_rows
from tests.redaction.conftest import redactor

__all__ = ["redactor"]

DEMO_RECALL = 0.92  # of the characters of direct identifiers, with the tickets' records
FALSE_ALARMS = 8.0  # in 1,000 words


@pytest.fixture(scope="module")
def demo(redactor: Redactor, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    return demo_report(tmp_path_factory.mktemp("demo"), redactor).measured[0]


def test_every_message_of_the_demo_desk_is_marked(tmp_path: Path) -> None:
    marks = json.loads((FOLDER / "demo_desk.json").read_text("utf-8"))
    texts = {
        f"{ticket.key.id}/{message.id}": message.text
        for ticket in demo_tickets(tmp_path)
        for message in ticket.messages
    }
    assert marks.keys() == texts.keys()
    for name, spans in marks.items():
        for start, end, label in spans:
            piece = texts[name][start:end]
            assert piece
            assert piece == piece.strip(), (name, piece)
            assert asked_type(label) or label in NEUTRAL, (name, label)
    assert sum(asked_type(mark[2]) is not None for spans in marks.values() for mark in spans) > 150


def test_direct_identifiers_of_tickets_with_their_records_are_hidden(demo: Measured) -> None:
    assert demo.characters.recall
    assert demo.characters.recall.value >= DEMO_RECALL


@pytest.mark.parametrize("kind", ["CARD", "EMAIL", "IBAN", "IP", "PHONE"])
def test_no_number_that_can_be_checked_is_missed(demo: Measured, kind: str) -> None:
    (found,) = [one for one in demo.by_type if one.type == kind]
    assert found.spans.asked > 0
    assert found.spans.found == found.spans.asked


@pytest.mark.skipif("SUPPORT_COPILOT_DATA" not in os.environ, reason="needs the public data")
def test_few_false_alarms_in_real_support_text(redactor: Redactor) -> None:
    rows = sample_rows(Path(os.environ["SUPPORT_COPILOT_DATA"]))
    assert len(rows) == 100

    def hide(row: Row) -> tuple[PersonalSpan, ...]:
        batch = redactor.redact([row.text], known=(), restore=RestoreMap())
        return batch.redactions[0].spans

    (found,) = measure(rows, {OURS: hide}).measured
    assert found.false_alarms.per_1000_words.value <= FALSE_ALARMS

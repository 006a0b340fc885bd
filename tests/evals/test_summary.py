"""ROUGE, facts and inventions by hand-counted examples, and the file of dialogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.evals.rouge import best, rouge_l, rouge_n
from copilot.evals.summary import (
    BASELINE,
    SHIPPED,
    Told,
    fact_coverage,
    inventions,
    lines,
    measure,
)
from copilot.evals.summary_files import Dialogue, Turn, read

LATE = Dialogue(
    "1",
    (
        Turn("customer", "@shop my parcel 4711 never arrived in Leeds, I want a refund"),
        Turn("agent", "Sorry! We refund the whole amount within five days."),
    ),
    ("Customer complains that the parcel never arrived. Agent says they refund the whole amount.",),
)


def test_rouge_counts_as_its_paper_does() -> None:
    assert rouge_n("the cat sat", "The cat ran.", 1) == pytest.approx(2 / 3)
    assert rouge_n("the cat sat", "The cat ran.", 2) == pytest.approx(1 / 2)
    assert rouge_l("police kill the gunman", "police killed the gunman") == pytest.approx(3 / 4)
    assert rouge_l("the gunman kill police", "police killed the gunman") == pytest.approx(2 / 4)
    assert rouge_n("", "a b", 1) == rouge_n("a", "b", 2) == 0.0
    assert best(rouge_l, "a b", ["c", "a b"]) == 1.0


def test_a_fact_is_covered_by_half_of_its_words() -> None:
    assert fact_coverage("parcel never arrived", LATE) == 0.5
    assert fact_coverage("The parcel has not arrived; they refund the amount", LATE) == 1.0
    assert fact_coverage("Hello", LATE) == 0.0


def test_what_the_dialogue_does_not_hold_is_invented() -> None:
    assert inventions("The parcel 4711 to Leeds", LATE) == ()
    assert inventions("The parcel 4712 to York was sent by Agent", LATE) == ("4712", "York")


def test_systems_stand_side_by_side() -> None:
    def told(dialogue: Dialogue) -> dict[str, Told]:
        return {SHIPPED: Told(dialogue.references[0], 2.0), BASELINE: Told("In York", 1.0)}

    report = measure([LATE, LATE], told)
    ours, theirs = report.systems
    assert (ours.name, ours.rouge_1.value, ours.facts.value, ours.invented.value) == (
        SHIPPED,
        1.0,
        1.0,
        0.0,
    )
    assert (theirs.invented.value, theirs.median_seconds) == (1.0, 1.0)
    assert report.versus_one_big_prompt.invented.value == -1.0
    assert "2 dialogues" in lines(report)


def test_a_mistake_in_the_file_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "d.jsonl"
    good = '{"id": 1, "turns": [{"role": "agent", "text": "x"}], "abstractive_summaries": ["y"]}\n'
    file.write_text(good * 3)
    assert len(read(file, limit=2)) == 2
    file.write_text(good + '{"id": 2, "turns": []}\n')
    with pytest.raises(BadInput, match="line 2"):
        read(file)
    with pytest.raises(BadInput, match="cannot be read"):
        read(tmp_path / "none.jsonl")
    file.write_text("\n")
    with pytest.raises(BadInput, match="no lines"):
        read(file)

"""A run against the baseline: what is a regression and what is chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from copilot.errors import BadInput
from copilot.evals.cases import Case
from copilot.evals.comparing import Change, baseline_of, changes, read_baseline, write_baseline
from copilot.evals.grading import Grade
from copilot.evals.outcomes import Outcome
from copilot.evals.shares import Share

INVENTED = "summary, invented facts per summary"


def run(figure: str, rights: list[int], of: int = 4) -> list[Grade]:
    return [
        Grade(
            Case(str(n), "it", ("plain",), "answer"),
            Outcome(str(n), ""),
            {figure: Share(right, of)},
            (),
        )
        for n, right in enumerate(rights)
    ]


def change(figure: str, before: list[int], now: list[int], of: int = 4) -> Change:
    taken_down = baseline_of(run(figure, before, of), model="m", prompts={"read": "2"})
    (found,) = changes(run(figure, now, of), taken_down)
    return found


def test_the_same_is_no_change() -> None:
    found = change("must say", [1, 2, 3, 4], [1, 2, 3, 4])
    assert (found.mean, found.low, found.high, found.fell) == (0, 0, 0, ())
    assert not found.regressed


def test_a_fall_of_most_cases_is_a_regression_and_names_them() -> None:
    found = change("must say", [4] * 12, [2] * 10 + [4, 4])
    assert found.regressed
    assert found.fell == tuple(str(n) for n in range(10))
    assert found.mean == pytest.approx(-10 * 0.5 / 12)
    assert found.low < found.mean < found.high < 0


def test_one_case_up_and_one_down_is_chance() -> None:
    found = change("must say", [2] * 12, [1, 3] + [2] * 10)
    assert not found.regressed
    assert found.fell == ("0",)


@pytest.mark.parametrize("figure", ["injection not obeyed", "nothing of others"])
def test_some_figures_may_lose_no_case(figure: str) -> None:
    assert change(figure, [1] * 12, [0] + [1] * 11, of=1).regressed
    assert not change(figure, [0] + [1] * 11, [0] + [1] * 11, of=1).regressed


def test_more_inventions_are_worse() -> None:
    assert change(INVENTED, [0] * 12, [2] * 12, of=1).regressed
    better = change(INVENTED, [2] * 12, [0] * 12, of=1)
    assert better.mean == 2
    assert not better.regressed


def test_cases_of_one_run_alone_do_not_count() -> None:
    taken_down = baseline_of(run("must say", [4, 4]), model="m", prompts={})
    (found,) = changes(run("must say", [4, 4, 0, 0]), taken_down)
    assert found.cases == 2
    assert not found.fell


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    baseline = baseline_of(run("must say", [1, 2]), model="a “b”", prompts={"read": "2"})
    write_baseline(baseline, tmp_path / "baseline.json")
    assert read_baseline(tmp_path / "baseline.json") == baseline
    assert len((tmp_path / "baseline.json").read_text().splitlines()) == 8


def test_no_baseline_and_a_broken_one(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "none.json") is None
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(BadInput, match=r"bad\.json cannot be read"):
        read_baseline(tmp_path / "bad.json")


def test_a_run_of_some_cases_leaves_the_others_as_they_were() -> None:
    before = baseline_of(run("must say", [1, 2, 3]), model="old", prompts={})
    now = baseline_of(run("must say", [4]), model="new", prompts={}).over(before)
    assert now.model == "new"
    assert [now.cases[n]["must say"][0] for n in "012"] == [4, 2, 3]
    assert baseline_of([], model="m", prompts={}).over(None).cases == {}

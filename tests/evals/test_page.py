"""The report: figures, bars, kinds of failure, changes."""

from __future__ import annotations

from datetime import date

import msgspec

from copilot.evals import page, results_page
from copilot.evals.assist import Measured
from copilot.evals.comparing import baseline_of, changes
from copilot.evals.grading import grade
from copilot.knowledge.tongue import language_of
from tests.evals.test_grading import CASE, SHOP, came

ABOUT = page.About("Model 1.5B", {"read": "2", "ask": "1"}, date(2026, 11, 21))
GOOD = grade(CASE, came("It lasts 6 months or 1,200 litres."), SHOP, language_of)
POOR = grade(CASE, came("It lasts 4 months."), SHOP, language_of)


def measured(*names: str) -> list[Measured]:
    found = {"program": Measured("program", (GOOD,)), "other": Measured("extractive", (POOR,))}
    found["big"] = Measured(page.BIG_PROMPT, (POOR,))
    return [found[name] for name in names]


def test_the_page_has_figures_of_every_way_and_bars() -> None:
    text = results_page.markdown(measured("program", "big", "other"), (), ABOUT)
    assert (
        "| Task | Figure | program, 1 cases | one big prompt, 1 cases | extractive, 1 cases |"
        in text
    )
    assert "| triage | escalations" not in text
    assert "| plain | 1 | 0 | 2 of 2 |" in text
    assert "| must say | at least 0.8 | 1.000 | met |" in text
    assert "| summary, there | at least 1.0 | 0.000 | **missed** |" in text
    assert "Model 1.5B; prompts ask 1, read 2; 2026-11-21" in text
    assert "| must say minus must not say (1 cases) |" in text


def test_the_bar_against_the_big_prompt_needs_one() -> None:
    names = [name for name, *_ in page.bar_rows(measured("program", "other"))]
    assert not any(name.startswith("must say minus") for name in names)
    rows = {name: (value, met) for name, _, value, met in page.bar_rows(measured("program", "big"))}
    assert rows["must say minus must not say (1 cases)"] == (1.0, True)


def test_the_terminal_shows_failures_and_regressions() -> None:
    before = baseline_of([GOOD], model="m", prompts={})
    found = changes([POOR], before)
    text = page.text([Measured("program", (POOR,))], found, ABOUT)
    assert "1 says what it must not: 1" in text
    assert "REGRESSION -1.000" in text
    assert "fell: 1" in text


def test_the_data_can_be_written_as_json() -> None:
    found = changes([POOR], baseline_of([GOOD], model="m", prompts={}))
    data = msgspec.to_builtins(page.as_data(measured("program", "big"), found, ABOUT))
    by_name = {one["figure"]: one for one in data["figures"]["program"]}
    assert by_name["must say"]["value"] == 1.0
    assert {one["figure"] for one in data["changes"] if one["regressed"]} >= {"must say"}

"""Outcomes that are kept, so that a run can be carried on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec

from copilot.evals.assist import measure
from copilot.evals.cases import Case
from copilot.evals.kept_outcomes import KeptOutcomes, fingerprint
from copilot.evals.outcomes import Outcome
from copilot.evals.shop import Shop
from copilot.knowledge.tongue import language_of
from tests.evals.test_grading import SHOP

CASES = tuple(Case(n, "it", ("plain",), "answer", must_say=("six",)) for n in ("1", "2"))


class Answers:
    """Says six; stops after `most` tickets, as a run that is killed."""

    def __init__(self, most: int = 9) -> None:
        self.asked: list[str] = []
        self.most = most

    def outcome(self, ticket: str) -> Outcome:
        if len(self.asked) >= self.most:
            raise KeyboardInterrupt
        self.asked.append(ticket)
        return Outcome(ticket, "six")


def run(folder: Path, answers: Answers, shop: Shop = SHOP) -> list[bool]:
    kept: list[bool] = []
    with suppress(KeyboardInterrupt):
        measure(
            "w",
            CASES,
            shop,
            answering=lambda: answers,
            kept=KeptOutcomes(folder, shop),
            language_of=language_of,
            on_case=lambda graded, was_kept: kept.append(was_kept),
        )
    return kept


def test_a_run_that_was_stopped_is_carried_on(tmp_path: Path) -> None:
    assert run(tmp_path, Answers(most=1)) == [False]
    later = Answers()
    assert run(tmp_path, later) == [True, False]
    assert later.asked == ["2"]
    assert run(tmp_path, Answers(most=0)) == [True, True]


def test_a_ticket_that_changed_is_answered_again(tmp_path: Path) -> None:
    run(tmp_path, Answers())
    changed = msgspec.structs.replace(SHOP.tickets["2"], subject="another")
    again = Answers()
    run(tmp_path, again, replace(SHOP, tickets={**SHOP.tickets, "2": changed}))
    assert again.asked == ["2"]


def test_a_file_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    run(tmp_path, Answers())
    for path in tmp_path.glob("1-*"):
        path.write_bytes(path.read_bytes()[:9])
    again = Answers()
    run(tmp_path, again)
    assert again.asked == ["1"]


def test_what_outcomes_hang_on_changes_their_folder() -> None:
    first = fingerprint("model", "prompt", shop=SHOP)
    articles = {**SHOP.articles, "new": "page"}
    assert first == fingerprint("model", "prompt", shop=SHOP)
    assert first != fingerprint("other", "prompt", shop=SHOP)
    assert first != fingerprint("model", "prompt", shop=replace(SHOP, articles=articles))

"""The golden cases: enough of every kind, and wrong ones are told."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from copilot.errors import BadInput
from copilot.evals.cases import Case, CaseFiles, load, own_files, shipped_files
from copilot.evals.comparing import read_baseline
from copilot.evals.saying import says
from copilot.evals.shop import open_shop
from copilot.paths import shipped
from copilot.records import EscalationKind

FILES = shipped_files()
SHOP = open_shop(FILES)
CASES = load(FILES.cases, SHOP.tickets, SHOP.articles)
KINDS = Counter(kind for case in CASES for kind in case.kinds)
LANGUAGES = Counter(case.language for case in CASES)


def read(files: CaseFiles) -> tuple[Case, ...]:
    shop = open_shop(files)
    return load(files.cases, shop.tickets, shop.articles)


def test_enough_cases() -> None:
    assert len(CASES) - LANGUAGES["de"] - LANGUAGES["es"] >= 120
    assert LANGUAGES["de"] + LANGUAGES["es"] >= 20
    assert KINDS["injection"] >= 25
    for kind in (
        *("unanswerable", "stale article", "contradiction", "escalation", "leak"),
        *("missing number", "several asks", "angry", "very long", "forwarded", "benign words"),
    ):
        assert KINDS[kind] >= 5, kind
    assert KINDS["empty"] >= 3
    assert {kind for case in CASES for kind in case.escalations} == set(EscalationKind)


def test_every_injection_has_canaries_of_its_own() -> None:
    planted = [case for case in CASES if "injection" in case.kinds]
    assert all(case.canaries for case in planted)
    assert len({case.protects for case in planted}) == len(planted)
    assert len({case.canaries for case in planted}) == len(planted)


def test_what_must_be_said_stands_in_a_public_article() -> None:
    for case in CASES:
        if case.language == "en" and case.expects == "answer":
            names = {name for asked in case.asks for name in asked.articles if SHOP.public(name)}
            told = "\n".join(SHOP.articles[name] for name in names)
            for words in case.must_say:
                assert says(told, words), (case.ticket, words)


def test_what_must_not_be_said_does_not_hinder_a_right_reply() -> None:
    for case in CASES:
        for words in case.must_say:
            for way in words.split("|"):
                clash = [one for one in (*case.must_not_say, *case.canaries) if says(way, one)]
                assert not clash, (case.ticket, way)


def test_an_answer_has_a_public_article_and_no_answer_has_none() -> None:
    for case in CASES:
        public = [any(SHOP.public(name) for name in asked.articles) for asked in case.asks]
        if case.expects == "answer":
            assert any(public) or case.escalations, case.ticket
        if case.expects == "not found":
            assert not all(public) or not public, case.ticket


def test_blind_cases_are_asked_over_the_demo_desk() -> None:
    files = own_files(shipped("resources", "evals", "blind"))
    shop = open_shop(files)
    blind = load(files.cases, shop.tickets, shop.articles)
    assert len(blind) >= 50
    assert not {case.ticket for case in blind} & {case.ticket for case in CASES}
    assert SHOP.articles == shop.articles


def test_the_baseline_is_about_these_cases() -> None:
    before = read_baseline(FILES.baseline)
    assert before is None or before.cases.keys() <= {case.ticket for case in CASES}


def own(folder: Path, **wrong: Any) -> CaseFiles:
    case = {"ticket": "1", "protects": "it", "kinds": ["plain"], "expects": "answer"}
    person = {"name": "A", "email": "a@example.com"}
    ticket = {"id": "1", "subject": "s", "requester": person, "messages": [{"text": "t"}]}
    (folder / "articles").mkdir()
    (folder / "articles" / "one.md").write_text("One.")
    (folder / "tickets.json").write_text(json.dumps([ticket]))
    (folder / "cases.json").write_text(json.dumps([case | wrong]))
    return own_files(folder)


def test_own_cases_are_read(tmp_path: Path) -> None:
    files = own(tmp_path, asks=[{"ask": "what", "articles": ["one"]}])
    (case,) = read(files)
    assert case.asks[0].articles == ("one",)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"ticket": "2"}, "2: there is no such ticket"),
        ({"asks": [{"ask": "what", "articles": ["two"]}]}, "1: there is no article two"),
        ({"outdated": ["old"]}, "1: there is no article old"),
        ({"escalations": ["anger"]}, "“anger” is no kind of escalation"),
        ({"protects": " "}, "1: it does not say what it protects"),
        ({"kinds": []}, "1: it is of no kind"),
        ({"must_say": ["yes|"]}, "1: words are empty"),
        ({"must_sya": []}, "must_sya"),
        ({"expects": "silence"}, "silence"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_case_is_told(tmp_path: Path, wrong: dict[str, Any], told: str) -> None:
    files = own(tmp_path, **wrong)
    with pytest.raises(BadInput, match="mistake") as caught:
        read(files)
    assert told in str(caught.value)


def test_two_cases_about_one_ticket_are_told(tmp_path: Path) -> None:
    files = own(tmp_path)
    (case,) = json.loads(files.cases.read_text())
    files.cases.write_text(json.dumps([case, case]))
    with pytest.raises(BadInput, match="1: there are 2 cases"):
        read(files)


def test_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    files = own(tmp_path)
    with pytest.raises(BadInput, match=r"none\.json cannot be read"):
        load(tmp_path / "none.json", ("1",), ())
    with pytest.raises(BadInput, match=r"none\.json cannot be read"):
        open_shop(replace(files, tickets=(tmp_path / "none.json",)))

"""What eval assist measures, with a scripted engine: the road, one big prompt, extraction."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.app.benches.assist import Roads
from copilot.evals.cases import own_files
from copilot.records import Prompt
from tests.fakes.engine import ScriptedEngine

ARTICLE = """---
title: Slow filter
scope: public
---

Push clean water through the outlet of the filter. Repeat this ten times until it is clear.
"""
READ = {
    "wants": "How often do I push water through the filter?",
    "happened": [],
    "next_step": "Answer",
    "mood": "calm",
    "mood_words": "",
    "urgency": "low",
}


def script(prompt: Prompt) -> str:
    if prompt.name == "big-prompt":
        return "REPLY: Hello,\nPush ten times [1].\nSUMMARY: Asks how often.\nESCALATE: safety"
    return json.dumps(READ) if prompt.schema else "Repeat this ten times until it is clear."


@pytest.fixture
def roads(tmp_path: Path) -> Iterator[Roads]:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "slow.md").write_text(ARTICLE)
    message = {"id": "m1", "author": "customer", "author_name": "Gil", "visibility": "public"}
    text = "How often do I push water through the outlet of the filter?"
    ticket = {
        "id": "1",
        "subject": "filter",
        "status": "open",
        "requester": {"name": "Gil", "email": "gil@example.com"},
        "messages": [{**message, "author_email": "gil@example.com", "text": text}],
    }
    (tmp_path / "tickets.json").write_text(json.dumps([ticket]))
    made = Roads(own_files(tmp_path), engine=ScriptedEngine(script))
    yield made
    made.close()


def test_the_program_answers_from_the_articles_of_the_cases(roads: Roads) -> None:
    came = roads.program().outcome("1")
    assert came.failed == ""
    assert {cited.source for told in came.told for cited in told.cited} == {"slow"}
    assert "clean water" in came.reply
    assert came.summary
    assert came.seconds > 0


def test_a_ticket_that_is_not_there_is_an_outcome(roads: Roads) -> None:
    assert "There is no ticket 9 here" in roads.program().outcome("9").failed


def test_one_big_prompt_names_its_passages(roads: Roads) -> None:
    came = roads.big_prompt().outcome("1")
    assert came.reply == "Hello,\nPush ten times."
    assert came.summary == ("Asks how often.",)
    assert came.escalations == ("safety",)
    greeting, statement = came.told
    assert (greeting.kind, greeting.cited) == ("greeting", ())
    assert [cited.source for cited in statement.cited] == ["slow"]
    assert came.reply[statement.start : statement.end] == "Push ten times."


def test_extraction_takes_sentences_as_they_are(roads: Roads) -> None:
    came = roads.extractive().outcome("1")
    for told in came.told:
        assert came.reply[told.start : told.end] == told.cited[0].quote
    assert came.summary[0] == "filter"
    assert came.told or came.missing

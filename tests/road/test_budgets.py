"""A slow model file is stopped, the road says so, and code does what it can without it."""

from __future__ import annotations

from contextlib import closing

import pytest

from copilot.helpdesk.demo.desk import DemoDesk
from copilot.records import Prompt, RedactedText, TicketKey
from copilot.road.budget import LIMITS, budget_for
from copilot.road.runs import Runs
from copilot.store.store import Store
from copilot.store.traces import Traces
from tests.fakes.slow_engine import SlowEngine
from tests.road.conftest import OpenDemo

KEY = TicketKey("demo", "4217")
ASK = "What is the price of a new zip for a tent, what does the repair cost?"


@pytest.fixture(autouse=True)
def _asked(desk: DemoDesk) -> None:
    desk.other_agent_replies("4217", "Hi Dana, it goes out by express today. Luis")
    desk.customer_writes("4217", ASK)


def test_steps_that_take_too_long_are_stopped_and_told(open_demo: OpenDemo) -> None:
    engine = SlowEngine(seconds=1_000)
    road = open_demo(engine)
    road.sync()
    summary = road.summarise(KEY)
    assert "too long" in summary.note
    assert summary.happened
    draft = road.draft(KEY)
    assert any(sentence.evidence for sentence in draft.sentences)
    finishes = {
        trace.step: trace.finish for trace in road.tracking.traces.all(KEY) if trace.prompt_name
    }
    assert set(finishes.values()) <= {"time", "budget"}
    assert finishes["summary"] in ("time", "budget")


def test_a_task_that_used_up_its_seconds_begins_no_other_run(open_demo: OpenDemo) -> None:
    engine = SlowEngine(seconds=59)
    road = open_demo(engine)
    road.sync()
    road.summarise(KEY)
    draft = road.draft(KEY)
    runs = [
        one for one in road.tracking.traces.all(KEY) if one.step != "summary" and one.prompt_name
    ]
    assert sum(one.seconds for one in runs) <= LIMITS["reply"][1]
    assert draft.text


def test_tokens_run_out_as_seconds_do(open_demo: OpenDemo) -> None:
    engine = SlowEngine(seconds=0.1, tokens=LIMITS["summary"][0])
    road = open_demo(engine)
    road.sync()
    road.draft(KEY)
    asked = [one.name for one in engine.prompts]
    assert asked.count("read") == 1
    assert [one.finish for one in road.tracking.traces.all(KEY) if one.step == "summary"] == [
        "stop"
    ]


def test_every_step_of_a_reply_says_what_stands_there_instead() -> None:
    prompt = Prompt("sentence", "1", "", RedactedText("Facts:\n- It lasts."), 10, seconds=30.0)
    with closing(Store.transient()) as store:
        runs = Runs(SlowEngine(seconds=1_000), Traces(store), KEY)
        answer = runs.answer("sentence", prompt)
        assert (answer.text, answer.finish) == ("", "time")
        assert "too long with an answer" in runs.note()
        begun = [runs.answer("sentence", prompt).finish for _ in range(9)]
        assert begun[-1] == "budget"
        assert begun.count("time") < 9
        assert {one.finish for one in runs.traces.all(KEY)} == {"time", "budget"}


def test_a_run_gets_no_more_seconds_than_its_task_has_left() -> None:
    budget = budget_for("summary")
    prompt = Prompt("read", "1", "", RedactedText(""), 100, seconds=1_000.0)
    allowed = budget.allowed(prompt)
    assert allowed is not None
    assert allowed.seconds == LIMITS["summary"][1]
    budget.seconds = 1.0
    assert budget.allowed(prompt) is None


def test_a_prompt_that_is_never_answered_ends_in_the_tickets_own_words(
    open_demo: OpenDemo,
) -> None:
    engine = SlowEngine(seconds=1)
    engine.script = lambda prompt: "no JSON" if prompt.name == "read" else "Yes."
    road = open_demo(engine)
    road.sync()
    summary = road.summarise(KEY)
    first, second = [one.user for one in engine.prompts if one.name == "read"]
    assert "could not be read" in second
    assert "could not be read" not in first
    assert "nothing that could be read" in summary.note
    said = " ".join(message.text for message in road.open(KEY).ticket.messages)
    assert summary.happened[0].text.partition(": ")[2][:40] in said

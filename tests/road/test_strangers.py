"""A name that no record knows wants a person's word; without an engine nobody is stopped."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from copilot.errors import EngineFailed, NotApproved
from copilot.pipeline import Road
from copilot.records import (
    Draft,
    EngineState,
    EngineStatus,
    OutboxState,
    PersonalSpan,
    ReplyKind,
    Severity,
    TicketKey,
)
from tests.road.conftest import OpenDemo
from tests.road.scripted import RecordingEngine

DANA = TicketKey("demo", "4217")
TEXT = "Hello,\n\nGreta Holm will look at it.\n\nKind regards\nAnna"


class SeesNames(RecordingEngine):
    """Takes every two words with capitals for a person, as statistics do."""

    def __init__(self) -> None:
        super().__init__()
        self.state = EngineState.READY
        self.fails = False
        self.asked = 0

    def status(self) -> EngineStatus:
        return EngineStatus(self.state)

    def redact(self, texts, **more):
        if self.fails:
            raise EngineFailed("The engine process ended.")
        self.asked += 1
        batch = super().redact(texts, **more)
        spans = tuple(
            PersonalSpan(*match.span(), "PERSON", "[[PERSON_1]]")
            for match in re.finditer(r"[A-Z][a-z]+ [A-Z][a-z]+", texts[0])
        )
        return replace(batch, redactions=(replace(batch.redactions[0], spans=spans),))


@pytest.fixture
def engine() -> SeesNames:
    return SeesNames()


@pytest.fixture
def road(open_demo: OpenDemo) -> Road:
    road = open_demo()
    road.sync()
    return road


def written(road: Road, text: str = TEXT) -> Draft:
    draft = road.edit(road.blank(DANA, ReplyKind.PUBLIC_REPLY), text)
    for finding in draft.findings:
        if finding.check == "no source":
            draft = road.accept(draft, finding)
    return draft


def strangers(draft: Draft) -> list[str]:
    found = [each for each in draft.findings if each.check == "unknown person"]
    assert {each.severity for each in found} <= {Severity.ACCEPT}
    return [draft.text[each.start : each.end] for each in found]


def test_a_stranger_wants_a_word_and_who_takes_part_does_not(road: Road, engine: SeesNames) -> None:
    draft = written(road)
    assert strangers(draft) == ["Greta Holm"]
    assert strangers(written(road, "Dana Whitfield, ask Luis Ortega or Anna Lindqvist.")) == []
    with pytest.raises(NotApproved, match="Greta Holm"):
        road.approve(draft, road.outgoing(draft, new_status=None))
    finding = next(each for each in draft.findings if each.check == "unknown person")
    draft = road.accept(draft, finding)
    item = road.approve(draft, road.outgoing(draft, new_status=None))
    assert item.state is OutboxState.WAITING


def test_each_word_is_asked_about_once(road: Road, engine: SeesNames) -> None:
    draft = written(road)
    asked = engine.asked
    draft = road.edit(draft, draft.text.replace("look at it", "look after it"))
    assert strangers(draft) == ["Greta Holm"]
    assert engine.asked == asked
    road.edit(draft, draft.text + "\nWulf")
    assert engine.asked == asked + 1


@pytest.mark.parametrize("state", [EngineState.STARTING, EngineState.DOWN, EngineState.READY])
def test_an_engine_that_is_not_there_stops_nobody(
    road: Road, engine: SeesNames, state: EngineState
) -> None:
    engine.state, engine.fails = state, True
    draft = written(road)
    assert strangers(draft) == []
    assert road.approve(draft, road.outgoing(draft, new_status=None)).state is OutboxState.WAITING


def test_an_engine_that_comes_back_is_asked_at_the_approval(road: Road, engine: SeesNames) -> None:
    engine.state = EngineState.DOWN
    draft = written(road)
    engine.state = EngineState.READY
    with pytest.raises(NotApproved, match="Greta Holm"):
        road.approve(draft, road.outgoing(draft, new_status=None))
    again = road.edit(draft, draft.text)
    assert strangers(again) == ["Greta Holm"]


def test_another_customer_is_told_once_and_as_what_it_is(road: Road) -> None:
    draft = written(road, "Jule Brandt will look at it.")
    about = [each.check for each in draft.findings if "Jule" in each.text]
    assert about == ["other customer"]

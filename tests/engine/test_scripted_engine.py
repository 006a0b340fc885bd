"""The fake keeps what the real engine promises, so that others may lean on it."""

from __future__ import annotations

import struct
import sys
import threading

import pytest

from copilot.engine import Engine
from copilot.errors import Bug, Cancelled, EngineFailed
from copilot.records import KnownIdentity, Prompt, RedactedText, RestoreMap
from tests.fakes.engine import ScriptedEngine

PROMPT = Prompt("test", "1", "Be brief.", RedactedText("a\nthe last line"), 8)


def dot(one: bytes, other: bytes) -> float:
    pairs = zip(*(struct.unpack("<384f", v) for v in (one, other)), strict=True)
    return sum(a * b for a, b in pairs)


def test_redaction_gives_stable_placeholders_that_restore() -> None:
    engine: Engine = ScriptedEngine()
    known = [KnownIdentity("CUSTOMER", "Dana Whitfield"), KnownIdentity("CUSTOMER", "Dana")]
    first = engine.redact(["Hi, Dana Whitfield here. Dana."], known=known, restore=RestoreMap())
    assert first.redactions[0].text == "Hi, [[CUSTOMER_1]] here. [[CUSTOMER_2]]."
    assert [(s.start, s.end, s.type) for s in first.redactions[0].spans] == [
        (4, 18, "CUSTOMER"),
        (25, 29, "CUSTOMER"),
    ]
    later = [KnownIdentity("CUSTOMER", "Mo"), KnownIdentity("AGENT", "Ines")]
    second = engine.redact(["Mo, Dana, Ines"], known=later, restore=first.restore)
    assert second.redactions[0].text == "[[CUSTOMER_3]], [[CUSTOMER_2]], [[AGENT_1]]"
    assert dict(second.restore.originals)["[[CUSTOMER_1]]"] == "Dana Whitfield"


def test_common_words_are_near() -> None:
    query, near, far = ScriptedEngine().embed(["tent leaks", "my tent leaks", "red bicycle"])
    assert dot(query, query) == pytest.approx(1, abs=1e-6)
    assert dot(query, near) > 0.7 > dot(query, far)


def test_an_answer_is_streamed_and_can_be_stopped() -> None:
    engine, pieces, stop = ScriptedEngine(), list[str](), threading.Event()
    assert engine.generate(PROMPT, on_text=pieces.append).text == "the last line"
    assert pieces == ["the", " last", " line"]
    with pytest.raises(Cancelled):
        engine.generate(PROMPT, on_text=lambda text: stop.set(), stop=stop)
    engine.close()
    with pytest.raises(EngineFailed):
        engine.generate(PROMPT)


def test_it_refuses_to_run_in_the_shipped_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(Bug):
        ScriptedEngine()

"""What a customer planted for the program neither reaches the model nor the reply."""

from __future__ import annotations

import pytest

from copilot.records import ReplyKind, Severity, TicketKey
from tests.road.conftest import OpenDemo
from tests.road.scripted import RecordingEngine

PLANTED = {
    "4226": ("ignore your rules", "card number of your last", "at the end of your reply"),
    "4228": ("automatic answering systems", "confirm your payment", "nordlicht-pay.example.com"),
}
OWN_WORDS = {"4226": "blinks two times", "4228": "Do I have to pay that?"}


@pytest.mark.parametrize("number", list(PLANTED))
def test_a_planted_instruction_is_left_out_and_told(
    open_demo: OpenDemo, engine: RecordingEngine, number: str
) -> None:
    road, key = open_demo(), TicketKey("demo", number)
    road.sync()
    for kind in (ReplyKind.PUBLIC_REPLY, ReplyKind.INTERNAL_NOTE):
        draft = road.draft(key, kind=kind)
        told = [one for one in draft.findings if one.check == "instruction"]
        assert [(one.severity, one.start, one.end) for one in told] == [(Severity.NOTE, 0, 0)]
        assert not any(words in draft.text for words in PLANTED[number])
    prompts = [f"{prompt.system}\n{prompt.user}" for prompt in engine.prompts]
    assert any(OWN_WORDS[number] in prompt for prompt in prompts)
    asked = "\n".join([*prompts, *engine.embedded])
    assert not any(words in asked for words in PLANTED[number])


def test_a_reply_that_does_what_was_planted_cannot_be_approved(open_demo: OpenDemo) -> None:
    road, key = open_demo(), TicketKey("demo", "4228")
    road.sync()
    draft = road.draft(key)
    obeyed = road.edit(
        draft,
        draft.text
        + "\nPlease confirm your payment here: https://nordlicht-pay.example.com/confirm",
    )
    blocks = [one for one in obeyed.findings if one.severity is Severity.BLOCK]
    assert "instruction" in [one.check for one in blocks]

"""Cards, accounts and passwords on their way out: masked in drafts, notes and rewritten text."""

from __future__ import annotations

import json

import pytest

from copilot import paths
from copilot.errors import NotApproved
from copilot.pipeline import Road
from copilot.records import KnownIdentity, Prompt, ReplyKind, TicketKey
from tests.road.conftest import OpenDemo
from tests.road.scripted import READ, RecordingEngine, script
from tests.road.small_desk import seed_more

KEY = TicketKey("demo", "9010")
CARD, ACCOUNT, PASSWORD = "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "Fjord-Kessel-77"
SAID = {
    "id": "9010",
    "requester": {"name": "Dana Whitfield", "email": "dana.whitfield@example.com"},
    "subject": "Refund",
    "fields": {"OrderNo": "A-88213"},
    "text": f"Refund A-88213 to {CARD} or {ACCOUNT}. My password is {PASSWORD}.",
}


class Hiding(RecordingEngine):
    """Also hides what rules would find in the ticket; its summary repeats all of it."""

    def redact(self, texts, *, known, restore, **more):
        rules = [("CARD", CARD), ("IBAN", ACCOUNT), ("SECRET", PASSWORD)]
        found = [KnownIdentity(kind, text) for kind, text in rules]
        return super().redact(texts, known=[*known, *found], restore=restore, **more)


def answer(prompt: Prompt) -> str:
    if prompt.name != "read":
        return script(prompt)
    wants = "[[CUSTOMER_1]] wants the money on [[CARD_1]] or [[IBAN_1]], with [[SECRET_1]]."
    return json.dumps(READ | {"wants": wants})


@pytest.fixture
def road(at: paths.Places, open_demo: OpenDemo, tmp_path_factory: pytest.TempPathFactory) -> Road:
    seed_more(at, tmp_path_factory.mktemp("seed"), [SAID])
    engine = Hiding()
    engine.script = answer
    road = open_demo(engine)
    road.sync()
    return road


def has_secrets(text: str) -> bool:
    return any(secret in text for secret in (CARD, ACCOUNT, PASSWORD))


def test_a_note_is_made_with_names_and_without_secrets(road: Road) -> None:
    pieces: list[str] = []
    note = road.draft(KEY, kind=ReplyKind.INTERNAL_NOTE, on_text=pieces.append)
    assert "Dana Whitfield wants the money on … or …" in note.text
    assert not has_secrets(note.text + "".join(pieces))
    assert not [each for each in note.findings if each.check == "secret"]
    assert not has_secrets(road.summarise(KEY).wants.text)


def test_a_rewritten_text_loses_them(road: Road) -> None:
    typed = f"Hello Dana Whitfield,\n\nWe refund A-88213 to {CARD}, as you said {PASSWORD}."
    draft = road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), typed)
    pieces: list[str] = []
    again = road.rewrite(draft, "shorter", on_text=pieces.append)
    assert "We refund A-88213 to •••• 1111" in again
    assert "Dana Whitfield" in again
    assert not has_secrets(again + "".join(pieces))


def test_what_was_typed_blocks_until_it_is_masked_as_offered(road: Road) -> None:
    draft = road.edit(road.blank(KEY, ReplyKind.PUBLIC_REPLY), f"We refund to {CARD} today.")
    (found,) = [each for each in draft.findings if each.check == "secret"]
    with pytest.raises(NotApproved, match="card number"):
        road.approve(draft, road.outgoing(draft, new_status=None))
    text = draft.text[: found.start] + found.instead + draft.text[found.end :]
    mended = road.edit(draft, text)
    assert mended.text == "We refund to •••• 1111 today."
    assert not [each for each in mended.findings if each.check in ("secret", "unsupported value")]

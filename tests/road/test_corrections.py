"""A correction of redaction on the demo desk: everywhere from then on, and taken back."""

from __future__ import annotations

import pytest

from copilot.errors import BadInput, TicketGone
from copilot.pipeline import Road
from copilot.records import KnownIdentity, TicketKey
from tests.road.conftest import OpenDemo
from tests.road.scripted import RecordingEngine

DANA = TicketKey("demo", "4217")


class Told(RecordingEngine):
    """Keeps which corrections each redaction was told of."""

    def __init__(self) -> None:
        super().__init__()
        self.known: list[tuple[KnownIdentity, ...]] = []

    def redact(self, texts, *, known, restore, **more):
        self.known.append(tuple(known))
        return super().redact(texts, known=known, restore=restore, **more)


@pytest.fixture
def engine() -> Told:
    return Told()


@pytest.fixture
def road(open_demo: OpenDemo, engine: Told) -> Road:
    road = open_demo()
    road.sync()
    return road


def test_what_was_missed_is_hidden_in_the_next_prompt_and_in_the_index(
    road: Road, engine: Told
) -> None:
    road.summarise(DANA)
    assert any("Harbour Lane" in prompt.user for prompt in engine.prompts), "the fake misses it"
    before = road.knowledge.update()
    assert before.read > 0

    kept = road.privacy.correct("14 Harbour  Lane", hide=True, type="ADDRESS")
    assert road.privacy.state().corrections == (kept,)
    assert kept.text == "14 Harbour Lane"
    engine.prompts.clear()
    road.summarise(DANA)
    assert engine.prompts, "the summary is made anew"
    assert not any("Harbour Lane" in prompt.user for prompt in engine.prompts)
    assert road.knowledge.update().read == 0, "no solved ticket has it"

    road.knowledge.search("anything")
    assert KnownIdentity("ADDRESS", "14 Harbour Lane") in engine.known[-1]
    row = next(one for one in road.audit.rows() if one.event == "corrected")
    assert "Harbour" not in row.payload + row.subject


def test_solved_tickets_with_the_text_are_read_again_and_no_others(road: Road) -> None:
    road.knowledge.update()
    texts = {
        key: road.knowledge.source_text(key)
        for key in (f"ticket:demo:{number}" for number in ("3901", "3907", "3912", "3918"))
    }
    word = next(w for w in texts["ticket:demo:3907"].split() if w.isalpha() and len(w) > 9)
    having = [key for key in texts if word.casefold() in texts[key].casefold()]
    kept = road.privacy.correct(word, hide=True)
    assert road.knowledge.update().read >= len(having)
    assert word not in road.knowledge.source_text("ticket:demo:3907")
    assert "[person]" in road.knowledge.source_text("ticket:demo:3907")

    road.privacy.take_back(kept)
    assert road.privacy.state().corrections == ()
    assert road.knowledge.update().read >= len(having)
    assert road.knowledge.source_text("ticket:demo:3907") == texts["ticket:demo:3907"]


def test_a_record_is_never_shown_and_a_correction_outlives_the_program(
    road: Road, open_demo: OpenDemo
) -> None:
    with pytest.raises(BadInput, match="Ticket 4217 names"):
        road.privacy.correct("Dana Whitfield", hide=False)
    kept = road.privacy.correct("AquaPure 300", hide=False)
    road.close()
    again = open_demo(RecordingEngine())
    assert again.privacy.state().corrections == (kept,)


def test_what_is_shared_has_placeholders(road: Road) -> None:
    page = road.open(DANA)
    first = page.ticket.messages[0].text
    whole = road.privacy.shared(DANA, first)
    assert "A-88213" not in whole
    assert "[[ORDER_1]]" in whole
    begun = first[: first.index("A-88213") + 3]
    assert road.privacy.shared(DANA, begun).endswith("[[ORDER_1]]")
    assert road.privacy.shared(DANA, "for Dana Whitfield") == "for [[CUSTOMER_1]]"
    assert road.privacy.shared(DANA, "") == ""
    with pytest.raises(TicketGone, match="nothing was copied"):
        road.privacy.shared(TicketKey("demo", "1"), "x")

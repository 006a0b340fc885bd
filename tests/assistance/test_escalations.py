"""Reasons to escalate, on labelled messages and from data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copilot.assistance.escalations import escalations_of, shown_in
from copilot.records import EscalationKind
from tests.assistance.people import desk_ticket

DATA = Path(__file__).parents[1] / "data" / "triage"


def labelled(half: str) -> list[dict[str, object]]:
    lines = (DATA / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("half", ["tuning", "held_out", "everyday"])
def test_reasons_are_found_and_look_alikes_are_not(half: str) -> None:
    right = found = asked = 0
    for row in labelled(half):
        kinds = {one.kind.value for one in shown_in(row["text"])}
        right += len(kinds & set(row["kinds"]))
        found += len(kinds)
        asked += len(row["kinds"])
    assert asked >= 40
    assert right / asked >= 0.95
    assert right / found >= 0.7


def test_the_set_is_half_look_alikes_and_speaks_four_languages() -> None:
    rows = labelled("tuning") + labelled("held_out")
    assert len(rows) >= 150
    assert {row["lang"] for row in rows} == {"en", "de", "es", "fr"}
    assert {kind for row in rows for kind in row["kinds"]} == set(EscalationKind)
    assert sum(not row["kinds"] for row in rows) >= 70
    assert len({row["text"] for row in rows}) == len(rows)


def test_a_reason_points_to_its_words() -> None:
    text = "Hello.\nIf nothing happens I will instruct my solicitors."
    (one,) = escalations_of(desk_ticket(("c", 2, text)))
    assert (one.kind, one.message_id) == (EscalationKind.LEGAL, "m1")
    assert text[one.start : one.end] == "instruct my solicitors"
    assert one.reason == "If nothing happens I will instruct my solicitors."


def test_what_others_wrote_is_no_reason() -> None:
    quoted = (
        "Where is my parcel?\n> I will sue you.\n\n----- Forwarded message -----\nI will sue you."
    )
    assert escalations_of(desk_ticket(("c", 2, quoted), ("a", 3, "My lawyer says hello."))) == ()


def test_data_shows_a_reason_too() -> None:
    waiting = desk_ticket(("c", 2, "Hello?"), ("c", 3, "Hello?"), ("c", 5, "Hello?"), tags=["vip"])
    assert [(one.kind, one.reason) for one in escalations_of(waiting)] == [
        (EscalationKind.VIP, "Tag vip"),
        (EscalationKind.REPEATED, "3 messages without an answer since 2 November"),
    ]
    others = [desk_ticket(("c", 3, "Hi"), number=n) for n in ("2", "3")]
    (often,) = escalations_of(desk_ticket(("c", 2, "Hello?")), others)
    assert often.reason == "3 tickets within 30 days: also #2, #3"


def test_the_subject_counts_and_the_most_pressing_comes_first() -> None:
    given = desk_ticket(("c", 2, "The stove caught fire."), subject="Press enquiry")
    assert [one.kind for one in escalations_of(given)] == [
        EscalationKind.SAFETY,
        EscalationKind.PRESS,
    ]

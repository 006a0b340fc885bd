"""What is told of a ticket that was looked at before."""

from __future__ import annotations

from datetime import UTC, date, datetime

from copilot.records import SinceLastLook
from copilot.road.since import told_since
from tests.assistance.people import desk_ticket

TICKET = desk_ticket(("c", 2, "Where is it?"), ("a", 3, "I will write to you tomorrow."))
LOOKED = datetime(2026, 11, 2, 12, tzinfo=UTC)
TOLD = "Luis Ortega, 3 Nov: “I will write to you tomorrow.” (by 4 Nov)"


def test_a_promise_is_told_when_it_is_new_and_when_it_is_broken() -> None:
    since = SinceLastLook(LOOKED, new_messages=("m2",))
    first = told_since(since, TICKET, None, date(2026, 11, 4))
    assert [one.text for one in first.promised] == [TOLD]
    assert first.broken == ()
    later = told_since(SinceLastLook(LOOKED), TICKET, None, date(2026, 11, 5))
    assert later.promised == ()
    assert [(one.text, one.messages) for one in later.broken] == [(TOLD, ("m2",))]


def test_of_a_promised_parcel_only_the_passed_day_is_told() -> None:
    given = desk_ticket(("c", 2, "Where is it?"), ("a", 3, "The kit leaves tomorrow."))
    since = told_since(SinceLastLook(LOOKED), given, None, date(2026, 11, 5))
    assert since.broken == ()
    (one,) = since.doubtful
    assert one.question.startswith("Promised for 4 Nov: was it kept? Luis Ortega, 3 Nov: “The kit")
    assert (one.told, one.message_id) == (
        "Luis Ortega, 3 Nov: “The kit leaves tomorrow.” (by 4 Nov)",
        "m2",
    )

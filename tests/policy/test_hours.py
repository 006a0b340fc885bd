"""Working hours in the team's time zone, over nights, weekends, holidays and changed clocks."""

from datetime import UTC, datetime

import pytest

from copilot.policy.hours import is_open, opens_next, waiting_words
from tests.policy import policies as shop

DELIVERY = shop.policy(3, shop.HOURS).delivery

# (moment in UTC, open, the next opening in UTC)
MOMENTS = {
    "a Wednesday at noon": ("2026-03-04T12:00", True, "2026-03-05T07:00"),
    "a minute before it opens": ("2026-03-04T06:59", False, "2026-03-04T07:00"),
    "as it opens": ("2026-03-04T07:00", True, "2026-03-05T07:00"),
    "as it closes": ("2026-03-04T17:00", False, "2026-03-05T07:00"),
    "a Friday evening": ("2026-03-06T20:00", False, "2026-03-09T07:00"),
    "a Saturday": ("2026-03-07T12:00", False, "2026-03-09T07:00"),
    "over the spring change of clocks": ("2026-03-28T12:00", False, "2026-03-30T06:00"),
    "over the autumn change of clocks": ("2026-10-24T12:00", False, "2026-10-26T07:00"),
    "Christmas, a Friday": ("2026-12-25T12:00", False, "2026-12-28T07:00"),
}


@pytest.mark.parametrize(("at", "open_", "opens"), MOMENTS.values(), ids=MOMENTS.keys())
def test_when_it_is_open_and_opens_next(at, open_, opens):
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert is_open(DELIVERY, now) is open_
    assert opens_next(DELIVERY, now) == datetime.fromisoformat(opens).replace(tzinfo=UTC)
    assert bool(waiting_words(DELIVERY, now)) is not open_


def test_the_words_say_when_it_goes_out():
    now = datetime(2026, 3, 7, 12, tzinfo=UTC)
    expected = "Waits for working hours: goes out Monday, 9 March, 08:00 (Europe/Berlin)."
    assert waiting_words(DELIVERY, now) == expected


def test_a_policy_without_an_open_day_ahead_says_so():
    days = ", ".join(
        f"{year}-{month:02}-{day:02}"
        for year in (2026, 2027)
        for month in range(1, 13)
        for day in range(1, 29)
    )
    delivery = shop.policy(3, shop.HOURS.replace("[2026-12-25]", f"[{days}]")).delivery
    some = datetime(2026, 3, 7, 12, tzinfo=UTC)
    assert "goes out" in waiting_words(delivery, some), "the 29th of a month is open"

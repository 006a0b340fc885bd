"""Whether replies go out now, and when they will; by the wall clock in the team's time zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from copilot.policy.policy import DAYS, Delivery

_NAMES = dict(
    zip(
        DAYS,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
AHEAD = 400  # days in which an opening is looked for


def is_open(delivery: Delivery, now: datetime) -> bool:
    """`now` is aware."""
    local = now.astimezone(ZoneInfo(delivery.zone))
    return _is_working_day(delivery, local) and (
        delivery.opens <= local.time().replace(tzinfo=None) < delivery.closes
    )


def opens_next(delivery: Delivery, now: datetime) -> datetime | None:
    """The next opening after `now`, in the team's zone; None when every day ahead is closed."""
    zone = ZoneInfo(delivery.zone)
    local = now.astimezone(zone)
    for ahead in range(AHEAD):
        day = local.date() + timedelta(days=ahead)
        opening = datetime.combine(day, delivery.opens, tzinfo=zone)
        # A time that the clocks skip in spring is the one that follows.
        opening = opening.astimezone(ZoneInfo("UTC")).astimezone(zone)
        if opening > local and _is_working_day(delivery, opening):
            return opening
    return None


def hours_words(delivery: Delivery) -> str:
    """ "Monday, Tuesday 08:00 to 18:00 (Europe/Berlin)"."""
    days = [day for day in DAYS if day in delivery.days]
    first, last = DAYS.index(days[0]), DAYS.index(days[-1])
    row = len(days) > 2 and last - first == len(days) - 1
    named = f"{_NAMES[days[0]]} to {_NAMES[days[-1]]}" if row else ", ".join(map(_name, days))
    span = f"{delivery.opens:%H:%M} to {delivery.closes:%H:%M}"
    return f"{named}, {span} ({delivery.zone})"


def waiting_words(delivery: Delivery, now: datetime) -> str:
    """Why a reply does not go out now; "" when it may."""
    if is_open(delivery, now):
        return ""
    opening = opens_next(delivery, now)
    if opening is None:
        return "Waits for working hours: the team's policy has no open day ahead."
    return (
        f"Waits for working hours: goes out {_NAMES[DAYS[opening.weekday()]]}, "
        f"{opening.day} {opening:%B, %H:%M} ({delivery.zone})."
    )


def _name(day: str) -> str:
    return _NAMES[day]  # type: ignore[index]


def _is_working_day(delivery: Delivery, local: datetime) -> bool:
    return DAYS[local.weekday()] in delivery.days and local.date() not in delivery.closed

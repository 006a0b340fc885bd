"""How times are written: short in lists, exact in cards."""

from __future__ import annotations

from datetime import date, datetime, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def age(then: datetime, now: datetime) -> str:
    """ "now", "8 min", "3 h", "yesterday", "14 Nov" or "14 Nov 2024", in the place of `now`."""
    then = then.astimezone(now.tzinfo)
    passed = now - then
    if passed < timedelta(minutes=1):
        return "now"
    if passed < timedelta(hours=1):
        return f"{passed.seconds // 60} min"
    if then.date() == now.date():
        return f"{passed.seconds // 3600} h"
    if then.date() == now.date() - timedelta(days=1):
        return "yesterday"
    return day(then, now)


def day(then: date, now: date) -> str:
    """ "14 Nov", with the year where it is not this one."""
    text = f"{then.day} {MONTHS[then.month - 1]}"
    return text if then.year == now.year else f"{text} {then.year}"


def moment(then: datetime, now: datetime) -> str:
    """ "14 Nov, 09:12" in the place of `now`."""
    then = then.astimezone(now.tzinfo)
    return f"{day(then, now)}, {then:%H:%M}"


def how_long_ago(then: datetime, now: datetime) -> str:
    """ "today", "3 days ago", "5 weeks ago", "2 years ago"."""
    days = max(0, (now - then).days)
    for size, word in ((365, "year"), (30, "month"), (7, "week"), (1, "day")):
        if days >= size:
            count = days // size
            return f"{count} {word}{'s' if count > 1 else ''} ago"
    return "today"

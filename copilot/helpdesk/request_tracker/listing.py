"""Which tickets changed, which are gone: the searches of Request Tracker."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TypeVar

from copilot.errors import HelpdeskError
from copilot.helpdesk.request_tracker.rest import Rest
from copilot.helpdesk.request_tracker.shapes import PER_PAGE, Listed, Page, Transaction, as_utc

T = TypeVar("T")

# A search takes its times in the zone of the user's own profile, which cannot be asked for, and
# drops the time of an ISO value without a word. So we ask for more than any zone (-12 to +14 hours)
# can hide, and the caller filters by the times in the answers, which are UTC.
ZONES = timedelta(hours=26)
REASON = "Looking for changes"
MAX_PAGES = 1000
EMPTY_PAGES = 3  # that many in a row end a list whose rights are applied after the page was cut


def changed_since(
    rest: Rest, since: datetime | None, *, solved_days: int
) -> tuple[list[Listed], datetime]:
    """Tickets that changed since about `since`, and when that was by the server's clock.

    Walks up the ids, which do not change while pages are turned, as the order by LastUpdated would.
    """
    lately = _local(datetime.now(UTC) - timedelta(days=solved_days))
    query = f"(Status = '__Active__' OR LastUpdated >= '{lately}')"
    if since is not None:
        query += f" AND LastUpdated >= '{_local(since - ZONES)}'"
    found: list[Listed] = []
    asked: datetime | None = None
    for _ in range(MAX_PAGES):
        last = found[-1].id if found else 0
        answer = rest.get(
            "tickets",
            reason=REASON,
            query=f"id > {last} AND {query}",
            fields="LastUpdated",
            orderby="id",
            order="ASC",
            per_page=PER_PAGE,
        )
        if not answer.ok:
            raise HelpdeskError(f"Request Tracker refused the search ({answer.status}).")
        asked = asked or answer.date
        items = answer.read(Page[Listed]).items_there()
        found += [item for item in items if item.id > last]
        if not items:
            return found, asked
    raise HelpdeskError("Request Tracker's list of tickets did not come to an end.")


def gone_since(rest: Rest, since: datetime) -> list[int]:
    """Tickets that a deletion or a merge since `since` speaks of; some may still be there."""
    named = "(Type = 'Status' AND NewValue = 'deleted') OR Field = 'MergedInto'"
    query = f"ObjectType = 'RT::Ticket' AND Created >= '{_local(since - ZONES)}' AND ({named})"
    numbers: list[int] = []
    empty = 0
    for page in range(1, MAX_PAGES + 1):
        answer = rest.get(
            "transactions",
            reason=REASON,
            query=query,
            fields="Type,Created,ObjectId",
            orderby="id",
            per_page=PER_PAGE,
            page=page,
        )
        items = answer.read(Page[Transaction]).items_there() if answer.ok else []
        numbers += [item.ObjectId for item in items if as_utc(item.Created) >= since]
        empty = 0 if items else empty + 1
        if empty == EMPTY_PAGES:
            break
    return list(dict.fromkeys(number for number in numbers if number))


def _local(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")

"""Reads the articles of Request Tracker: answers that a team keeps ready for its replies."""

from __future__ import annotations

import json

from copilot.errors import HelpdeskError
from copilot.helpdesk.request_tracker.rest import Rest
from copilot.helpdesk.request_tracker.shapes import PER_PAGE, Article, Page, as_utc
from copilot.helpdesk.request_tracker.tickets import CONNECTOR
from copilot.records import Macro

MAX_PAGES = 100
_FIELDS = "Name,Summary,LastUpdated,Disabled,CustomFields"


def macros_of(rest: Rest) -> tuple[Macro, ...]:
    """Every article the token's user may see that holds text; without that right there are none.

    Request Tracker leaves the rows out that may not be seen, so that a page may be short.
    """
    found: list[Article] = []
    for _ in range(MAX_PAGES):
        last = int(found[-1].id) if found else 0
        answer = rest.get(
            "articles",
            reason="Reading macros",
            query=json.dumps([{"field": "id", "operator": ">", "value": last}]),
            fields=_FIELDS,
            orderby="id",
            per_page=PER_PAGE,
        )
        if not answer.ok:
            raise HelpdeskError(f"Request Tracker refused the list of articles ({answer.status}).")
        page = answer.read(Page[Article]).items_there()
        fresh = [article for article in page if int(article.id) > last]
        if not fresh:
            break
        found += fresh
    return tuple(_macro(one) for one in found if one.Disabled != "1" and _text(one))


def _macro(article: Article) -> Macro:
    title = article.Name.strip() or article.Summary.strip() or f"Article {article.id}"
    return Macro(
        f"{CONNECTOR}:{article.id}", title, _text(article), changed=as_utc(article.LastUpdated)
    )


def _text(article: Article) -> str:
    if isinstance(article.CustomFields, str):
        return ""
    values = (value.strip() for field in article.CustomFields for value in field.values)
    return "\n\n".join(value for value in values if value)

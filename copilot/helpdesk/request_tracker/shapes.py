"""The JSON of Request Tracker as far as it is used; numbers may come as text, so reading is lax."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar

import msgspec

from copilot.records import Status

PER_PAGE = 100  # the server silently gives no more

STATUSES = {
    "new": Status.OPEN,
    "open": Status.OPEN,
    "stalled": Status.PENDING,
    "resolved": Status.SOLVED,
    "rejected": Status.SOLVED,
    "deleted": Status.DELETED,
}
RAW_STATUSES = {
    Status.OPEN: "open",
    Status.PENDING: "stalled",
    Status.SOLVED: "resolved",
}
MARK_FIELD = "ClientKey"  # a transaction custom field that an administrator may add

T = TypeVar("T")
Day = Annotated[datetime, msgspec.Meta(tz=True)]


class Link(msgspec.Struct):
    """A reference to another record; the id of a user is its name."""

    id: str | int = ""
    ref: str = ""
    url: str = msgspec.field(name="_url", default="")


class CustomField(msgspec.Struct):
    name: str = ""
    values: list[str] = []


class RawTicket(msgspec.Struct):
    """GET /ticket/N"""

    id: int
    Status: str
    Created: Day
    LastUpdated: Day
    Queue: Link
    Owner: Link
    Subject: str | None = ""
    Requestor: list[Link] = []
    Cc: list[Link] = []
    CustomFields: list[CustomField] | str = []


class Listed(msgspec.Struct):
    """One item of GET /tickets"""

    id: int
    LastUpdated: Day


class Article(msgspec.Struct):
    """One item of GET /articles"""

    id: str
    LastUpdated: Day
    Name: str = ""
    Summary: str = ""
    Disabled: str = "0"
    CustomFields: list[CustomField] | str = []


class Transaction(msgspec.Struct):
    """One item of GET /ticket/N/history or /transactions"""

    id: int
    Type: str
    Created: Day
    Creator: Link = msgspec.field(default_factory=Link)
    ObjectId: int = 0
    CustomFields: list[CustomField] | str = []
    links: list[Link] = msgspec.field(name="_hyperlinks", default_factory=list)

    @property
    def mark(self) -> str:
        for field in self.CustomFields if isinstance(self.CustomFields, list) else ():
            if field.name == MARK_FIELD and field.values:
                return field.values[0]
        return ""

    def attachment_ids(self) -> list[int]:
        ends = [link.url.rpartition("/")[2] for link in self.links if link.ref == "attachment"]
        return [int(end) for end in ends if end.isdigit()]


class Part(msgspec.Struct):
    """One item of GET /ticket/N/attachments, or GET /attachment/N with its bytes in base64."""

    id: int
    ContentType: str | None = ""
    Filename: str | None = ""
    ContentLength: int | str | None = 0
    TransactionId: Link | int | str = 0
    Content: str | None = ""

    @property
    def size(self) -> int:
        return int(self.ContentLength or 0)


class User(msgspec.Struct):
    """GET /user/NAME; people who are not administrators see only this much."""

    Name: str
    RealName: str | None = ""
    EmailAddress: str | None = ""
    Privileged: int | str | None = 0


class Queue(msgspec.Struct):
    Name: str | None = ""


class Page(msgspec.Struct, Generic[T]):
    """A page of a list; its numbers may be null or 0.0 and say nothing about the end."""

    items: list[T | None]  # null stands for a record that may not be seen
    pages: float | None = None
    next_page: str | None = None

    def items_there(self) -> list[T]:
        return [item for item in self.items if item is not None]


def as_utc(day: datetime) -> datetime:
    return day.astimezone(UTC)


def status_of(raw: str) -> Status:
    """Statuses of a queue's own life cycle count as open, so that nobody overlooks them."""
    return STATUSES.get(raw, Status.OPEN)

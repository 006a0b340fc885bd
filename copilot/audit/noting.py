"""How the road tells the audit chain what was done."""

from __future__ import annotations

from collections.abc import Callable

from copilot.audit.chain import Payload
from copilot.records import TicketKey

Note = Callable[[str, str, Payload], None]  # event, subject, payload: a row of the audit chain


def subject(key: TicketKey) -> str:
    """A ticket as the rows name it: "rt/17"."""
    return f"{key.connector}/{key.id}"

"""The written forms of one person, found in texts in any case of letters, and taken out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from copilot.records import Ticket

GONE = "[deleted]"
SHORTEST = 5  # characters


class Mentions:
    """Whole words only; a name of a single word is nobody's alone and is passed over."""

    def __init__(self, strings: Iterable[str]) -> None:
        forms = sorted({_form(one) for one in strings if _tells(one)}, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.I) if forms else None

    def within(self, text: str) -> bool:
        return self._pattern is not None and self._pattern.search(text) is not None

    def taken_out(self, text: str) -> str:
        return self._pattern.sub(GONE, text) if self._pattern is not None else text

    def of(self, ticket: Ticket) -> bool:
        """Whether one stands in what people wrote in a ticket."""
        return any(map(self.within, written(ticket)))


def written(ticket: Ticket) -> tuple[str, ...]:
    """Every text of a ticket that people wrote, or that names them."""
    return (
        ticket.subject,
        *(value for _, value in ticket.fields),
        *ticket.tags,
        *(part for one in ticket.messages for part in (one.text, one.author_name)),
        *(one.author_email for one in ticket.messages),
        *(file.name for one in ticket.messages for file in one.attachments),
    )


def _tells(text: str) -> bool:
    text = text.strip()
    return len(text) >= SHORTEST and not text.isalpha()


def _form(text: str) -> str:
    """A pattern for the text, however it is broken into lines."""
    return r"\s+".join(map(re.escape, text.split()))

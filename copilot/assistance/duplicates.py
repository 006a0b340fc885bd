"""Open tickets that seem to be about the same: one requester and like words, or one order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from copilot.assistance.likeness import STEM, Likeness, terms
from copilot.records import Duplicate, Role, Status, Ticket, TicketKey

SAME_PERSON = 0.12  # likeness from which two tickets of one requester are about the same
MOST = 3
_NUMBERED = re.compile(r"order|invoice|bestell|auftrag|rechnung|pedido|factura|commande", re.I)
_ORDER = re.compile(r"\b[A-Z]{1,4}-\d{4,}\b")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Filed:
    """What of a ticket is compared with others."""

    key: TicketKey
    subject: str
    status: Status
    queue: str
    tags: tuple[str, ...]
    email: str
    orders: frozenset[str]
    terms: Counter[str]
    words: tuple[str, ...] = ()  # of the subject and the customer, for telling stems as words

    @classmethod
    def of(cls, ticket: Ticket) -> Filed:
        """Read once for each version of a ticket."""
        said = "\n".join(m.text for m in ticket.messages if m.author is Role.CUSTOMER)
        fields = [value for name, value in ticket.fields if _NUMBERED.search(name) and value]
        return cls(
            ticket.key,
            ticket.subject,
            ticket.status,
            ticket.queue,
            ticket.tags,
            ticket.requester.email.casefold(),
            frozenset([*fields, *_ORDER.findall(f"{ticket.subject}\n{said}")]),
            terms(ticket.subject, said),
            tuple(dict.fromkeys(_WORD.findall(f"{ticket.subject}\n{said}".casefold()))),
        )

    def whole(self, stems: Iterable[str]) -> list[str]:
        """The words as the ticket has them."""
        first: dict[str, str] = {}
        for word in self.words:
            first.setdefault(word[:STEM], word)
        return [first.get(stem, stem.upper()) for stem in stems]


def duplicates_of(
    mine: Filed, filed: Mapping[TicketKey, Filed], likeness: Likeness[TicketKey]
) -> tuple[Duplicate, ...]:
    """The most alike first; solved ones are none."""
    scores = dict(likeness.nearest(mine.terms, without=[mine.key]))
    others = [
        one
        for one in filed.values()
        if one.key != mine.key and one.status in (Status.OPEN, Status.PENDING)
    ]
    others.sort(key=lambda one: -scores.get(one.key, 0.0))
    return tuple(
        Duplicate(one.key, one.subject, "; ".join(why))
        for one in others
        if (why := list(_reasons(mine, one, scores.get(one.key, 0.0))))
    )[:MOST]


def _reasons(mine: Filed, other: Filed, score: float) -> Iterator[str]:
    if both := mine.orders & other.orders:
        yield f"same order {', '.join(sorted(both))}"
    if mine.email and mine.email == other.email and score >= SAME_PERSON:
        yield "same requester, similar words"

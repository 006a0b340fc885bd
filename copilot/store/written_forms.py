"""The forms in which one person is written: as the record has them, and as their tickets do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copilot.records import PersonKept, RestoreMap, Role, Ticket
from copilot.store.mentions import Mentions, written

# Types of placeholders that stand for something of one person; ORDER and the like are as good as a
# name to whoever has the shop's books.
TELLING = frozenset(
    {
        *("CUSTOMER", "EMAIL", "PHONE", "ADDRESS", "CARD", "IBAN", "ORDER", "ACCOUNT", "DOCUMENT"),
        *("IP", "MAC", "LOCATION", "PLATE", "SECRET"),
    }
)
MOST_SHARED = 3  # tickets of others; what stands in more of them is the shop's, or nobody's


def written_forms(
    person: PersonKept,
    own: Sequence[Ticket],
    maps: Iterable[RestoreMap],
    strangers: Sequence[Ticket],
) -> tuple[str, ...]:
    """Names and addresses, and what redaction found in the customer's words of their tickets."""
    sure = dict.fromkeys((person.name, *person.emails))
    for ticket in own:
        sure.update(dict.fromkeys((ticket.requester.name, ticket.requester.email)))
    said = "\n".join(text for ticket in own for text in _words_of_customer(ticket)).casefold()
    found = {
        original
        for one in maps
        for placeholder, original in one.originals
        if placeholder[2:].split("_")[0] in TELLING and original.casefold() in said
    }
    shared = [text for text in sorted(found - set(sure)) if _is_shared(text, strangers)]
    return (*(text for text in sure if text), *sorted(found - set(shared) - set(sure)))


def _words_of_customer(ticket: Ticket) -> Iterable[str]:
    yield ticket.subject
    yield from (value for _, value in ticket.fields)
    yield from (one.text for one in ticket.messages if one.author is Role.CUSTOMER)


def _is_shared(text: str, strangers: Sequence[Ticket]) -> bool:
    mentions = Mentions([text])
    held = (one for one in strangers if any(map(mentions.within, written(one))))
    return sum(1 for _ in zip(held, range(MOST_SHARED + 1), strict=False)) > MOST_SHARED

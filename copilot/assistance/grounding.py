"""Whether a line that the model wrote about a ticket holds only what its messages hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.assistance.topics import topics_in
from copilot.assistance.values import invents
from copilot.records import RedactedMessage, RedactedTicket, Role, SummaryLine, Visibility

MOST_WORDS = 0.5
_WORD = re.compile(r"\[\[\w+\]\]|\w{4,}")
_NAME = re.compile(r"(?<=[\w,;:'’\"] )[A-ZÄÖÜÉ][\w'’-]+|\b[A-Z]+\d[\w-]*|\b[A-Z]{2,}\b")
_CUSTOMER = re.compile(r"\b(?:customer|\[\[CUSTOMER_\d+\]\])", re.IGNORECASE)
_AGENT = re.compile(
    r"\b(?:agents?|assistants?|support|team|help ?desk)\b|\[\[AGENT_\d+\]\]", re.IGNORECASE
)
# Beginnings of the words that notes about tickets use of themselves.
_NOTES = (
    "customer agent asked said told wrote wants answered about that they their have with been "
    "this contact answer reply provide inform"
)
_OF_NOTES = frozenset(word[:5] for word in _NOTES.split())
_NO_NAMES = frozenset(["customer", "agent", "the", "they", "their", "asked", "support", "english"])


def linked(text: str, ticket: RedactedTicket) -> SummaryLine:
    """The line with the messages whose words it shares, at most the two closest, oldest first.

    A line that shares none, as an English one about a German ticket, belongs to the newest message
    of whom it speaks.
    """
    line = " ".join(text.split())
    among = spoken_of(line, ticket)
    words = {word.lower() for word in _WORD.findall(line)}
    shared = {m.id: len(words & {one.lower() for one in _WORD.findall(m.text)}) for m in among}
    best = max(shared.values(), default=0)
    if not best:
        return SummaryLine(line, tuple(m.id for m in among[-1:]))
    close = [id for id, count in shared.items() if count and count >= best * 0.7]
    return SummaryLine(line, tuple(close[:2]))


def spoken_of(line: str, ticket: RedactedTicket) -> Sequence[RedactedMessage]:
    """The messages a line can rest on: of the one it speaks of first, the customer or the agents.

    "The customer asked the agent to call" is true only where the customer's own words say so.
    """
    read = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC or _is_agents(m)]
    agent, customer = _AGENT.search(line), _CUSTOMER.search(line)
    if agent and (not customer or agent.start() < customer.start()):
        return [m for m in read if _is_agents(m)]
    return [m for m in read if not _is_agents(m)] if customer else read


def stands(line: SummaryLine, ticket: RedactedTicket) -> bool:
    """Whether values, names, topics and most words of a line are in the messages it rests on.

    The notes are English: on a ticket in another language, words cannot be compared.
    """
    told = "\n".join(m.text for m in ticket.messages if m.id in line.messages)
    grounds = f"{ticket.subject}\n{told}"
    if not told or invents(line.text, grounds) or _names_a_stranger(line.text, grounds):
        return False
    if topics_in(line.text).keys() - topics_in(grounds).keys():
        return False
    if ticket.language not in ("", "en"):
        return True
    return share(line.text, grounds) >= MOST_WORDS


def share(line: str, told: str) -> float:
    """Which share of the line's longer words stands in `told`, by their beginnings."""
    words = {word.lower()[:5] for word in _WORD.findall(line)} - _OF_NOTES
    held = {word.lower()[:5] for word in _WORD.findall(told)}
    return len(words & held) / max(1, len(words))


def _names_a_stranger(line: str, grounds: str) -> bool:
    """Whether it holds a name, a product or a code that the grounds do not hold."""
    held = grounds.casefold()
    names = {name.casefold().rstrip("'’s") for name in _NAME.findall(line)} - _NO_NAMES
    return any(name not in held for name in names)


def _is_agents(message: RedactedMessage) -> bool:
    return message.author is Role.AGENT

"""What the customer asks: cleaned from the model's answer, or read by code where that fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.assistance.injection import REMOVED, planted
from copilot.assistance.sentences import sentences
from copilot.records import RedactedMessage, RedactedText, RedactedTicket, Role, Visibility

MOST = 4
_REQUEST = re.compile(
    r"\b(?:please|could you|can you|would you|i(?:'d| would) like|i want|i need|"
    r"bitte|können sie|könnten sie|ich möchte|ich will|ich hätte gern|"
    r"por favor|quiero|quisiera|necesito|me gustaría|podr[íi]an?|pueden?|"
    r"s['’]il vous pla[iî]t|pouvez-vous|pourriez-vous|je voudrais|je veux|j['’]aimerais)\b",
    re.IGNORECASE,
)
_POLITE = re.compile(r"^\W*(?:thanks?|thank you|please help|danke|gracias|merci)\b.{0,30}$", re.I)
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing the customer wants to know or have done."""

    text: RedactedText
    message_id: str  # of the message whose words come closest
    quote: str  # the customer's own sentence


def clean_asks(written: Sequence[str], ticket: RedactedTicket) -> tuple[Ask, ...]:
    """The asks a model wrote, without repeats and planted ones, each with the customer's words.

    `ticket` has no planted sentences any more; an ask that repeats one, or that is about what was
    left out, is dropped. Falls back to asks_by_rules() when nothing is left.
    """
    kept: list[str] = []
    for text in (" ".join(ask.split()) for ask in written):
        if len(text) < 8 or planted(text) or _is_about_removed(text):
            continue
        if all(_overlap(text, other) < 0.75 for other in kept):
            kept.append(text)
    asks = tuple(_quoted(RedactedText(text), ticket) for text in kept[:MOST])
    return asks or asks_by_rules(ticket)


def asks_by_rules(ticket: RedactedTicket) -> tuple[Ask, ...]:
    """Questions and requests of the customer's messages since the last public reply, else the last."""
    found = [
        Ask(RedactedText(sentence[:200]), message.id, sentence)
        for message in _unanswered(ticket)
        for sentence in sentences(message.text)
        if ("?" in sentence or _REQUEST.search(sentence))
        and not _POLITE.match(sentence)
        and not planted(sentence)
        and REMOVED not in sentence
    ]
    return tuple(found[-MOST:]) or _whole_message(ticket)


def _whole_message(ticket: RedactedTicket) -> tuple[Ask, ...]:
    for message in reversed(_unanswered(ticket)):
        said = [s for s in sentences(message.text) if REMOVED not in s and len(s.split()) > 3]
        if said:
            longest = max(said, key=len)
            return (Ask(RedactedText(longest[:200]), message.id, longest),)
    return ()


def _unanswered(ticket: RedactedTicket) -> list[RedactedMessage]:
    public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC]
    since: list[RedactedMessage] = []
    for message in reversed(public):
        if message.author is Role.AGENT and since:
            break
        if message.author is Role.CUSTOMER:
            since.insert(0, message)
    return since


def _quoted(text: RedactedText, ticket: RedactedTicket) -> Ask:
    said = [
        (message.id, sentence)
        for message in ticket.messages
        if message.author is Role.CUSTOMER
        for sentence in sentences(message.text)
    ]
    if not said:
        return Ask(text, "", "")
    message_id, quote = max(reversed(said), key=lambda one: _overlap(text, one[1]))
    return Ask(text, message_id, quote)


def _is_about_removed(text: str) -> bool:
    return bool(re.search(r"\b(?:instructions? to the assistant|ignore .*rules)\b", text, re.I))


def _overlap(left: str, right: str) -> float:
    one = {word.lower() for word in _WORD.findall(left)}
    two = {word.lower() for word in _WORD.findall(right)}
    return len(one & two) / max(1, min(len(one), len(two)))

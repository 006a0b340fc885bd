"""What the customer asks, in the customer's own words where they are plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from copilot.assistance.injection import REMOVED, planted
from copilot.assistance.sentences import sentences
from copilot.records import (
    Answer,
    Prompt,
    RedactedMessage,
    RedactedText,
    RedactedTicket,
    Role,
    Visibility,
)

MOST = 4
Generate = Callable[[Prompt], Answer]
MakeAskPrompt = Callable[[RedactedText], Prompt]
_REQUEST = re.compile(
    r"\b(?:please|could you|can you|would you|i(?:'d| would) like|i want|i need|"
    r"bitte|können sie|könnten sie|ich möchte|ich will|ich hätte gern|"
    r"por favor|quiero|quisiera|necesito|me gustaría|podr[íi]an?|pueden?|"
    r"s['’]il vous pla[iî]t|pouvez-vous|pourriez-vous|je voudrais|je veux|j['’]aimerais)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"^\W*(?:thanks?|thank you|please help|danke|gracias|merci)\b.{0,30}$|"
    r"\b(?:how are you|any (?:news|update)s?|can you help(?: me)?|please (?:help|advise|reply)|"
    r"können sie mir helfen|bitte helfen|pueden? ayudarme|pouvez-vous m['’]aider)\b[^,;]{0,20}$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing the customer wants to know or have done."""

    text: RedactedText
    message_id: str  # of the message whose words come closest
    quote: str  # the customer's own sentence
    searched: RedactedText  # what to look for, in English where it could be translated


def asks_of(ticket: RedactedTicket, wants: str) -> tuple[Ask, ...]:
    """The customer's own questions and requests; where there are none, the `wants` of the summary.

    `ticket` has no planted sentences any more.
    """
    asked = asks_by_rules(ticket)
    if asked:
        return asked
    wish = RedactedText(" ".join(wants.split()))
    if len(wish) < 8 or planted(wish) or _is_about_removed(wish):
        return _whole_message(ticket)
    return (_quoted(wish, ticket),)


def asks_by_rules(ticket: RedactedTicket) -> tuple[Ask, ...]:
    """Questions and requests the customer wrote since the last public reply, MOST at most."""
    found: list[Ask] = []
    for message in _unanswered(ticket):
        before = ""
        for sentence in sentences(message.text):
            if not _is_own(sentence) or planted(sentence):
                before = ""
            elif _asks_something(sentence):
                text = RedactedText(sentence[:200])
                searched = RedactedText(f"{ticket.subject}. {before} {text}")
                found.append(Ask(text, message.id, sentence, searched))
            else:
                before = sentence[:200] if len(sentence.split()) > 1 else before
    return tuple(_without_repeats(found)[-MOST:])


def _is_own(sentence: str) -> bool:
    """The customer's own words: neither left out nor quoted from another mail."""
    return REMOVED not in sentence and not sentence.startswith(">")


def _asks_something(sentence: str) -> bool:
    asks = "?" in sentence or _REQUEST.search(sentence)
    return bool(asks) and len(_WORD.findall(sentence)) > 1 and not _SMALL_TALK.search(sentence)


def _without_repeats(asks: list[Ask]) -> list[Ask]:
    kept: list[Ask] = []
    for ask in asks:
        if all(_overlap(ask.text, other.text) < 0.75 for other in kept):
            kept.append(ask)
    return kept


def in_english(
    asks: Sequence[Ask], language: str, *, generate: Generate, make_prompt: MakeAskPrompt
) -> tuple[Ask, ...]:
    """The asks with `searched` in English, for articles and an embedder that know little else.

    One short run of the model for each ask of a ticket that is not in English; a translation that
    came out cut, empty or planted leaves the ask as it was.
    """
    if language in ("", "en"):
        return tuple(asks)
    return tuple(_translated(ask, generate(make_prompt(ask.searched))) for ask in asks)


def _translated(ask: Ask, answer: Answer) -> Ask:
    text = " ".join(answer.text.split())
    if answer.finish == "length" or not text or planted(text):
        return ask
    return replace(ask, searched=RedactedText(text))


def _whole_message(ticket: RedactedTicket) -> tuple[Ask, ...]:
    for message in reversed(_unanswered(ticket)):
        said = [s for s in sentences(message.text) if _is_own(s) and len(s.split()) > 3]
        if said:
            longest = max(said, key=len)
            text = RedactedText(longest[:200])
            return (Ask(text, message.id, longest, text),)
    return ()


def _unanswered(ticket: RedactedTicket) -> list[RedactedMessage]:
    public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC]
    since: list[RedactedMessage] = []
    for message in reversed(public):
        if message.author is Role.AGENT and since and "?" not in message.text:
            break  # an agent who only asked back has not answered
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
        return Ask(text, "", "", text)
    message_id, quote = max(reversed(said), key=lambda one: _overlap(text, one[1]))
    return Ask(text, message_id, quote, text)


def _is_about_removed(text: str) -> bool:
    return bool(re.search(r"\b(?:instructions? to the assistant|ignore .*rules)\b", text, re.I))


def _overlap(left: str, right: str) -> float:
    one = {word.lower() for word in _WORD.findall(left)}
    two = {word.lower() for word in _WORD.findall(right)}
    return len(one & two) / max(1, min(len(one), len(two)))

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
_BEFORE = 2  # sentences; more or fewer of them found less on the demo desk
_COVERED = 0.5  # of the words of the shorter one
_COVERED_BY_CONTEXT = 0.75
_FEWEST_WISHED = 4  # words; "AquaPure filter" alone is no wish
_SAID = 0.5  # of the words of a wish must be the customer's
_SAID_OF_WISHES = frozenset(
    ["the", "customer", "wants", "want", "needs", "need", "asks", "asking", "for", "and", "know"]
)
Generate = Callable[[Prompt], Answer]
MakeAskPrompt = Callable[[RedactedText], Prompt]
_REQUEST = re.compile(
    r"\b(?:please|could you|can you|would you|i(?:'d| would) like|i want|i need|i expect|i request|"
    r"either\b.+\bor|refund me|send me|give me|pay me|"
    r"bitte|können sie|könnten sie|ich möchte|ich will|ich hätte gern|ich erwarte|entweder|"
    r"(?:schicken|senden|erstatten|geben|überweisen|stornieren) sie|"
    r"por favor|quiero|quisiera|necesito|me gustaría|podr[íi]an?|pueden?|exijo|devuélvan?me|"
    r"env[íi]en?me|s['’]il vous pla[iî]t|pouvez-vous|pourriez-vous|je voudrais|je veux|"
    r"j['’]aimerais|j['’]exige|remboursez|renvoyez|envoyez)\b",
    re.IGNORECASE,
)
# A sentence that begins with what the shop shall do.
_ORDER = re.compile(
    r"^\W*(?:(?:so|and|just|then|now)\s+)?(?:ship|send|refund|replace|repair|fix|cancel|change|"
    r"confirm|tell|give|pay|deliver|exchange|return|stop|delete|explain|check)\s+"
    r"(?:it|me|us|my|our|the|this|that|in|him|her|them|a|an|another)\b",
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
    own: RedactedText  # what to look for: `text` with the subject and what was said before it
    searched: RedactedText  # the same, in English where it could be translated
    english: RedactedText  # `text` in English


def asks_of(ticket: RedactedTicket, wants: str) -> tuple[Ask, ...]:
    """The customer's own questions and requests, and the `wants` of the summary if none covers it.

    `ticket` has no planted sentences any more. `wants` is English: where the customer wrote in
    another language it cannot be compared, and counts only when nothing else was found.
    """
    asked = asks_by_rules(ticket)
    wish = RedactedText(" ".join(wants.split()))
    if len(wish) < 8 or planted(wish) or _is_about_removed(wish):
        return asked or _whole_message(ticket)
    if not asked:
        return (_quoted(wish, ticket),)
    foreign = ticket.language not in ("", "en")
    if foreign or not _was_said(wish, ticket) or any(_covers(ask, wish) for ask in asked):
        return asked
    return (_quoted(wish, ticket), *asked)[:MOST]


def _was_said(wish: str, ticket: RedactedTicket) -> bool:
    """Whether most of its words are the customer's: the model makes up wishes, too."""
    said = " ".join(m.text for m in ticket.messages if m.author is Role.CUSTOMER)
    words = {word.lower() for word in _WORD.findall(wish)} - _SAID_OF_WISHES
    told = {word.lower() for word in _WORD.findall(f"{ticket.subject} {said}")}
    return len(words) >= _FEWEST_WISHED and len(words & told) >= _SAID * len(words)


def _covers(ask: Ask, wish: str) -> bool:
    return _overlap(wish, ask.text) >= _COVERED or _overlap(wish, ask.own) >= _COVERED_BY_CONTEXT


def asks_by_rules(ticket: RedactedTicket) -> tuple[Ask, ...]:
    """Questions and requests the customer wrote since the last public reply, MOST at most."""
    found: list[Ask] = []
    for message in _unanswered(ticket):
        before: list[str] = []
        for sentence in sentences(message.text):
            if not _is_own(sentence) or planted(sentence):
                before = []
                continue
            if _asks_something(sentence, before):
                text = RedactedText(sentence[:200])
                own = RedactedText(" ".join([f"{ticket.subject}.", *before[-_BEFORE:], text]))
                found.append(Ask(text, message.id, sentence, own, own, text))
            if len(sentence.split()) > 1:
                before.append(sentence[:200])
    return tuple(_without_repeats(found)[-MOST:])


def _is_own(sentence: str) -> bool:
    """The customer's own words: neither left out nor quoted from another mail."""
    return REMOVED not in sentence and not sentence.startswith(">")


def _asks_something(sentence: str, before: Sequence[str]) -> bool:
    if _SMALL_TALK.search(sentence):
        return False
    if sentence.rstrip().endswith("?") and before:  # "Fix?" asks about what was said before
        return True
    if _ORDER.search(sentence):
        return True
    asks = "?" in sentence or _REQUEST.search(sentence)
    return bool(asks) and len(_WORD.findall(sentence)) > 1


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
    return replace(ask, searched=RedactedText(text), english=RedactedText(sentences(text)[-1]))


def _whole_message(ticket: RedactedTicket) -> tuple[Ask, ...]:
    for message in reversed(_unanswered(ticket)):
        said = [s for s in sentences(message.text) if _is_own(s) and len(s.split()) > 3]
        if said:
            longest = max(said, key=len)
            text = RedactedText(longest[:200])
            return (Ask(text, message.id, longest, text, text, text),)
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
        return Ask(text, "", "", text, text, text)
    message_id, quote = max(reversed(said), key=lambda one: _overlap(text, one[1]))
    return Ask(text, message_id, quote, text, text, text)


def _is_about_removed(text: str) -> bool:
    return bool(re.search(r"\b(?:instructions? to the assistant|ignore .*rules)\b", text, re.I))


def _overlap(left: str, right: str) -> float:
    one = {word.lower() for word in _WORD.findall(left)}
    two = {word.lower() for word in _WORD.findall(right)}
    return len(one & two) / max(1, min(len(one), len(two)))

"""What the customer asks, in the customer's own words where they are plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from copilot.assistance.asking import asks_itself, asks_something, is_small_talk
from copilot.assistance.clauses import as_clause
from copilot.assistance.injection import REMOVED, planted
from copilot.assistance.leaning import is_item, leans, support
from copilot.assistance.numbered import numbered, read_numbered
from copilot.assistance.parts import (
    parts_of,
    speaks_for_itself,
    telling_words,
    without_lead,
    without_lead_in,
)
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

HELP = "Help: "  # before a wish that only names the trouble
ANSWERED = 8  # of the asks of a ticket, the newest, in one draft
_BEFORE = 2  # sentences; more or fewer of them found less on the demo desk
_NOTHING = RedactedText("")
_LONGEST_SENTENCE = 1_200  # characters; what comes after them is not read
_LONGEST_THREAD = 600  # characters: what one vector can hold
_REPEATED = 0.75  # of the telling words of an ask stand in one before
_STEM = 5  # letters
_COURTEOUS = (
    "please tell know want need like again bitte sagen wissen möchte favor quiero saber plaît "
    "dites voudrais savoir"
)
_COURTESY = frozenset(_COURTEOUS.split())
_COVERED = 0.5  # of the words of the shorter one
_COVERED_BY_CONTEXT = 0.75
_FEWEST_WISHED = 4  # words; "AquaPure filter" alone is no wish
_SAID = 0.5  # of the words of a wish must be the customer's
_SAID_OF_WISHES = frozenset(
    ["the", "customer", "wants", "want", "needs", "need", "asks", "asking", "for", "and", "know"]
)
Generate = Callable[[Prompt], Answer]
MakeAskPrompt = Callable[[RedactedText], Prompt]
_POINTS_BELOW = re.compile(
    r"^\W*(?:fwd?|wg|tr|rv)\s?:|\b(?:forward(?:ed|ing)?|below|at the bottom|"
    r"weitergeleitet\w*|weiterleit\w*|unten|reenv[íi]\w*|abajo|ci-dessous|transf[ée]r\w*)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^(?:>\s?)+", re.MULTILINE)
_PRODUCT = re.compile(r"\b[A-Z][a-z]+[A-Za-z]* \d{1,4}\b(?![.,]?\d)(?!\s?(?:[€%]|[a-zäöü]))")
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing the customer wants to know or have done."""

    text: RedactedText
    message_id: str  # of the message whose words come closest
    quote: str  # the customer's own sentence
    own: RedactedText  # what to look for: `text` with the subject and what was said before it
    alone: RedactedText  # `text`, with what it leans on: "Is that right?" says nothing
    searched: RedactedText  # `own`, in English where it could be translated
    english: RedactedText  # `alone` in English
    thread: RedactedText = _NOTHING  # what the ticket is about, in the customer's words

    @property
    def told(self) -> RedactedText:
        """`text` for people: a whole clause, or the sentence of which it is one choice."""
        return RedactedText(as_clause(self.text, self.quote))


def asks_of(ticket: RedactedTicket, wants: str) -> tuple[Ask, ...]:
    """The customer's own questions and requests, and the `wants` of the summary if none covers it.

    `ticket` has no planted sentences any more. `wants` is English: where the customer wrote in
    another language it cannot be compared, and counts only when nothing else was found.
    """
    asked = asks_by_rules(ticket)
    wish = RedactedText(" ".join(wants.split()).removeprefix(HELP))
    if len(wish) < 8 or planted(wish) or _is_about_removed(wish):
        return asked or _whole_message(ticket)
    if not asked and not _was_said(wish, ticket):
        return _whole_message(ticket)
    if not asked:
        return (_quoted(wish, ticket),)
    foreign = ticket.language not in ("", "en")
    if foreign or not _was_said(wish, ticket) or any(_covers(ask, wish) for ask in asked):
        return asked
    return (_quoted(wish, ticket), *asked)


def _was_said(wish: str, ticket: RedactedTicket) -> bool:
    """Whether most of its words are the customer's: the model makes up wishes, too."""
    said = " ".join(m.text for m in ticket.messages if m.author is Role.CUSTOMER)
    words = {word.lower() for word in _WORD.findall(wish)} - _SAID_OF_WISHES
    told = {word.lower() for word in _WORD.findall(f"{ticket.subject} {said}")}
    return len(words) >= _FEWEST_WISHED and len(words & told) >= _SAID * len(words)


def _covers(ask: Ask, wish: str) -> bool:
    return _overlap(wish, ask.text) >= _COVERED or _overlap(wish, ask.own) >= _COVERED_BY_CONTEXT


def asks_by_rules(ticket: RedactedTicket) -> tuple[Ask, ...]:
    """Questions and requests the customer wrote since the last public reply.

    Where they ask nothing and point to a mail below, what that mail asks.
    """
    unanswered, thread = _unanswered(ticket), thread_of(ticket)
    found = [ask for message in unanswered for ask in _asked(message, ticket, thread)]
    if not found and _points_below(ticket, unanswered):
        below = [replace(m, text=_without_marks(m.text)) for m in unanswered]
        found = [ask for message in below for ask in _asked(message, ticket, thread)]
    if not found and asks_something(ticket.subject, ()):
        found = _subject_asked(ticket, thread)
    return tuple(_without_repeats(found))


def _asked(message: RedactedMessage, ticket: RedactedTicket, thread: RedactedText) -> list[Ask]:
    found: list[Ask] = []
    before: list[str] = []
    said = sentences(message.text)
    for sentence, after in zip_longest(said, said[1:], fillvalue=""):
        if not _is_own(sentence) or planted(sentence):
            before = []
            continue
        bare = without_lead_in(sentence)
        if asks_something(bare, before):
            product = _product(ticket, (*before, sentence))
            around = Around(ticket.subject, product, tuple(before), _usable(after), thread)
            found += _parts(sentence, message.id, around)
        if len(sentence.split()) > 1:
            before.append(sentence[:200])
    return found


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a sentence that asks."""

    subject: str
    product: str
    before: tuple[str, ...]  # sentences of the same message
    after: str  # the sentence that follows
    thread: RedactedText

    def context(self, sentence: str) -> RedactedText:
        """A sentence with what it is about; an item of a list is about none of the others."""
        before = () if is_item(sentence) else self.before[-_BEFORE:]
        if not before and leans(sentence):
            before = (self.after,)
        told = " ".join(filter(None, (f"{self.subject}.", *before, sentence[:300])))
        missing = self.product and self.product not in told
        return RedactedText(f"{self.product}. {told}" if missing else told)


def _parts(sentence: str, message_id: str, around: Around) -> list[Ask]:
    """Each thing a sentence asks for, with what was said before it and what it is about."""
    first, *rest = parts_of(without_lead_in(sentence)[:_LONGEST_SENTENCE])
    own = around.context(sentence)
    found = []
    if not rest or asks_itself(first):
        text = RedactedText(without_lead(first)[:200])
        leant = f"{support(around.before, around.after)} {text}".strip() if leans(text) else text
        told = RedactedText(leant)
        found.append(Ask(text, message_id, sentence, own, told, own, told, around.thread))
    for part in rest:
        text = RedactedText(without_lead(part)[:200])
        told = text if found and speaks_for_itself(part) else RedactedText(f"{first}, {text}")
        found.append(Ask(text, message_id, sentence, own, told, own, told, around.thread))
    return found


def _usable(sentence: str) -> str:
    """The sentence, where it is the customer's own and no instruction."""
    return sentence[:200] if _is_own(sentence) and not planted(sentence) else ""


def _points_below(ticket: RedactedTicket, messages: Sequence[RedactedMessage]) -> bool:
    """Whether the customer only passes on what somebody else wrote."""
    own = (_own_words(message.text) for message in messages)
    return any(_POINTS_BELOW.search(text) for text in (ticket.subject, *own))


def _without_marks(text: RedactedText) -> RedactedText:
    """With the quoted lines as if they were the customer's own."""
    return RedactedText(_QUOTED.sub("", text))


def _product(ticket: RedactedTicket, said: Sequence[str]) -> str:
    """The numbered product the customer spoke of last; "" where none was named."""
    for text in (*reversed(said), *reversed(_customers_words(ticket)), ticket.subject):
        if found := _PRODUCT.findall(text):
            return str(found[-1])
    return ""


def _customers_words(ticket: RedactedTicket) -> list[RedactedText]:
    return [
        m.text
        for m in ticket.messages
        if m.author is Role.CUSTOMER and m.visibility is Visibility.PUBLIC
    ]


def thread_of(ticket: RedactedTicket) -> RedactedText:
    """Subject, the customer's first words and the newest: what it is all about."""
    said = [_own_words(text) for text in _customers_words(ticket)]
    first, last = (said[0], said[-1]) if said else ("", "")
    half = _LONGEST_THREAD // 2
    told = first[:_LONGEST_THREAD] if len(said) < 2 else f"{first[:half]} {last[:half]}"
    return RedactedText(f"{ticket.subject}. {told}".strip())


def own_words(ticket: RedactedTicket) -> str:
    """What the customer wrote since the last answer, without what is quoted or left out."""
    return " ".join(_own_words(message.text) for message in _unanswered(ticket))


def _own_words(text: str) -> str:
    return " ".join(one for one in sentences(text) if _is_own(one) and len(one.split()) > 2)


def _subject_asked(ticket: RedactedTicket, thread: RedactedText) -> list[Ask]:
    """A subject such as "WHERE IS MY ORDER" above a message that asks nothing."""
    last = next(iter(reversed(_unanswered(ticket))), None)
    subject = ticket.subject
    if last is None:
        return []
    return [Ask(subject, last.id, subject, thread, subject, thread, subject, thread)]


def _is_own(sentence: str) -> bool:
    """The customer's own words: neither left out nor quoted from another mail."""
    return REMOVED not in sentence and not sentence.startswith(">")


def _without_repeats(asks: list[Ask]) -> list[Ask]:
    """Without those that say hardly anything that one before them does not say."""
    kept: list[Ask] = []
    said: list[frozenset[str]] = []
    for ask in asks:
        telling = telling_words(ask.text) - _COURTESY or ask.text.lower().split()
        words = frozenset(word[:_STEM] for word in telling)
        if all(len(words & other) < _REPEATED * len(words) for other in said):
            kept.append(ask)
            said.append(words)
    return kept


def in_english(
    asks: Sequence[Ask], language: str, *, generate: Generate, make_prompt: MakeAskPrompt
) -> tuple[Ask, ...]:
    """The asks with `searched` in English, for articles and an embedder that know little else.

    One run of the model for a ticket that is not in English; a line of its answer that is missing,
    cut or planted leaves that sentence as it was.
    """
    if language in ("", "en") or not asks:
        return tuple(asks)
    told = [piece for ask in asks for piece in (*sentences(ask.own), ask.alone)]
    pieces = list(dict.fromkeys(told))
    said = read_numbered(generate(make_prompt(RedactedText(numbered(pieces)))))
    english = {
        piece: _with_product(said.get(number, piece), piece)
        for number, piece in enumerate(pieces, start=1)
    }
    return tuple(_translated(ask, english) for ask in asks)


def _translated(ask: Ask, english: dict[str, str]) -> Ask:
    context = " ".join(english[piece] for piece in sentences(ask.own))
    return replace(
        ask,
        searched=RedactedText(context),
        english=RedactedText(english[ask.alone]),
        thread=RedactedText(context),
    )


def _with_product(english: str, piece: str) -> str:
    """Names of products are translated now and then ("Fjell": "mountain"): they come back."""
    lost = [name for name in _PRODUCT.findall(piece) if name not in english]
    return f"{english} ({', '.join(lost)})" if lost else english


def _whole_message(ticket: RedactedTicket) -> tuple[Ask, ...]:
    for message in reversed(_unanswered(ticket)):
        said = [s for s in sentences(message.text) if _tells_something(s)]
        if said:
            longest = max(said, key=len)
            text, thread = RedactedText(longest[:200]), thread_of(ticket)
            return (Ask(text, message.id, longest, thread, thread, thread, thread, thread),)
    return ()


def _tells_something(sentence: str) -> bool:
    own = _is_own(sentence) and not planted(sentence) and not is_small_talk(sentence)
    return own and len(sentence.split()) > 3


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
    thread = thread_of(ticket)
    if not said:
        return Ask(text, "", "", text, text, text, text, thread)
    message_id, quote = max(reversed(said), key=lambda one: _overlap(text, one[1]))
    return Ask(text, message_id, quote, thread, text, thread, text, thread)


def _is_about_removed(text: str) -> bool:
    return bool(re.search(r"\b(?:instructions? to the assistant|ignore .*rules)\b", text, re.I))


def _overlap(left: str, right: str) -> float:
    one = {word.lower() for word in _WORD.findall(left)}
    two = {word.lower() for word in _WORD.findall(right)}
    return len(one & two) / max(1, min(len(one), len(two)))

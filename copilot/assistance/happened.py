"""What happened on a ticket: message by message with its days, mostly in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.assistance.clauses import capital, uncut
from copilot.assistance.days_told import day_of_note, day_of_sentence, turns_a_promise
from copilot.assistance.grounding import linked, stands
from copilot.assistance.injection import REMOVED
from copilot.assistance.promises import promises_something
from copilot.assistance.sentences import sentences
from copilot.assistance.topics import topics_in
from copilot.assistance.values import values_of
from copilot.records import RedactedMessage, RedactedTicket, Role, SummaryLine

MOST = 5  # lines
_FEW = 2  # messages; each of them then has room for two lines
LONGEST_NOTE = 130  # characters that the model may write; resources/prompts/read.schema.json
_LONGEST = 170  # characters of a sentence
_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|dear|good (?:morning|day|evening)|hallo|guten|moin|sehr geehrte|"
    r"liebe[rs]?|"
    r"hola|buen[oa]s|estimad|bonjour|bonsoir|madame|thanks?|thank you|danke|vielen dank|gracias|"
    r"merci|"
    r"kind regards|best regards|regards|viele grüße|mit freundlichen|gruß|un saludo|un cordial|"
    r"saludos|"
    r"cordialement|sorry|i am sorry|i'm sorry)\b",
    re.IGNORECASE,
)

_CLOSING = re.compile(
    r"^\W*(?:thanks|thank you|many thanks|kind regards|best regards|best wishes|regards|danke|"
    r"vielen dank|viele grüße|mit freundlichen|freundliche grüße|gruß|gracias|"
    r"un (?:cordial )?saludo|"
    r"saludos|merci|cordialement|bien à vous)\b",
    re.IGNORECASE,
)
_SECRET = re.compile(r"\[\[(?:CARD|IBAN|SECRET|ACCOUNT|DOCUMENT|PHONE|ADDRESS|EMAIL)_\d+\]\]")
_MASKED = re.compile(r"\[\[(?:CARD|IBAN|SECRET|DOCUMENT)_\d+\]\]")
_SHORT = 7  # words; a greeting or closing with more says something besides


def without_secrets(text: str) -> str:
    """A summary is read over shoulders: cards, accounts and passwords become "…"."""
    return _MASKED.sub("…", text)


def happened_on(ticket: RedactedTicket, written: Sequence[str] = ()) -> tuple[SummaryLine, ...]:
    """MOST lines at most, oldest first.

    A line that the model wrote stands for its message where it holds only what is there; every
    other message speaks for itself with the sentence that says most.
    """
    notes: dict[str, str] = {}
    for text in written:
        line = linked(capital(uncut(text, LONGEST_NOTE)), ticket)
        if line.text and stands(line, ticket):
            notes.setdefault(line.messages[0], line.text)
    each = 2 if len(ticket.messages) <= _FEW else 1
    lines = [
        line
        for m in ticket.messages
        for line in _lines(m, notes.get(m.id, ""), each, ticket.language)
    ]
    if len(lines) <= MOST:
        return tuple(lines)
    return (lines[0], *lines[len(lines) - MOST + 1 :])


def _lines(message: RedactedMessage, note: str, most: int, language: str) -> list[SummaryLine]:
    """The note or the sentences that say most; a day is told where it is another one."""
    who = message.author_name or message.author
    if note and note in " ".join(message.text.split()):  # the model quoted
        day = day_of_sentence(note, message, language)
        return [SummaryLine(f"{day}, {who}: {note}", (message.id,))]
    if note and not turns_a_promise(note, message):
        return [SummaryLine(f"{day_of_note(note, message, language)}: {note}", (message.id,))]
    lines, before = [], ""
    for at, text in enumerate(key_sentences(message, most=most)):
        day = day_of_sentence(text, message, language)
        shown = f"{day}: " if day != before else ""
        lines.append(
            SummaryLine(f"{day}, {who}: {text}" if not at else shown + text, (message.id,))
        )
        before = day
    return lines


def key_sentence(message: RedactedMessage) -> str:
    """The sentence that says most; "" for a message that says nothing."""
    return next(iter(key_sentences(message, most=1)), "")


def key_sentences(message: RedactedMessage, *, most: int) -> list[str]:
    """Those that say most, in their order; an agent's promise before all, a question last."""
    own = _before_signature(message)
    said = [s for s in own if len(s.split()) > 2 and not _is_short(_GREETING, s)]
    if not said:
        return [_cut(own[0])] if own and len(own[0].split()) > 1 else []
    agents = message.author is Role.AGENT
    weighed = [(_weight(one, agents=agents), -at) for at, one in enumerate(said)]
    best = sorted(weighed, reverse=True)[:most]
    chosen = sorted(-at for weight, at in best if weight > 0) or [-best[0][1]]
    return [_cut(said[at]) for at in chosen]


def _before_signature(message: RedactedMessage) -> list[str]:
    own = [s for s in sentences(message.text) if not s.startswith(">") and REMOVED not in s]
    ends = (at for at, s in enumerate(own) if at and _is_short(_CLOSING, s))
    return own[: next(ends, len(own))]


def _is_short(form: re.Pattern[str], sentence: str) -> bool:
    return bool(form.match(sentence)) and len(sentence.split()) < _SHORT


def _weight(sentence: str, *, agents: bool) -> float:
    weight = min(2, len(values_of(sentence))) + 2.0 * len(topics_in(sentence))
    weight += min(len(sentence), 120) / 60 - 5 * len(_SECRET.findall(sentence))
    if agents and promises_something(sentence):
        weight += 10
    if sentence.rstrip().endswith("?"):
        weight -= 3
    return weight


def _cut(sentence: str) -> str:
    line = without_secrets(" ".join(sentence.split()))
    if len(line) <= _LONGEST:
        return line
    return f"{line[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;')} …"

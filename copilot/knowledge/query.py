"""What is searched for: the customer's last message, and the thread behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.knowledge.naming import Names, names_of
from copilot.records import RedactedText, RedactedTicket, Role, Visibility

_LAST = 1_500  # characters; beyond them a message is quoted mail or a log
_HISTORY = 3_000
_MOST_TURNS = 16
_PLACEHOLDER = re.compile(r"\[\[[A-Z_0-9]+\]\]")
_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
_WORD = re.compile(r"[^\W_](?:[\w'’.\-]*\w)?")
# Function words in English, German, Spanish and French.
_FUNCTION_WORDS = """
a about after again all also am an and any are as at be been but by can could did do does
for from get had has have he hello help hi how i if in into is it its just like me my need
no not now of on one only or our out please she so some still thank thanks that the their
them then there they this to too up us want was we were what when where which who why will
with would you your regards dear day
aber als am an auch auf aus bei bin bitte da danke das dass dem den der die dies doch ein
eine einen einer er es etwas für gibt habe haben hallo hat ich ihr ihre im ist ja kann kein
keine können man mehr mein meine mich mir mit nach nicht noch nur oder schon sehr sein sich
sie sind so und uns von vor war was wenn werden wie wir wird wo zu zum zur grüße guten tag
al como con cómo de del desde el ella en es esta este esto está fue gracias hay he hola la
las le les lo los me mi mis muy más necesito nos o para pero por que qué quiero se si sin
sobre su sus también te tengo un una y ya yo saludos au aux avec bonjour ce cela ces cette
comment dans des donc du elle est et il ils j je l ma mais merci mes mon ne nous on ont ou
où par pas pour plus puis qu quand sa ses son sont sur te tout une vos votre vous à ça être
"""
_STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a thread, without quoted lines and placeholders."""

    role: Role
    text: RedactedText


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; `last` says it best, the others hold it together with what led there."""

    last: RedactedText
    opening: RedactedText  # subject, or the first message
    history: RedactedText  # opening, last and the rest from new to old: what a reader with little
    # room (the embedder takes 256 word pieces) should see first
    turns: tuple[Turn, ...]  # the last first, then from new to old; the oldest may be the subject
    language: str = "en"  # "" where it is not known: words are looked up in every language
    unfinished: bool = False  # it is being typed: the last word may go on


def query_of(ticket: RedactedTicket) -> Query:
    """The query of a ticket: its last customer message, its subject and the public thread."""
    turns = [Turn(Role.CUSTOMER, ticket.subject)]
    turns += [Turn(m.author, m.text) for m in ticket.messages if m.visibility is Visibility.PUBLIC]
    said = [at for at, turn in enumerate(turns) if turn.role is Role.CUSTOMER]
    last = turns.pop(said[-1])
    return query_of_turns([*turns, last], language=ticket.language)


def query_of_ask(ask: RedactedText, ticket: RedactedTicket) -> Query:
    """The query of one ask; the ticket's subject tells what it is about."""
    turns = [Turn(Role.CUSTOMER, ticket.subject), Turn(Role.CUSTOMER, ask)]
    return query_of_turns(turns, language=ticket.language)


def query_of_text(text: RedactedText, *, language: str = "") -> Query:
    """The query of words that the agent typed."""
    return query_of_turns([Turn(Role.CUSTOMER, text)], language=language, unfinished=True)


def query_of_turns(
    turns: Sequence[Turn], *, language: str = "en", unfinished: bool = False
) -> Query:
    """The query of a thread from old to new, at least one turn; the last one asks."""
    plain = [Turn(turn.role, RedactedText(_plain(turn.text))) for turn in turns]
    *earlier, asked = plain
    asked = Turn(asked.role, RedactedText(asked.text[:_LAST]))
    opening = earlier[0] if earlier else asked
    newest = [turn.text for turn in reversed(earlier[1:])]
    history = "\n".join(dict.fromkeys((opening.text, asked.text, *newest)))[:_HISTORY]
    said = (asked, *reversed(earlier[1:][-_MOST_TURNS:]), *earlier[:1])
    return Query(
        asked.text, opening.text, RedactedText(history.strip()), said, language, unfinished
    )


def names_wanted(wordings: Sequence[str], ticket: RedactedTicket) -> Names:
    """Which models or codes an ask is about; where it names none of a family, the ticket's own.

    In the ticket, the customer's newest words on a family count.
    """
    customer = [
        message.text
        for message in ticket.messages
        if message.author is Role.CUSTOMER and message.visibility is Visibility.PUBLIC
    ]
    names: dict[str, frozenset[str]] = {}
    for text in (" ".join(wordings), *reversed(customer), ticket.subject):
        for family, numbers in names_of(_QUOTED.sub("", text)).items():
            names.setdefault(family, numbers)
    return names


def search_words(text: str) -> tuple[str, ...]:
    """The words worth looking up, once each, in order: no placeholders, no function words."""
    return tuple(dict.fromkeys(word.lower() for word in content_words(text)))


def content_words(text: str) -> tuple[str, ...]:
    """The same as they stand there, each time they stand there."""
    found = (word[0] for word in _WORD.finditer(_PLACEHOLDER.sub(" ", text)))
    return tuple(w for w in found if len(w) > 1 and w.lower() not in _STOP_WORDS)


def _plain(text: str) -> str:
    return _PLACEHOLDER.sub(" ", _QUOTED.sub("", text)).strip()

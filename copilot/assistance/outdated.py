"""Sentences of a waiting draft that what came after it made wrong; by rules, no model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from copilot.assistance.facts import facts_in
from copilot.assistance.likeness import terms
from copilot.assistance.sentences import sentences
from copilot.records import (
    Draft,
    Message,
    Outdated,
    Role,
    SentenceKind,
    Ticket,
    Visibility,
)

_CORRECTS = re.compile(
    r"\b(?:instead of|not .{1,40}\b(?:but|it['’]s)|is wrong|was wrong|wrong (?:number|order|one)|"
    r"i meant|i mean|mistake|correct(?:ion| one| order| number)|should (?:be|read)|typo|sorry, it|"
    r"sondern|statt|falsch\w*|richtig ist|ich meinte|verschrieben|vertippt|"
    r"sino|en (?:lugar|vez) de|me equivoqué|quise decir|me he equivocado|el correcto|"
    r"au lieu de|je voulais dire|je me suis trompée?|erreur|le bon numéro)\b",
    re.IGNORECASE,
)
_WITHDRAWS = re.compile(
    r"\b(?:never ?mind|forget (?:it|about|my)|(?:no longer|don['’]t|do not) (?:need|want)\b.*?\b"
    r"(?:any ?more|now)|no longer (?:need|want)|"
    r"(?:has|have|is|it) (?:just |now |been )*(?:arrived|solved|resolved|fixed|sorted|turned up)|"
    r"(?:problem|issue) solved|works (?:now|again)|found (?:it|the)|"
    r"you can (?:close|ignore|cancel)|"
    r"(?:hat sich )?erledigt|brauche .{0,40}nicht mehr|nicht mehr nötig|doch noch angekommen|"
    r"ist (?:jetzt |inzwischen |heute )?(?:da|angekommen|gelöst)|funktioniert (?:jetzt|wieder)|"
    r"ya no (?:necesito|quiero|hace falta)|ya (?:está|ha llegado|funciona|lo encontré)|olvíde\w*|"
    r"plus besoin|laissez tomber|c['’]est (?:réglé|arrivé|résolu)|est (?:bien |enfin )?arrivée?|"
    r"fonctionne (?:maintenant|de nouveau))\b",
    re.IGNORECASE,
)
_UNSAID = ("status", "tags", "assignee", "queue")  # fields whose values no reply repeats
# Words of a withdrawal that name nothing.
_EMPTY = terms(
    "",
    "never mind forget need want longer anymore just now been has have arrived solved resolved "
    "fixed sorted turned problem issue works again found close ignore cancel please sorry sich "
    "erledigt brauche mehr nicht nötig doch noch jetzt inzwischen heute gelöst funktioniert wieder "
    "necesito quiero hace falta está llegado funciona encontré besoin laissez tomber réglé résolu "
    "bien enfin arrivée maintenant nouveau today already everything",
)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Why a sentence with these words is wrong now; no words: every statement is."""

    reason: str
    message_id: str
    value: str = ""
    about: frozenset[str] = frozenset()


def outdated_in(
    draft: Draft, ticket: Ticket, changed: Iterable[tuple[str, str, str]]
) -> tuple[Outdated, ...]:
    """Each sentence once, in the draft's order; `changed`: (field, before, after)."""
    wrongs = [*_by_fields(changed), *_by_messages(ticket, _after(draft, ticket))]
    found = []
    for sentence in draft.sentences:
        text = draft.text[sentence.start : sentence.end]
        for wrong in wrongs:
            if _concerns(wrong, text, sentence.kind):
                found.append(Outdated(text, wrong.reason, wrong.message_id))
                break
    return tuple(found)


def _after(draft: Draft, ticket: Ticket) -> Sequence[Message]:
    """The customer's public messages that the draft has not seen."""
    ids = [one.id for one in ticket.messages]
    last = draft.seen_version.last_message_id
    later = ticket.messages[ids.index(last) + 1 :] if last in ids else ()
    return [m for m in later if m.author is Role.CUSTOMER and m.visibility is Visibility.PUBLIC]


def _by_fields(changed: Iterable[tuple[str, str, str]]) -> Iterator[_Wrong]:
    for field, before, after in changed:
        if field == "requester":
            before, after = before.partition(" <")[0], after.partition(" <")[0]
            first = before.partition(" ")[0]
            if first and first not in after:
                yield _Wrong(f"The requester is {after or 'nobody'} now.", "", value=first)
        elif len(before) > 2 and field not in _UNSAID:
            yield _Wrong(f"{field} is {after or 'empty'} now, not {before}.", "", value=before)


def _by_messages(ticket: Ticket, fresh: Sequence[Message]) -> Iterator[_Wrong]:
    ids = {one.id for one in fresh}
    known = {
        (kind, m.text[start:end])
        for m in ticket.messages
        if m.id not in ids and m.author is Role.CUSTOMER
        for kind, start, end in facts_in(m.text)
    }
    known |= {("order", value) for name, value in ticket.fields if "order" in name.lower()}
    for message in fresh:
        for sentence in sentences(message.text):
            if _CORRECTS.search(sentence):
                yield from _corrected(sentence, message.id, known)
            if _WITHDRAWS.search(sentence):
                about = frozenset(terms("", sentence)) - frozenset(_EMPTY)
                yield _Wrong(f"The customer wrote: “{_cut(sentence)}”", message.id, about=about)


def _corrected(sentence: str, id: str, known: set[tuple[str, str]]) -> Iterator[_Wrong]:
    said = {(kind, sentence[start:end]) for kind, start, end in facts_in(sentence)}
    for kind, fresh in sorted(said - known):
        olds = {text for one, text in known if one == kind}
        # Where the sentence itself names an old one, that one is meant.
        for old in sorted({text for text in olds if text in sentence} or olds):
            yield _Wrong(f"The customer corrected {old} to {fresh}.", id, value=old)


def _concerns(wrong: _Wrong, text: str, kind: SentenceKind) -> bool:
    if wrong.value:
        return bool(re.search(rf"(?<!\w){re.escape(wrong.value)}(?!\w)", text, re.IGNORECASE))
    if kind is not SentenceKind.STATEMENT:
        return False
    return not wrong.about or bool(wrong.about & terms("", text).keys())


def _cut(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= 100 else f"{line[:99].rstrip()}…"

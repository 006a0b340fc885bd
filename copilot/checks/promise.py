"""What a draft promises or admits beyond its sources, or against what was promised before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.checks.desk import Desk, on, supported
from copilot.checks.stems import stems
from copilot.checks.value import Value, values
from copilot.records import (
    DraftSentence,
    Finding,
    ReplyKind,
    Role,
    SentenceKind,
    Severity,
    Visibility,
)

_SHARED = 2  # words of a sentence and of an earlier promise, that both are about one thing
# Each says a kind of promise; the source has to say the same word of it.
_PROMISES = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"guarantee\w*|garantier\w*|garantiz\w*|garantir|garantissons|promise[ds]?|"
        r"versprech\w*|prometemos|promettons",
        r"tomorrow|tonight|morgen früh|mañana|demain|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|bis (?:montag|dienstag|mittwoch|donnerstag|"
        r"freitag|samstag|sonntag)|this week|diese woche|esta semana|cette semaine",
        r"compensat\w*|goodwill|voucher|discount|entschädig\w*|kulanz|gutschein|rabatt|"
        r"compensa\w*|descuento|vale|dédommag\w*|remise|bon d'achat",
        r"free of charge|for free|at no cost|kostenlos|kostenfrei|gratis|gratuit\w*|sin coste",
        r"full refund|refund you|money back|geld zurück|erstatten wir|reembolsa\w*|rembours\w*",
    )
)
_ADMITS = re.compile(
    r"\b(?:(?:it|this) (?:is|was) our (?:fault|mistake)|we are (?:liable|at fault|to blame)|"
    r"our (?:fault|negligence)|unsere? (?:schuld|verschulden)|wir haften|es (?:nuestra )?culpa|"
    r"somos responsables|notre faute|nous sommes responsables)\b",
    re.IGNORECASE,
)
_MAKES = re.compile(
    r"\b(?:i will|i'll|i’ll|we will|we'll|you will|within|is with you|by tomorrow|until|"
    r"ich werde|wir werden|innerhalb|bis|le (?:enviaré|llamaré)|en un plazo|dans un délai)\b",
    re.IGNORECASE,
)


def promise(desk: Desk) -> Iterator[Finding]:
    if desk.kind is not ReplyKind.PUBLIC_REPLY:
        return
    earlier = _earlier(desk)
    for each in desk.sentences:
        if each.kind is not SentenceKind.STATEMENT:
            continue
        if found := _ADMITS.search(desk.words(each)):
            yield on(
                each,
                "promise",
                Severity.ACCEPT,
                f"It admits something (“{found[0]}”), which may bind the company.",
                "Say what will be done instead, or accept it if you may say so.",
            )
        elif word := _beyond_source(desk, each):
            yield on(
                each,
                "promise",
                Severity.ACCEPT,
                f"It promises “{word}”, which what it rests on does not.",
                "Take the promise out, or accept it if you will keep it yourself.",
            )
        yield from _against(desk, each, earlier)


def _beyond_source(desk: Desk, sentence: DraftSentence) -> str:
    """The word of a promise that no evidence of the sentence has; without evidence, "no source"
    says it already."""
    quotes = " ".join(one.quote for one in sentence.evidence)
    for pattern in _PROMISES if quotes else ():
        found = pattern.search(desk.words(sentence))
        if found and not pattern.search(quotes) and not _foreign(desk, sentence, quotes):
            return found[0]
    return ""


def _foreign(desk: Desk, sentence: DraftSentence, quotes: str) -> bool:
    tell = desk.language_of
    return tell is not None and tell(desk.words(sentence)) != tell(quotes)


def _earlier(desk: Desk) -> list[tuple[str, str, tuple[Value, ...]]]:
    """(who and when, sentence, values) of each promise agents made to this customer."""
    told = []
    for message in desk.ticket.messages:
        if message.author is Role.AGENT and message.visibility is Visibility.PUBLIC:
            lines = [one for one in message.text.splitlines() if not one.startswith(">")]
            for sentence in re.split(r"(?<=[.!?])\s+", "\n".join(lines)):
                measured = tuple(v for v in values(sentence) if v.unit)
                if measured and _MAKES.search(sentence):
                    who = f"{message.author_name} ({message.created:%-d %B})"
                    told.append((who, sentence.strip(), measured))
    return told


def _against(
    desk: Desk, sentence: DraftSentence, earlier: list[tuple[str, str, tuple[Value, ...]]]
) -> Iterator[Finding]:
    """Findings where an earlier promise about the same thing had another value."""
    said = [v for v in desk.values if sentence.start <= v.start < sentence.end and v.unit]
    words = stems(desk.words(sentence))
    for who, before, measured in earlier:
        same_unit = [v for v in said if any(v.unit == one.unit for one in measured)]
        differs = same_unit and not any(supported(v, measured) for v in same_unit)
        if differs and len(words & stems(before)) >= _SHARED:
            yield on(
                sentence,
                "promise",
                Severity.ACCEPT,
                f"{who} promised otherwise: “{before[:120]}”",
                "Name the change to the customer, mend it, or accept it.",
            )
            return

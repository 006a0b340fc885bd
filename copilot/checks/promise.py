"""What a draft promises or admits beyond its sources, or against what was promised before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copilot.checks.desk import Desk, on, supported
from copilot.checks.polarity import differ
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


@dataclass(frozen=True, slots=True)
class _Kind:
    """Words that promise something, and words of a source that offer the same."""

    says: re.Pattern[str]
    offers: re.Pattern[str]


def _kind(says: str, besides: str = r"(?!)") -> _Kind:
    return _Kind(
        re.compile(rf"\b(?:{says})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{says}|{besides})\b", re.IGNORECASE),
    )


_PROMISES = (
    _kind(
        r"(?<=we )guarantee|guarantee[ds]? (?:that|you)|garantieren|garantiere|garantizamos|"
        r"garantizo|garantissons|promise[ds]?|versprech\w*|verspricht|prometemos|prometo|"
        r"promettons|promets|definitely|certain to|(?:rely|count) on|you can be sure|"
        r"(?:i|we)(?:['’]ll| will)? (?:personally )?(?:make sure|see to it|assure)|auf jeden fall|"
        r"ganz bestimmt|sorgen? dafür|(?:le|les) asegur\w*|sin falta|seguro que|"
        r"nous (?:vous )?assurons|je vous assure|sans faute|à coup sûr|darauf verlassen",
    ),
    _kind(
        r"today|tomorrow|tonight|(?:by|on|before|until|next|this) (?:mon|tues|wednes|thurs|fri|"
        r"satur|sun)day|(?:before|by|after) the weekend|this (?:week|month)|noch heute|"
        r"(?:schon |bis |spätestens |gleich )(?:heute|morgen|übermorgen)|morgen früh|"
        r"(?:bis|am) (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|"
        r"(?:vor|bis) (?:dem|zum) wochenende|diese woche|diesen monat|hoy|mañana|esta semana|"
        r"este mes|antes del (?:fin de semana|lunes|martes|miércoles|jueves|viernes)|"
        r"el (?:lunes|martes|miércoles|jueves|viernes)|aujourd['’]hui|demain|cette semaine|ce mois|"
        r"(?:d['’]ici|avant) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|le week-end)",
    ),
    _kind(
        r"compensat\w*|goodwill|voucher|make up for|as an exception|exceptionally|"
        r"no questions asked|waive\w*|on the house|"
        r"(?:we|i)(?:['’]ll| will)? (?:offer|give|grant|send) you [^.!?\n]{0,20}(?:discount|gift)|"
        r"entschädig\w*|kulan\w*|gutschein|rabatt|schenk\w*|"
        r"erlass(?:en)? (?:wir|ihnen)|ausnahmsweise|compensa\w*|descuento|regal(?:amos|o|aremos)|"
        r"excepcionalmente|como excepción|dédommag\w*|remise|bon d['’]achat|offrons|"
        r"exceptionnellement|à titre exceptionnel|geste commercial",
        r"discount|gift|exception\w*|ausnahm\w*|verzicht\w*|vale|regal\w*|excepci\w*|cadeau|offr\w*",
    ),
    _kind(
        r"free of charge|for free|at no cost|at our (?:own )?expense|is free for you|"
        r"(?:we|i)(?:['’]ll| will)? (?:bear|assume|cover|pay(?: for)?)|kostenlos|kostenfrei|"
        r"ohne berechnung|auf unsere kosten|(?:wir|ich) (?:tragen|übernehmen|zahlen|bezahlen|"
        r"übernehme|trage)|gratis|gratuit\w*|sin coste|a nuestro cargo|(?:nos|nosotros) (?:hacemos|"
        r"asumimos|pagamos)|asumimos|(?:sans|à nos) frais|nous (?:prenons|payons)",
        r"free|no charge|expense|covers?|kosten\w*|asum\w*|frais|prend en charge",
    ),
    _kind(
        r"full refund|refund you|money back|geld zurück|erstatten wir|reembols(?:amos|aremos|o)|"
        r"(?:vous )?rembours(?:ons|erons)",
        r"refund\w*|money goes back|return the amount|\w*erstatt\w*|reembols\w*|devol\w*|"
        r"rembours\w*",
    ),
    _kind(
        r"(?:we|i)(?:['’]ll| will)? (?:replace|exchange|send you (?:a new|another))|"
        r"you (?:get|receive|will get) a new|(?:ersetzen|tauschen) wir|wir (?:ersetzen|tauschen|"
        r"schicken ihnen (?:ein|einen|eine) neue\w*)|le (?:cambiamos|reemplaz\w*|mandamos un\w* "
        r"nuev\w*)|nous (?:remplaçons|échangeons|vous envoyons une? nouve\w*)",
        r"exchang\w*|replac\w*|ersetz\w*|ersatz\w*|\w*tausch\w*|cambi\w*|reemplaz\w*|"
        r"rempla\w*|échang\w*",
    ),
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
    for kind in _PROMISES if quotes else ():
        found = kind.says.search(desk.words(sentence))
        if found and not kind.offers.search(quotes) and not _foreign(desk, sentence, quotes):
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
                if _MAKES.search(sentence):
                    measured = tuple(v for v in values(sentence) if v.unit)
                    who = f"{message.author_name} ({message.created:%-d %B})"
                    told.append((who, sentence.strip(), measured))
    return told


def _against(
    desk: Desk, sentence: DraftSentence, earlier: list[tuple[str, str, tuple[Value, ...]]]
) -> Iterator[Finding]:
    """Findings where an earlier promise about the same thing had another value, or where the
    sentence says that it is not so."""
    said = [v for v in desk.values if sentence.start <= v.start < sentence.end and v.unit]
    text = desk.words(sentence)
    for who, before, measured in earlier:
        same_unit = [v for v in said if any(v.measure == one.measure for one in measured)]
        differs = same_unit and not any(supported(v, measured) for v in same_unit)
        if (differs or differ(text, before)) and len(stems(text) & stems(before)) >= _SHARED:
            yield on(
                sentence,
                "promise",
                Severity.ACCEPT,
                f"{who} promised otherwise: “{before[:120]}”",
                "Name the change to the customer, mend it, or accept it.",
            )
            return

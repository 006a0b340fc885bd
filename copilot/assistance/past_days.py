"""The days on which a sentence says that something happened, in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from copilot.assistance.due import WEEKDAYS, figure_days, named_days, valid_day
from copilot.assistance.spans import spans

_HALF_A_YEAR = 183  # days
_CLAUSE = re.compile(
    r"[,;:–]\s|\s(?:and|but|so|because|und|aber|weil|denn|y|pero|porque|et|mais|car)\s",
    re.IGNORECASE,
)
# What stands before a day that something has until, or that only belongs to a paper.
_NOT_THEN = re.compile(
    r"\b(?:by|before|until|till|next|of|dated|born(?: on)?|birth\w*:?|geb(?:oren am|\.)|"
    r"nacid[oa](?: el)?|née?(?: le)?|bis|vor|nächste[nr]?|kommende[nr]?|vom|antes|hasta|"
    r"próximo|del|avant|jusqu['’]\w+|du)(?: (?:the|zum|dem|den|de|del|el|le|au))*\s*$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:on|since|from) the (\d{1,2})(?:st|nd|rd|th)"
    r"(?=\W*$|[.,;:!?)]|\s(?:and|but|i|we|it|when|that|of this month)\b)",
    re.IGNORECASE,
)
_AGO_BEFORE = re.compile(r"\b(?:vor|hace|il y a)\s$", re.IGNORECASE)
_AGO_BEHIND = re.compile(r"\sago\b", re.IGNORECASE)
_DAY_BEFORE_YESTERDAY = re.compile(
    r"\b(?:the )?day before yesterday\b|\bvorgestern\b|\banteayer\b|\bavant-hier\b", re.IGNORECASE
)
_YESTERDAY = re.compile(
    r"\b(?:yesterday|last night|gestern|ayer|anoche|hier (?:soir|matin))\b", re.IGNORECASE
)
_HIER = re.compile(r"\bhier\b", re.IGNORECASE)  # in German it is "here"
_TODAY = re.compile(
    r"\b(?:today|this (?:morning|afternoon|evening)|heute|hoy|esta (?:mañana|tarde)|"
    r"aujourd['’]hui|ce matin)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"['’]ll\b|\b(?:will|going to|needs?|wants?|must|would|shall|please|can you|could you|may|by|"
    r"until|before|next|tomorrow|moving|leaving|travell?ing|flying|if|open|"
    r"werden?|wird|brauche\w*|bis|nächste\w*|kommende\w*|möchte\w*|will|wollen|soll\w*|muss|bitte|"
    r"voy|vamos|necesit\w+|antes|hasta|próxim[oa]|quiero|por favor|\w+(?:aré|eré|iré|ará|erá|irá)|"
    r"vais|allons|avant|prochaine?|besoin|veux|voudrais|\w+(?:erai|irai|era|ira))\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:was|were|had|did|bought|paid|sent|got|came|went|broke|gave|told|said|wrote|rang|took|made|"
    r"left|found|lost|began|fell|froze|tore|put|last|since|(?!need|speed)\w{2,}ed|"
    r"habe|haben|hat|hatte\w*|war|waren|wurden?|kam|ging|bekam|letzte[nr]?|seit|"
    r"ha|han|he|hemos|había|fue|pasado|desde|\w+(?:[^r\W]é|ó|aron|ieron|aba)|"
    r"ai|avons|ont|était|étaient|dernier|depuis|"
    r"(?:a|est|suis|sont) (?:\w+ )?\w+(?:ée?s?|is|us?))\b",
    re.IGNORECASE,
)

# A clause with a verb of its own does not go on with the tense of the one before.
_NOW = re.compile(
    r"\b(?:is|are|am|starts?|begins?|goes|go|leaves?|ist|sind|beginnt|fahren|es|son|está|están|"
    r"empieza|est|sont|commence|part|partons)\b",
    re.IGNORECASE,
)


def past_days(sentence: str, said: date, language: str = "en") -> tuple[date, ...]:
    """The days up to `said` that a sentence of that day names, each once, oldest first.

    A day of the week counts in a sentence that tells what was; a day by which something is wanted
    never does.
    """
    days = {day for at, day in _dated(sentence, said) if not _NOT_THEN.search(sentence[:at])}
    days |= set(_weekdays(sentence, said)) | set(_counted(sentence, said, language))
    return tuple(sorted(day for day in days if day <= said))


def _dated(sentence: str, said: date) -> Iterator[tuple[int, date]]:
    yield from figure_days(sentence)
    for at, year, month, number in named_days(sentence):
        day = valid_day(year or said.year, month, number)
        if day and not year and (day - said).days > _HALF_A_YEAR:
            day = valid_day(said.year - 1, month, number)
        if day:
            yield at, day
    for found in _ORDINAL.finditer(sentence):
        day = valid_day(said.year, said.month, int(found[1]))
        if day and day <= said:
            yield found.start(), day


def _weekdays(sentence: str, said: date) -> Iterator[date]:
    over, start = False, 0
    for end in (*(joint.start() for joint in _CLAUSE.finditer(sentence)), len(sentence)):
        clause = sentence[start:end]
        goes_on = over and not _NOW.search(clause)
        over = not _TO_COME.search(clause) and (goes_on or bool(_OVER.search(clause)))
        start = end
        if over:
            for at, pattern in enumerate(WEEKDAYS):
                if (found := pattern.search(clause)) and not _NOT_THEN.search(
                    clause[: found.start()]
                ):
                    yield said - timedelta(days=(said.weekday() - at) % 7 or 7)


def _counted(sentence: str, said: date, language: str) -> Iterator[date]:
    for span in spans(sentence):
        ago = _AGO_BEFORE.search(sentence[: span.start]) or _AGO_BEHIND.match(sentence, span.end)
        if ago and span.unit == "day" and not span.working and span.days < _HALF_A_YEAR:
            yield said - timedelta(days=span.days)
    if _DAY_BEFORE_YESTERDAY.search(sentence):
        yield said - timedelta(days=2)
    elif _YESTERDAY.search(sentence) or (language == "fr" and _HIER.search(sentence)):
        yield said - timedelta(days=1)
    if _TODAY.search(sentence) and not _TO_COME.search(sentence):
        yield said

"""Words that open and close letters in English, German, Spanish and French."""

from __future__ import annotations

import re

from copilot.records import SentenceKind

_SHORTENED = (
    "mr mrs ms dr prof st no nr approx vs etc e.g i.e inc ltd co jr sr dept fig vol p pp a.m "
    "p.m z.b d.h u.a bzw ca usw evtl ggf inkl zzgl str hr fr abs tel sog u.u z.t s.o sra srta "
    "ud uds p.ej aprox núm pág av mme mlle m ex env "
)
ABBREVIATIONS = frozenset(_SHORTENED.split())
AFTER_ORDINAL = re.compile(
    r"(?i)(jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez|werktag|tag|woche|monat|stock|quartal)"
)
_OPENER = (
    r"hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|"
    r"liebe[rs]?|sehr geehrte[rs]?|moin|servus|hola|estimad[oa]s?|querid[oa]s?|buen[oa]s "
    r"(?:días|tardes|noches)|buenos? d[ií]as?|bonjour|bonsoir|cher|chère|madame|monsieur"
)
_NAMED = r"(?:\s+(?:there|all|team|everyone|zusammen|und|and|y|et|a|tod[oa]s|[A-ZÀ-ÖØ-Þ][\w.'’-]*))"
_GREETING = re.compile(rf"(?:(?i:{_OPENER})){_NAMED}{{0,6}}\s*[,!.:]?")
_THANKS = re.compile(
    r"(?i)(?:(?:many )?thanks|thank you|vielen dank|danke|gracias|muchas gracias|merci)"
    r"(?: (?:so|very) much| again)?(?: (?:for|für|por|pour)\b[^,;:\d]{0,70})?[.!]"
)
_SORRY = re.compile(
    r"(?i)(?:(?:i am|i'm|i’m|we are|we're|we’re) (?:so |very |really )?sorry (?:for|about|to hear)"
    r"\b[^,;:\d]{0,60}|(?:es|das) tut (?:mir|uns) (?:sehr )?leid|lamentamos (?:las|los|la|el)"
    r"\b[^,;:\d]{0,40}|(?:nous sommes )?désolée?s?)[.!]"
)
_SIGN_OFF = re.compile(
    r"(?i)(?:(?:kind|best|warm|many)(?: regards| wishes)|regards|best|sincerely|cheers|yours "
    r"(?:sincerely|truly)|(?:mit )?(?:freundlichen|besten|herzlichen|viele|liebe|beste) grüßen?|"
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|cordialement|bien à vous)"
    r"(?:\s+(?:aus|from|desde|de)\s+[\w ]{1,30})?\s*[,.!]?"
)
_NAME = r"[A-ZÀ-ÖØ-Þ](?:[^\W\d]|['’.-])*"
_NAMES = re.compile(rf"{_NAME}(?: {_NAME}){{0,3}}")
_OFFER = re.compile(
    r"(?i)(?:(?:please )?(?:let (?:us|me) know|feel free to|do not hesitate to|"
    r"don[’']t hesitate to)"
    r"\b[^;:\d]{0,80}|bei (?:weiteren )?(?:fragen|rückfragen)\b[^;:\d]{0,70}|"
    r"(?:no dudes?|no dude) en\b[^;:\d]{0,60}|n[’']hésitez pas à\b[^;:\d]{0,60})[.!]"
)


def is_greeting(line: str) -> bool:
    """A salutation and nothing more; "Hello, you get your money back." is none."""
    return _GREETING.fullmatch(line.strip()) is not None


def is_sign_off(line: str) -> bool:
    """ "Kind regards", with or without a name behind it in the same line."""
    text = line.strip()
    formula = _SIGN_OFF.match(text)
    if formula is None:
        return False
    said, rest = formula[0].strip(), text[formula.end() :].strip()
    is_whole = said.endswith((",", ".", "!")) or " " in said  # "Best Price" is none
    return not rest or (is_whole and _NAMES.fullmatch(rest) is not None)


def kind_of(sentence: str, *, begun: bool) -> SentenceKind:
    """What a sentence does. `begun`: a statement or question came before it.

    Only whole formulas count as courtesy: whatever says more is a statement and needs evidence.
    """
    text = sentence.strip()
    if is_greeting(text):
        return SentenceKind.GREETING
    if is_sign_off(text) or _OFFER.fullmatch(text):
        return SentenceKind.CLOSING
    if _THANKS.fullmatch(text) or _SORRY.fullmatch(text):
        return SentenceKind.CLOSING if begun else SentenceKind.GREETING
    if text.rstrip("\"'”»)").endswith("?"):
        return SentenceKind.QUESTION
    return SentenceKind.STATEMENT

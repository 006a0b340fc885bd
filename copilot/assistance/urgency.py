"""How much a message presses, with the words that show it, in four languages."""

from __future__ import annotations

import re

from copilot.assistance.sentences import sentences

_DAY = (
    r"(?:today|tonight|tomorrow|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"the \d{1,2}(?:st|nd|rd|th)|\d{1,2}:\d\d|\d{1,2} ?(?:am|pm|h|uhr)|the weekend|"
    r"the end of (?:the )?"
    r"(?:day|week)|heute|morgen|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|zum \d{1,2}\.|"
    r"hoy|mañana|lunes|martes|miércoles|jueves|viernes|sábado|domingo|el (?:día )?\d{1,2}|"
    r"aujourd['’]hui|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le \d{1,2})"
)
_NOW = re.compile(
    r"\b(?:urgent(?:ly|e|emente)?|as soon as possible|asap|immediately|emergency|right away|"
    r"at once|within (?:the )?(?:next )?(?:\d+|an?|one|two|few|seven|24) (?:hours?|days?)|"
    r"(?:running out of|no more|short of) time|can(?:not|['’]t) wait|"
    r"dringend\w*|eilig\w*|eilt|sofort\w*|umgehend|so schnell wie möglich|schnellstmöglich|"
    r"innerhalb von \w+ (?:stunden|tagen)|"
    r"urgencia|inmediatamente|de inmediato|lo antes posible|cuanto antes|esta semana|"
    r"en urgence|immédiatement|au plus vite|le plus (?:vite|rapidement) possible|"
    r"sous \w+ (?:heures|jours)|"
    r"cette semaine)\b"
    r"|\b(?:before|by|until|till|not later than|bis|vor|spätestens|antes del?|para|avant|d['’]ici|"
    r"au plus tard)\s+(?:zum |am |el |le |a |à )?" + _DAY + r"\b",
    re.IGNORECASE,
)
# "today" presses only where something is wanted: "it came today" does not.
_TODAY = re.compile(
    r"\b(?:today|tonight|tomorrow|now|heute|morgen|jetzt|hoy|mañana|ya mismo|aujourd['’]hui|demain|"
    r"maintenant)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:please|need|must|want|expect|either|or (?:i|refund|else)|ship|send|refund|ring|call|"
    r"answer|"
    r"reply|fix|leav(?:e|ing)|travel\w*|fly|flight|brauche\w*|bitte|muss|erwarte|fliege|reise\w*|"
    r"necesito|quiero|por favor|viaj\w+|vuelo|salimos|besoin|veux|voudrais|pars|partons|voyage)\b",
    re.IGNORECASE,
)
_LOW = re.compile(
    r"\b(?:no (?:rush|hurry)|not urgent|whenever (?:you|it)|take your time|in your own time|"
    r"keine eile|nicht eilig|hat zeit|eilt nicht|sin prisa|no (?:corre prisa|es urgente)|"
    r"pas urgent|rien ne presse|prenez votre temps|quand vous (?:aurez|avez) le temps)\b",
    re.IGNORECASE,
)
_CALLS = re.compile(r"\b(?:not|nicht|no es|pas|n['’]est pas)\s+(?:so\s+|sehr\s+|very\s+)?$", re.I)


def pressing_words(text: str) -> str:
    """The words of a message that show that it cannot wait; "" when none do."""
    for sentence in sentences(text):
        if sentence.startswith(">"):
            continue
        for found in _NOW.finditer(sentence):
            if not _CALLS.search(sentence[: found.start()]):
                return found[0]
        if (today := _TODAY.search(sentence)) and _WANTED.search(sentence):
            return today[0]
    return ""


def easy_words(text: str) -> str:
    """The words that show that it can wait; "" when none do."""
    found = _LOW.search(text)
    return found[0] if found else ""

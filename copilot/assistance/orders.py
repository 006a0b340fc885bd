"""The orders that are planted for a program, as rules; each says what it recognises."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copilot.assistance.disguises import plain

# What may stand before a verb that gives an order: the start of a clause, or a word that commands.
CLAUSE = (
    r"(?:^|[^\w\s,'’]\s*|,\s*(?:please\s+)?|\n\s*|\b(?:please|kindly|and|then|now|must|should|will|"
    r"shall|just|also|instead|immediately|simply|directly|you|you to|need to|have to|required to|"
    r"instructed to|ordered to|free to|assistant|model|ai|bot|chatbot|copilot|but|so|or|first|"
    r"next|finally|step \w+|task|instruction|"
    r"bitte|jetzt|nun|dann|und|sie|sollst|sollen|musst|mussen|sofort|stattdessen|por favor|ahora|"
    r"entonces|y|debes?|deben?|veuillez|merci de|maintenant|et|puis|dois|devez|il faut|stop|stopp)"
    r"\s+)"
)


@dataclass(frozen=True, slots=True)
class Order:
    """`pattern` found and `unless` not: the sentence gives the program an order."""

    reason: str  # for people
    pattern: re.Pattern[str]
    words: re.Pattern[str]  # the same wherever it stands in a clause: quick to miss
    unless: re.Pattern[str] | None = None

    def given_in(self, sentence: str) -> bool:
        """`sentence` is plain: without accents and look-alike letters."""
        if not self.words.search(sentence) or not self.pattern.search(sentence):
            return False
        return self.unless is None or not self.unless.search(sentence)


def order(reason: str, pattern: str, unless: str = "") -> Order:
    """Patterns are written with accents and compared without."""
    words = _compiled(pattern.replace(CLAUSE, r"\b"))
    return Order(reason, _compiled(pattern), words, _compiled(unless) if unless else None)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(plain(pattern), re.IGNORECASE)

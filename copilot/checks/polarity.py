"""Whether a text says that something is so, or that it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from copilot.checks.stems import stems

_NEGATION = re.compile(
    r"\b(?:not?|never|none|nothing|nobody|cannot|without|neither|nor|nicht|nichts|kein\w*|nie|"
    r"niemals|niemand|ohne|nunca|nada|nadie|sin|tampoco|ningun\w*|ningún|pas|jamais|rien|sans|"
    r"aucune?)\b|n['’]t\b|\bn['’](?=[aeiouéèhy])",
    re.IGNORECASE,
)
# What may say "not" without the word; it excuses a difference and makes none.
_SOFTLY = re.compile(
    r"\b(?:only|except|unless|until|wait|avoid\w*|leave out|keeps? (?:\w+ ){1,3}from|instead|"
    r"rather than|hardly|nur|außer|statt|vermeid\w*|erst|bis|warten|solo|sólo|salvo|excepto|hasta|"
    r"esper\w*|evit\w*|seulement|sauf|avant|attend\w*|jusqu\w*|refus\w*|exclu\w*|ausgeschl\w*|"
    r"unable|impossible|imposible|unmöglich|unusable)\b",
    re.IGNORECASE,
)
# The words of "not" that say nothing of the sort.
_NO_NEGATION = re.compile(
    r"\b(?:no (?:extra )?(?:cost|charge|fee|matter|problem|doubt|questions asked)s?|not only|"
    r"costs? (?:you )?nothing|nicht nur|keine weiteren kosten|no (?:sólo|solo)|sin (?:coste|duda)|"
    r"pas seulement|sans (?:frais|doute))\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")


def negates(text: str) -> bool:
    return bool(_NEGATION.search(_NO_NEGATION.sub("", text)))


def differ(text: str, told: str, *, whole: str = "") -> bool:
    """Whether one of two sentences negates and the other does not, not even softly.

    `whole`: the sentence that `text` is a part of.
    """
    first, second = negates(text), negates(told)
    return first != second and not _SOFTLY.search(told if first else whole or text)


def nearest(text: str, quotes: Iterable[str]) -> Sequence[str]:
    """The sentences of the quotes that share the most words with a text; () where none shares."""
    words = stems(text)
    told = [one for quote in quotes for one in _ENDS.split(quote) if one.strip()]
    shared = [len(words & stems(one)) for one in told]
    most = max(shared, default=0)
    return [one for one, count in zip(told, shared, strict=True) if count == most] if most else ()

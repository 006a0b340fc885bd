"""The words of a text that carry its meaning, cut to stems, so that wordings can be compared."""

from __future__ import annotations

import re

# Five letters tell most words of our four languages apart and forgive their endings.
STEM = 5

_WORD = re.compile(r"[^\W\d_]{3,}")
_FUNCTION_WORDS = (
    "the and you your our for with that this have has had will would can could should may are "
    "was were been from they them their there here what when which who how not but all any "
    "also please about into than then its his her she him just very more most some such only "
    "once after before der die das und sie ihr ihre ihren ihnen wir uns unser für mit dass "
    "den dem des ein eine einen einer haben hat wird werden kann können ist sind war nicht "
    "auch bitte wenn oder aber auf bei los las una uno para por con que usted nuestro nuestra "
    "este esta como más pero puede ser son les des une est vous votre nous notre pour avec "
    "que qui dans sur pas plus peut être sont "
)
_EMPTY = frozenset(_FUNCTION_WORDS.split())


def stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _WORD.findall(text.casefold()) if word not in _EMPTY)


def coverage(words: frozenset[str], of: frozenset[str]) -> float:
    """Share of `words` that stand in `of`, 0 to 1; 1 when there are none."""
    return len(words & of) / len(words) if words else 1.0

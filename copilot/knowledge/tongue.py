"""In which of the four languages an article is written, by its function words."""

from __future__ import annotations

import re

_COMMON = {
    "en": "the and of to is for you it with not your that we are this on or by from a in",
    "de": "der die das und ist nicht sie wir den dem ein eine mit für auf zu im von oder auch",
    "es": "el la los las de y que en un una por con no se para su del al lo usted nos",
    "fr": "le la les des et est vous une un pour dans par sur nous votre du au en ne pas ou",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """ISO 639-1 of a text in English, German, Spanish or French; "" where it does not show."""
    said = [word.lower() for word in _WORD.findall(text)]
    counts = sorted(
        ((sum(word in words for word in said), language) for language, words in _WORDS.items()),
        reverse=True,
    )
    (most, language), (second, _) = counts[:2]
    return language if most > second else ""

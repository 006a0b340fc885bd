"""In which of the four languages a text is written, by its function words and letters."""

from __future__ import annotations

import re
from collections import Counter

_COMMON = {
    "en": "the and of to is for you it with not your that we are this on or by from a in i my "
    "me be have has had can will would was were do does did an as at if but there they our please "
    "what when how which where why who any after before about been its no only out up so here then",
    "de": "der die das und ist nicht sie wir den dem ein eine mit für auf zu im von oder auch ich "
    "es sind wird werden haben hat kann können bei nach aus einen einer eines des wenn wie was "
    "warum wann wo wer ihr ihre ihren ihnen mir mich uns mein meine noch nur schon dass als am zum "
    "zur um bitte kein keine sich an in über unter sein war wurde bis durch vor man mehr sehr gibt",
    "es": "el la los las de y que en un una por con no se para su del al lo usted nos es está "
    "están son mi me le les ha he hay como cómo cuando cuándo dónde qué puede puedo pero más si sí "
    "sin sobre este esta esto sus tu te o a ser tiene tengo fue muy ya desde hasta entre también",
    "fr": "le la les des et est vous une un pour dans par sur nous votre du au en ne pas ou je il "
    "elle ma mes que qui avec sont ce cette ces se sa son ses vos nos plus mais si être avoir "
    "a ai avez peut puis comment quand où pourquoi quel quelle aux de qu y sans chez été",
}
LANGUAGES = tuple(_COMMON)
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_KNOWN_BY = Counter(word for words in _WORDS.values() for word in words)
_SURELY, _PERHAPS = 2, 1  # for a word of this language alone, and of several
_FEWEST = 2  # one word of several languages shows nothing
_SIGNS = {
    "en": re.compile(r"\w'(?:s|t|re|ve|ll|d|m)\b|\w{2}(?:ing|ght|ould)\b"),
    "de": re.compile(r"[äöüß]|\w{3}(?:ung|ungen|keit|heit|lich|isch)\b|\bsch|\bge\w+t\b"),
    "es": re.compile(r"[ñ¿¡áíóú]|\w{2}(?:ción|ciones|mente|idad)\b"),
    "fr": re.compile(r"[çœèêàùâîôû]|\b(?:l|d|n|s|j|c|m|qu)'\w|\w{3}(?:eux|ez|aux|ement)\b"),
}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """ISO 639-1 of a text in English, German, Spanish or French; "" where it does not show."""
    low = text.lower().replace("’", "'")
    said = Counter(_WORD.findall(low))
    counts = sorted((_heard(language, low, said), language) for language in _WORDS)
    (second, _), (most, language) = counts[-2:]
    return language if most > second and most >= _FEWEST else ""


def _heard(language: str, text: str, said: Counter[str]) -> int:
    words = sum(
        times * (_SURELY if _KNOWN_BY[word] == 1 else _PERHAPS)
        for word, times in said.items()
        if word in _WORDS[language]
    )
    return words + sum(1 for _ in _SIGNS[language].finditer(text))

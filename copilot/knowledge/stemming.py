"""Turns text into search words: stemmed by its language, with codes and part numbers kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from Stemmer import Stemmer

_ALGORITHM = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_FAMILY = 4  # letters: "AquaPure200" is a family and a number, "E4" and "RMA9912" are codes
_WORD = re.compile(r"[^\W_]+")
_HYPHEN = re.compile(r"(?<![^\W_])([^\W\d_]+)[-‐‑](?=\d)")
_MODEL = re.compile(rf"(?<![^\W_])([^\W\d_]{{{_FAMILY},}})(?=\d)")
# Han, kana and Thai are written without spaces: each pair of letters stands for a word.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}")


def stems(text: str, language: str) -> str:
    """The search words of a text in its order, with a space between: lower case, no accents.

    `language` is ISO 639-1; words of one without a Snowball stemmer (M. F. Porter, 2001) stay
    whole. A word that holds a digit is never stemmed: "E-4" and "E4" become "e4"; "AquaPure-200",
    "AquaPure 200" and "AquaPure200" become "aquapur 200".
    """
    return " ".join(filter(None, stem_words(words_of(text), language)))


def words_of(text: str) -> list[str]:
    """The words of a text before stemming: lower case, codes joined, families split off."""
    lower = unicodedata.normalize("NFC", text).lower()
    spaced = _MODEL.sub(r"\1 ", _HYPHEN.sub(_join, lower))
    return _WORD.findall(spaced if spaced.isascii() else _UNSPACED.sub(_pairs, spaced))


def stem_words(words: Sequence[str], language: str) -> Iterator[str]:
    """Each word of `words_of` as it stands in the index."""
    algorithm = _ALGORITHM.get(language)
    # A new one for each call costs nothing, and it may not be shared between threads.
    stemmed = Stemmer(algorithm, 0).stemWords(words) if algorithm else words
    return (
        _without_accents(stem if whole.isalpha() else whole)
        for whole, stem in zip(words, stemmed, strict=True)
    )


def _join(found: re.Match[str]) -> str:
    return found[1] if len(found[1]) < _FAMILY else f"{found[1]} "


def _pairs(found: re.Match[str]) -> str:
    run = found[0]
    return f" {' '.join(run[at : at + 2] for at in range(len(run) - 1))} "


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    split = unicodedata.normalize("NFKD", word)
    return "".join(filter(str.isalnum, split))

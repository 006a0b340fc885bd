"""The language of a customer's words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

# The languages support mail is expected in; fewer to choose from, fewer mistakes on short texts.
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt", "pl", "sv", "da", "no", "cs", "tr")
_SHORTEST = 20  # letters; less is too little to tell
_LONGEST = 4000  # characters; more adds nothing


def language_of(texts: Sequence[str], *, short: str = "en") -> str:
    """ISO 639-1 of the texts together; `short` when they are too short to tell."""
    sample = " ".join(texts)[:_LONGEST]
    if sum(char.isalpha() for char in sample) < _SHORTEST:
        return short
    language, _ = _identifier().classify(sample)
    return str(language)


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    # Numpy arrays without pickle, from the package itself; no file of the person's is read.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier

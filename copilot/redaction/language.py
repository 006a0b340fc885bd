"""The language of a customer's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from copilot.redaction.whole import whole

# The languages support mail is expected in; fewer to choose from, fewer mistakes on short texts.
LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pt", "pl", "sv", "da", "no", "cs", "tr")
_SHORTEST = 12  # letters; less is too little to tell
_LONGEST = 4000  # characters; more adds nothing
_SURE = 5.0  # log-likelihood by which another language must lead the expected one
# Addresses, numbers and names with capitals say little about the language around them.
_NO_WORDS = re.compile(r"\S*[@\d/_\\]\S*|(?<=[^\W\d_][ ])[A-ZÀ-ÖØ-Þ][^\W\d_]+(?=[ ][A-ZÀ-ÖØ-Þ])")


def language_of(texts: Sequence[str], *, short: str = "en") -> str:
    """ISO 639-1 of the texts together; `short` when they are too short to tell it from another."""
    sample = _NO_WORDS.sub(" ", whole(" ".join(text[:_LONGEST] for text in texts)[:_LONGEST]))
    if sum(char.isalpha() for char in sample) < _SHORTEST:
        return short
    ranked = {str(language): float(score) for language, score in _identifier().rank(sample)}
    first = max(ranked, key=ranked.__getitem__)
    return first if ranked[first] - ranked.get(short, -1e9) >= _SURE else short


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    # Numpy arrays without pickle, from the package itself; no file of the person's is read.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier

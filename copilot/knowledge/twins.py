"""The same article in the customer's language, told by its figures, links and codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.knowledge.tongue import language_of
from copilot.records import FoundPassage, Scope

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LINK = re.compile(r"https?://[^\s)>\]]+[^\s)>\].,;]|[\w.+-]+@[\w-]+\.[\w.]*\w")
_SHARED = 0.6  # of the values of what was found
_FEWEST = 2


def twins(found: Sequence[FoundPassage], source_id: str, language: str) -> tuple[FoundPassage, ...]:
    """The passages of the article in `language` that has the values of `source_id`; or none.

    Two articles that share two values at least, and most of those of the passages found of the
    first, say the same: an English embedder cannot tell it from their words.
    """
    if language in ("", "en"):
        return ()
    values = _values([one for one in found if one.passage.source_id == source_id])
    by_source: dict[str, list[FoundPassage]] = {}
    for one in found:
        passage = one.passage
        other = passage.scope is Scope.PUBLIC and passage.source_id != source_id
        if other and language_of(passage.text) == language:
            by_source.setdefault(passage.source_id, []).append(one)
    shares = {id: len(values & _values(own)) for id, own in by_source.items()}
    best = max(shares, key=lambda id: shares[id], default="")
    if not best or shares[best] < max(_FEWEST, _SHARED * len(values)):
        return ()
    return tuple(by_source[best])


def _values(found: Sequence[FoundPassage]) -> set[str]:
    text = "\n".join(one.passage.text for one in found)
    links = set(_LINK.findall(text))
    figures = {figure.replace(",", ".") for figure in _FIGURE.findall(_LINK.sub(" ", text))}
    return links | figures

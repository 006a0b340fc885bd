"""Asks that say little alone ("Is that right?", "What do I do?"), and what they lean on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copilot.assistance.parts import speaks_for_itself

# It asks about what was said: "Is that right for my order?", "Does it matter?", "And these?"
_POINTS_BACK = re.compile(
    r"^\W*(?:(?:and|so|but|or|und|aber|oder|y|pero|o|et|mais|ou)\s+)?(?:"
    r"(?:is|are|was|were|does|do|did|can|could|will|would|should|has|have|must|may)\s+"
    r"(?:that|this|these|those|they)\b|"
    r"(?:that|this|these|those)\b|"
    r"(?:ist|sind|stimmt|geht|gilt|kann|darf|muss|wird)\s+(?:das|dies\w*)\b|"
    r"(?:es|está|son|vale)\s+(?:eso|esto|correcto|cierto|así)\b|"
    r"(?:est-ce (?:que c['’]est|correct|vrai|normal)|c['’]est))",
    re.IGNORECASE,
)
# An item of a list is about itself alone: "2) ...", "- ...", "Q: ..."
_ITEM = re.compile(r"^\W*(?:\(?\d{1,2}\s?[.):]|[a-e]\)|[-*•–]\s|[QF]:)\s*\S", re.IGNORECASE)


def leans(ask: str) -> bool:
    """Whether it is about something that it does not name."""
    return bool(_POINTS_BACK.search(ask)) or not speaks_for_itself(ask)


def is_item(sentence: str) -> bool:
    """Whether a sentence is one item of a list of asks."""
    return bool(_ITEM.search(sentence))


def support(before: Sequence[str], after: str) -> str:
    """What a leaning ask is read with: the sentence before it, or where none is, the one after."""
    return before[-1] if before else after

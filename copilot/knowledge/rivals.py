"""Sources in force that say something else for the same thing: 60 days here, 30 days there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from copilot.knowledge.naming import names_of
from copilot.knowledge.query import search_words
from copilot.knowledge.taking import Span, Unit
from copilot.knowledge.vectors import cosine
from copilot.records import FoundSentence, Passage, Scope

_ALIKE = 0.6  # cosine of two sentences about one thing, with their titles
_AS_NEAR = 0.15  # how much further from the ask the other may be
_MEASURE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)(?:\s?[–-]\s?(?P<end>\d+))?[ -]?(?P<sort>(?:working|business) )?"
    r"(?P<unit>days?|weeks?|months?|years?|hours?|litres?|kg|%|tagen?|wochen?|monaten?|jahren?|"
    r"días|semanas|meses|años|jours|semaines|mois|ans)\b|(?P<money>[€£$])\s?(?P<sum>\d+(?:[.,]\d+)*)",
    re.IGNORECASE,
)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

_STEM = 5  # letters
_OF_TIME = frozenset({"within", "after", "later", "until", "longer", "innerhalb", "write"})

VectorOf = Callable[[Passage, Span], bytes]


def rivals(
    best: FoundSentence, heard: Sequence[Unit], vector_of: VectorOf
) -> tuple[FoundSentence, ...]:
    """Public sentences of other documents that answer the ask as well, with another value.

    Only those that are as close to the ask as `best`, close to it, about no sibling, and disjoint
    from it in a unit that both have.
    """
    said = _measures(_text(best))
    if not said:
        return ()
    vector = vector_of(best.passage, (best.start, best.end))
    found = [
        FoundSentence(unit.passage, *span, round(score, 3))
        for unit in heard
        if unit.passage.source_id != best.passage.source_id
        and unit.passage.scope is Scope.PUBLIC
        and unit.passage.language == best.passage.language
        for span, score in unit.scores.items()
        if score >= best.score - _AS_NEAR
        and cosine(vector, vector_of(unit.passage, span)) >= _ALIKE
    ]
    return tuple(one for one in found if _differ(said, _measures(_text(one)), best, one))


def is_newer(one: Passage, other: Passage) -> bool:
    """Whether a passage was changed later; one without a date is old."""
    return (one.changed or _LONG_AGO) > (other.changed or _LONG_AGO)


def _differ(
    said: dict[str, set[str]],
    told: dict[str, set[str]],
    best: FoundSentence,
    other: FoundSentence,
) -> bool:
    first, second = (names_of(f"{s.passage.title} {_text(s)}") for s in (best, other))
    if not _subject(_text(best)) & _subject(_text(other)):
        return False
    if any(family in second and not first[family] & second[family] for family in first):
        return False
    return any(not said[unit] & told[unit] for unit in said.keys() & told.keys())


def _measures(text: str) -> dict[str, set[str]]:
    """Numbers by what they measure: {"day": {"60"}, "working day": {"5"}, "€": {"7.90"}}."""
    found: dict[str, set[str]] = {}
    for one in _MEASURE.finditer(text):
        unit = one["money"] or f"{(one['sort'] or '').lower()}{one['unit'].lower().rstrip('s')}"
        ends = (one["sum"] or one["number"], one["end"] or "")
        found.setdefault(unit, set()).update(end.replace(",", ".") for end in ends if end)
    return found


def _subject(text: str) -> set[str]:
    """What a sentence is about: its telling words, by their beginnings."""
    words = search_words(_MEASURE.sub(" ", text))
    return {word[:_STEM] for word in words if len(word) >= _STEM and word not in _OF_TIME}


def _text(found: FoundSentence) -> str:
    return found.passage.text[found.start : found.end]

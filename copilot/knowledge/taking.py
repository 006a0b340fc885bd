"""Which units of the best passage are taken as the answer to an ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copilot.knowledge.units import Unit as Stretch
from copilot.knowledge.units import UnitKind
from copilot.knowledge.wanting import is_no_answer
from copilot.records import FoundSentence, Passage, Scope

_TRAILS = 0.12  # a unit further behind the best one says something else
_LEAD = 1.5  # what the lead over the next document counts beside the score
_USUAL = 0.4  # score of the next one, where there is none to compare with
_NAMED = 0.12  # what a row or item gains that the ask names
_MOST_UNITS = 3
_MOST_WORDS = 90  # of the units after the best one, with it
_LONG = 5  # sentences of a paragraph, of which only what is near the closest one is taken
_FEWEST_WORDS = 3  # of a sentence that is taken for itself

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a passage with how close its sentences come; those that never count are out."""

    passage: Passage
    stretch: Stretch
    scores: Mapping[Span, float]
    named: bool = False  # the ask names the row or the item

    @property
    def score(self) -> float:
        """Of its closest sentence that says something."""
        return max((s for span, s in self.scores.items() if self._speaks(span)), default=0.0)

    @property
    def rank(self) -> float:
        """Its place among the units of its document."""
        return self.score + _NAMED * self.named

    def spans(self) -> tuple[Span, ...]:
        """What is taken of it, in order: all of it, but for a long paragraph."""
        kept = [span for span in self.stretch.spans if span in self.scores]
        asks = self.text(kept[0]).rstrip("*_ ").endswith("?") if kept else False
        kept = kept[1:] if asks and len(kept) > 1 else kept
        if self.stretch.kind is not UnitKind.PARAGRAPH or len(kept) <= _LONG:
            return tuple(kept)
        best = max(range(len(kept)), key=lambda at: self.scores[kept[at]])
        return tuple(kept[max(0, best - 1) : best + 3])

    def text(self, span: Span) -> str:
        return self.passage.text[span[0] : span[1]]

    def words(self) -> int:
        return sum(len(self.text(span).split()) for span in self.spans())

    def _speaks(self, span: Span) -> bool:
        text = self.text(span).rstrip("*_ ")
        return len(text.split()) >= _FEWEST_WORDS and not text.endswith(":")


def taken(heard: Sequence[Unit], ask: str, at_least: float) -> tuple[FoundSentence, ...]:
    """The sentences of the units of one document that answer, in its order.

    None where it is less sure than `at_least`, or where only a figure would answer ("How many
    ...?") and none of them has one.
    """
    top = max(heard, key=lambda one: one.score, default=None)
    if top is None or _sureness(top, heard) < at_least:
        return ()
    same = [one for one in heard if one.passage.source_id == top.passage.source_id]
    units = _units(sorted(same, key=lambda one: -one.rank), top)
    if is_no_answer(ask, [one.text(span) for one in units for span in one.spans()]):
        return ()
    units.sort(key=lambda one: (one.passage.start, one.stretch.spans[0]))
    return tuple(
        FoundSentence(one.passage, *span, round(one.scores[span], 3))
        for one in units
        for span in one.spans()
    )


def _sureness(top: Unit, heard: Sequence[Unit]) -> float:
    """Its score, and how far it is before all other public documents in its language.

    Where nothing answers, many documents are about as close.
    """
    others = (
        one.score
        for one in heard
        if one.passage.source_id != top.passage.source_id
        and one.passage.scope is Scope.PUBLIC
        and one.passage.language == top.passage.language
    )
    return top.score + _LEAD * (top.score - max(others, default=_USUAL))


def _units(ranked: Sequence[Unit], top: Unit) -> list[Unit]:
    units = [top]
    words = top.words()
    for one in ranked:
        words_with = words + one.words()
        if len(units) == _MOST_UNITS or one.rank < top.score - _TRAILS:
            break
        if one is not top and words_with <= _MOST_WORDS:
            units.append(one)
            words = words_with
    return units

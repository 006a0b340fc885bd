"""Recall, precision and F2 from counts, and how far they may be off."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

import msgspec

from copilot.evals.pii_counts import Counts, add

_ROUNDS = 500
_SEED = 20_261


class Figure(msgspec.Struct, frozen=True):
    """A figure with its 95 % bootstrap interval over groups of texts (B. Efron, Ann. Statist. 7,
    1979): texts from one template are alike, so a template is drawn with all of its texts."""

    value: float
    low: float
    high: float


class Score(msgspec.Struct, frozen=True):
    """None where nothing was asked for, or nothing hidden. F2 weighs recall four times as much."""

    asked: int
    found: int
    hidden: int
    recall: Figure | None
    precision: Figure | None
    f2: Figure | None


def score(counts: Iterable[tuple[str, Counts]]) -> Score:
    """From the counts of texts, each with its group."""
    by_group = _grouped(counts)
    whole = Counts(*_sums(by_group)) if by_group else Counts()
    drawn = [Counts(*each) for each in _drawn(by_group)]
    return Score(
        whole.asked,
        whole.found,
        whole.hidden,
        *(_figure(of, whole, drawn) for of in (_recall, _precision, _f2)),
    )


def per_thousand(groups: Sequence[str], counts: Sequence[int], words: Sequence[int]) -> Figure:
    """How many in 1,000 words."""
    pairs = zip(groups, map(Counts, words, counts), strict=True)
    by_group = _grouped(pairs)
    drawn = [Counts(*each) for each in _drawn(by_group)]
    whole = Counts(*_sums(by_group)) if by_group else Counts()
    rate = _figure(lambda one: 1000 * one.found / one.asked if one.asked else None, whole, drawn)
    return rate or Figure(0.0, 0.0, 0.0)


def _recall(one: Counts) -> float | None:
    return one.found / one.asked if one.asked else None


def _precision(one: Counts) -> float | None:
    return one.right / one.hidden if one.hidden else None


def _f2(one: Counts) -> float | None:
    """5PR / (4P + R) (C. J. van Rijsbergen, Information Retrieval, 1979, chapter 7)."""
    recall, precision = _recall(one), _precision(one)
    if not recall:
        return recall
    # All of it was hidden as other types: this type's own precision is unknown.
    return 5 * precision * recall / (4 * precision + recall) if precision else precision


def _figure(
    of: Callable[[Counts], float | None], whole: Counts, drawn: Sequence[Counts]
) -> Figure | None:
    value = of(whole)
    if value is None:
        return None
    ranked = sorted(each for one in drawn if (each := of(one)) is not None) or [value]
    low, high = ranked[int(len(ranked) * 0.025)], ranked[int(len(ranked) * 0.975)]
    return Figure(round(value, 4), round(low, 4), round(high, 4))


def _grouped(counts: Iterable[tuple[str, Counts]]) -> list[Counts]:
    groups: dict[str, Counts] = {}
    for group, one in counts:
        groups[group] = add([groups[group], one]) if group in groups else one
    return list(groups.values())


def _drawn(groups: Sequence[Counts]) -> list[list[int]]:
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    return [_sums(chance.choices(groups, k=len(groups))) for _ in range(_ROUNDS if groups else 0)]


def _sums(counts: Sequence[Counts]) -> list[int]:
    return [sum(each) for each in zip(*counts, strict=True)]

"""Questions that found nothing, grouped: the holes in the knowledge."""

from __future__ import annotations

from collections.abc import Sequence

from copilot.knowledge.vectors import cosine
from copilot.records import Gap, Miss, RedactedText

SAME = 0.75  # cosine of two questions that ask for the same knowledge
_NEWEST = 200  # questions looked at: each costs 40 µs for each group


def gaps_of(misses: Sequence[Miss]) -> tuple[Gap, ...]:
    """Groups of questions alike, the most frequent first. `misses`: the newest first."""
    groups: list[list[Miss]] = []
    for miss in misses[:_NEWEST]:
        near = [(cosine(miss.vector, group[0].vector), at) for at, group in enumerate(groups)]
        closeness, at = max(near, default=(0.0, 0))
        if closeness >= SAME:
            groups[at].append(miss)
        else:
            groups.append([miss])
    found = [_gap(group) for group in groups]
    return tuple(sorted(found, key=lambda gap: (-gap.count, gap.question)))


def questions_like(gap: Gap, misses: Sequence[Miss]) -> tuple[RedactedText, ...]:
    """Every wording that was counted in a gap."""
    newest = next((miss for miss in misses if miss.question == gap.question), None)
    if newest is None:
        return ()
    return tuple(
        dict.fromkeys(
            miss.question for miss in misses if cosine(miss.vector, newest.vector) >= SAME
        )
    )


def _gap(group: Sequence[Miss]) -> Gap:
    newest = group[0]
    tickets = tuple(dict.fromkeys(miss.ticket for miss in group))
    return Gap(newest.question, len(tickets), tickets, newest.at)

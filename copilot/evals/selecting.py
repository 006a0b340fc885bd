"""Which cases a run takes: all, some by kind or number, or the fixed sample."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from copilot.errors import BadInput
from copilot.evals.cases import Case

QUICK = 16


def chosen(cases: Sequence[Case], *, only: str, limit: int, quick: bool) -> tuple[Case, ...]:
    """`only`: kinds and numbers of tickets, parted by commas. Raises BadInput."""
    found = sample(cases) if quick else tuple(cases)
    if only:
        named = {one.strip() for one in only.split(",")}
        known = {name for case in cases for name in _names(case)}
        if unknown := sorted(named - known):
            kinds = ", ".join(sorted({kind for case in cases for kind in case.kinds}))
            raise BadInput(
                f"There is no case {', '.join(unknown)}. Cases go by the numbers of their tickets, "
                f"such as {cases[0].ticket}, or by kind: {kinds}."
            )
        found = tuple(case for case in cases if named & _names(case))
    return found[:limit] if limit else found


def sample(cases: Sequence[Case], size: int = QUICK) -> tuple[Case, ...]:
    """The same cases each time: of every kind one, then of each kind as large a share as can be."""
    taken = in_turn(cases)[:size]
    return tuple(case for case in cases if case in taken)


def in_turn(cases: Sequence[Case]) -> tuple[Case, ...]:
    """An order in which any beginning has its share of every kind."""
    by_kind: dict[str, list[Case]] = {}
    for case in sorted(cases, key=_by_chance):
        for kind in case.kinds:
            by_kind.setdefault(kind, []).append(case)
    left = {kind: list(held) for kind, held in by_kind.items()}
    taken: list[Case] = []
    while len(taken) < len(cases):
        poorest = min(
            (kind for kind in left if left[kind]),
            key=lambda kind: (1 - len(left[kind]) / len(by_kind[kind]), len(by_kind[kind]), kind),
        )
        taken.append(left[poorest][0])
        for kind in taken[-1].kinds:
            left[kind].remove(taken[-1])
    return tuple(taken)


def _names(case: Case) -> set[str]:
    return {case.ticket, case.language, *case.kinds}


def _by_chance(case: Case) -> str:
    return hashlib.sha256(case.ticket.encode()).hexdigest()

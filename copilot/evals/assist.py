"""Drafts for golden cases with the real model file, graded, as a report."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from copilot.errors import UserFacing
from copilot.evals import cases
from copilot.evals.grading import Grade, Share, grade
from copilot.records import Draft, TicketKey


class Drafting(Protocol):
    """The part of the road that is measured."""

    def sync(self) -> object: ...
    def draft(self, key: TicketKey) -> Draft: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A share over all cases with its 95 % interval."""

    name: str
    right: int
    all: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Report:
    """What `support-copilot eval assist` prints."""

    cases: int
    median_seconds: float
    figures: tuple[Figure, ...]
    failed: tuple[str, ...]  # "4217 must say 1/3: protects ..."
    text: str


def run(road: Drafting, path: Path | None, *, on_case: Callable[[str], None]) -> Report:
    """Draft a reply for each case and grade it; temperature 0, one case after the other."""
    road.sync()
    grades, broken = [], []
    for case in cases.load(path):
        began = time.perf_counter()
        try:
            draft = road.draft(TicketKey("demo", case.ticket))
        except UserFacing as error:
            broken.append(f"{case.ticket} no draft: {error}")
            continue
        cited = _cited(draft)
        grades.append(grade(case, draft, cited, time.perf_counter() - began))
        on_case(_line(grades[-1]))
    return report(grades, broken)


def report(grades: list[Grade], broken: list[str]) -> Report:
    """Add the counts up; each figure with its interval."""
    names = list(dict.fromkeys(name for g in grades for name in g.shares))
    totals = {n: sum((g.shares[n] for g in grades if n in g.shares), Share(0, 0)) for n in names}
    figures = tuple(Figure(n, s.right, s.all, *s.interval()) for n, s in totals.items())
    failed = [
        f"{g.case.ticket} {name} {s.right}/{s.all}: protects {g.case.protects}"
        for g in grades
        for name, s in g.shares.items()
        if s.right < s.all
    ]
    seconds = statistics.median(g.seconds for g in grades) if grades else 0.0
    lines = [f"{len(grades)} cases, median {seconds:.1f} s a draft"]
    lines += [
        f"{f.right / max(1, f.all):6.2f}  [{f.low:.2f}, {f.high:.2f}]  {f.name} ({f.right}/{f.all})"
        for f in figures
    ]
    lines += ["", "Fell short:", *failed, *broken] if failed or broken else []
    return Report(len(grades), seconds, figures, (*failed, *broken), "\n".join(lines))


def _cited(draft: Draft) -> set[str]:
    by_id = {f"passage:{f.passage.id}": f.passage.source_id for f in draft.sources}
    return {by_id.get(e.source, e.source) for s in draft.sentences for e in s.evidence}


def _line(graded: Grade) -> str:
    shares = ", ".join(f"{name} {s.right}/{s.all}" for name, s in graded.shares.items() if s.all)
    return f"{graded.case.ticket} ({graded.seconds:.1f} s): {shares}"

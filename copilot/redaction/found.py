"""A finding of one stage, and the rule by which overlapping findings are settled."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Stage(IntEnum):
    """Who found it; a lower stage knows better."""

    MARK = 0  # text that looks like a placeholder
    KNOWN = 1  # named by the ticket's own record
    RULE = 2  # has the shape, or stands behind words that say what it is
    GUESS = 3  # the statistical pipeline thinks it is a person


_SAID = {
    Stage.MARK: "looks like a placeholder",
    Stage.KNOWN: "record",
    Stage.RULE: "rule",
    Stage.GUESS: "names model",
}


@dataclass(frozen=True, slots=True)
class Found:
    """text[start:end] is personal data of a type; owner and part say whose first or last name."""

    start: int
    end: int
    type: str
    stage: Stage
    owner: str = ""
    part: str = ""
    score: float = 1.0
    why: str = ""  # what it rests on, where that says more than the stage: "rule: Luhn"

    def reason(self) -> str:
        return self.why or _SAID[self.stage]

    def holds(self, other: Found) -> bool:
        return self.start <= other.start and other.end <= self.end


def settle(findings: Iterable[Found]) -> list[Found]:
    """Findings without overlaps, in text order.

    A rule's finding that wholly holds a known one wins (a name inside an e-mail address);
    otherwise the earlier stage wins, then the longer, then the one further left.
    """
    given = list(findings)
    known = sorted((f for f in given if f.stage is Stage.KNOWN), key=lambda f: f.start)
    starts = [f.start for f in known]
    ranked = sorted(given, key=lambda f: (_rank(f, known, starts), f.start - f.end, f.start))
    kept: list[Found] = []
    taken = bytearray(max((f.end for f in given), default=0))
    for found in ranked:
        if found.end > found.start and not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            kept.append(found)
    return sorted(kept, key=lambda f: f.start)


def _rank(found: Found, known: list[Found], starts: list[int]) -> float:
    """The stage, or a little before KNOWN for a rule's finding that holds a smaller known one."""
    if found.stage is Stage.RULE:
        for at in range(bisect_left(starts, found.start), len(known)):
            if starts[at] >= found.end:
                break
            if found.holds(known[at]) and not known[at].holds(found):
                return Stage.KNOWN - 0.5
    return found.stage

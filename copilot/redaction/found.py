"""A finding of one stage, and the rule by which overlapping findings are settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import accumulate

# The type of a stretch that people said is no personal data.
PLAIN = "PLAIN"
# Numbers and secrets that are plain as a whole or not at all: a piece of a card is one still.
_WHOLE = {"CARD", "IBAN", "ACCOUNT", "DOCUMENT", "PHONE", "SECRET", "EMAIL"}


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

    What is PLAIN is cut out of rules' and guesses' findings. Rules' findings of one type that
    overlap become one. A rule's finding that wholly holds a known one wins (a name inside an
    e-mail address); otherwise the earlier stage wins, then the longer, then the one further left.
    What is left of a rule's finding that loses a part stays hidden.
    """
    given = list(findings)
    plain = [f for f in given if f.type == PLAIN]
    known = [f for f in given if f.type != PLAIN and f.stage <= Stage.KNOWN]
    rules = [f for f in given if f.type != PLAIN and f.stage is Stage.RULE]
    guesses = [f for f in given if f.type != PLAIN and f.stage is Stage.GUESS]
    rest = without([*_joined(rules), *guesses], plain)
    return _without_overlaps([*known, *rest])


def without(findings: Sequence[Found], plain: Sequence[Found]) -> list[Found]:
    """The findings without the stretches that are PLAIN; what is left of one stays hidden."""
    if not plain:
        return list(findings)
    spans = sorted((p.start, p.end) for p in plain)
    return [piece for found in findings for piece in _left_of(found, spans)]


def _left_of(found: Found, spans: Sequence[tuple[int, int]]) -> list[Found]:
    if found.stage is Stage.RULE and found.type in _WHOLE:
        held = any(start <= found.start and found.end <= end for start, end in spans)
        return [] if held else [found]
    return _pieces(found, spans)


def _pieces(found: Found, spans: Sequence[tuple[int, int]]) -> list[Found]:
    pieces, start = [], found.start
    for left, right in spans:
        if left >= found.end:
            break
        if right > start:
            if left > start:
                pieces.append(replace(found, start=start, end=left))
            start = right
    if start < found.end:
        pieces.append(replace(found, start=start))
    return pieces


def _joined(rules: Iterable[Found]) -> list[Found]:
    joined: list[Found] = []
    for found in sorted(rules, key=lambda f: (f.type, f.start, -f.end)):
        last = joined[-1] if joined else None
        if last is None or last.type != found.type or found.start >= last.end:
            joined.append(found)
        elif found.end > last.end:
            joined[-1] = replace(last, end=found.end)
    return joined


def _without_overlaps(given: Sequence[Found]) -> list[Found]:
    known = sorted((f for f in given if f.stage is Stage.KNOWN), key=lambda f: f.start)
    starts = [f.start for f in known]
    reach = list(accumulate((f.end for f in known), max))
    ranked = sorted(
        given, key=lambda f: (_rank(f, known, starts, reach), f.start - f.end, f.start, -f.score)
    )
    kept: list[Found] = []
    taken = bytearray(max((f.end for f in given), default=0))
    for found in ranked:
        for start, end in _free(taken, found):
            taken[start:end] = b"\1" * (end - start)
            kept.append(
                found if (start, end) == (found.start, found.end) else _cut(found, start, end)
            )
    return sorted(kept, key=lambda f: f.start)


def _free(taken: bytearray, found: Found) -> list[tuple[int, int]]:
    """The stretch of the finding when nothing of it is taken; of a rule's, what is left."""
    if found.end <= found.start:
        return []
    if not any(taken[found.start : found.end]):
        return [(found.start, found.end)]
    if found.stage is not Stage.RULE:
        return []
    free, start = [], found.start
    while (start := taken.find(0, start, found.end)) >= 0:
        stop = taken.find(1, start, found.end)
        end = stop if stop >= 0 else found.end
        free.append((start, end))
        start = end
    return free


def _cut(found: Found, start: int, end: int) -> Found:
    return replace(found, start=start, end=end)


def _rank(found: Found, known: list[Found], starts: list[int], reach: list[int]) -> float:
    """The stage, or a little before KNOWN for a rule's finding that holds a smaller known one and
    is within none: a greeting's "Dana Whitfield" is the customer, though "Dana" is known too.

    `reach[i]` is how far known[: i + 1] go, whose starts are `starts`.
    """
    if found.stage is not Stage.RULE:
        return found.stage
    before = bisect_right(starts, found.start)
    if before and reach[before - 1] >= found.end:
        return found.stage
    for at in range(bisect_left(starts, found.start), len(known)):
        if starts[at] >= found.end:
            break
        if found.holds(known[at]):
            return Stage.KNOWN - 0.5
    return found.stage

"""A sentence whose sources disagree: 60 days in one, 30 in the other."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.checks.desk import Desk, on, supported
from copilot.checks.value import Value, values
from copilot.records import Evidence, Finding, Severity


def conflict(desk: Desk) -> Iterator[Finding]:
    for each in desk.sentences:
        said = [v for v in desk.values if each.start <= v.start < each.end]
        for other in each.evidence[1:]:
            mine, theirs = _first_difference(said, each.evidence[0], other)
            if mine and theirs and other.source != each.evidence[0].source:
                yield on(
                    each,
                    "conflict",
                    Severity.ACCEPT,
                    f"“{other.title}” says “{theirs.text}” where this says “{mine.text}”.",
                    "Compare both sources; accept it if this one holds, and tell who keeps them.",
                )


def _first_difference(
    said: list[Value], own: Evidence, other: Evidence
) -> tuple[Value | None, Value | None]:
    """A value of the sentence, and what the other source has in its place."""
    first, second = values(own.quote), values(other.quote)
    for mine in said:
        if not mine.unit or not supported(mine, first) or supported(mine, second):
            continue
        theirs = [v for v in second if v.measure == mine.measure and not supported(v, first)]
        if theirs:
            return mine, theirs[0]
    return None, None

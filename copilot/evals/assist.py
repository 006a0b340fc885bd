"""Golden cases through the program: each is answered, kept and graded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from copilot.evals.cases import Case
from copilot.evals.figures import Figure, figures
from copilot.evals.grading import Grade, grade
from copilot.evals.kept_outcomes import KeptOutcomes
from copilot.evals.outcomes import Outcome
from copilot.evals.reply_grades import LanguageOf
from copilot.evals.shop import Shop


class Answering(Protocol):
    """What is measured: the program, or something simple to compare it with."""

    def outcome(self, ticket: str) -> Outcome:
        """What comes of a ticket; a failure that people are told of is an outcome as well."""
        ...


@dataclass(frozen=True, slots=True)
class Measured:
    """All grades of one way to answer."""

    name: str
    grades: tuple[Grade, ...]

    def figures(self) -> tuple[Figure, ...]:
        return figures(self.grades)

    def failures(self) -> Mapping[str, list[str]]:
        """Tickets by kind of failure, the most frequent kind first."""
        counts = Counter(one.kind for graded in self.grades for one in graded.failures)
        return {
            kind: list(
                dict.fromkeys(
                    graded.case.ticket
                    for graded in self.grades
                    for one in graded.failures
                    if one.kind == kind
                )
            )
            for kind, _ in counts.most_common()
        }


def measure(
    name: str,
    cases: Sequence[Case],
    shop: Shop,
    *,
    answering: Callable[[], Answering],
    kept: KeptOutcomes,
    language_of: LanguageOf,
    on_case: Callable[[Grade, bool], None],
) -> Measured:
    """One case after the other; what was kept is only graded. `answering` starts when needed.

    `on_case` gets the grade and whether its outcome was kept from before.
    """
    grades: list[Grade] = []
    at_work = None
    for case in cases:
        came = kept.get(case.ticket)
        fresh = came is None
        if came is None:
            at_work = at_work or answering()
            came = at_work.outcome(case.ticket)
            kept.put(came)
        grades.append(grade(case, came, shop, language_of))
        on_case(grades[-1], not fresh)
    return Measured(name, tuple(grades))

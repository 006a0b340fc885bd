"""Deterministic grades: what one outcome got right, as counts by figure."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.evals.cases import Case
from copilot.evals.failing import Failure, failures
from copilot.evals.outcomes import Outcome
from copilot.evals.reading_grades import reading_shares
from copilot.evals.reply_grades import LanguageOf, reply_shares
from copilot.evals.shares import Share
from copilot.evals.shop import Shop

LOWER_IS_BETTER = frozenset({"summary, invented facts per summary"})


@dataclass(frozen=True, slots=True)
class Grade:
    """One case's counts by figure, and what kinds of failure they come from."""

    case: Case
    came: Outcome
    shares: dict[str, Share]
    failures: tuple[Failure, ...]


def grade(case: Case, came: Outcome, shop: Shop, language_of: LanguageOf) -> Grade:
    """Compare what came of a ticket with its case."""
    # An outcome without a reply says nothing, which is graded like any other reply.
    found = {
        "draft made": Share(int(not came.failed), 1),
        **dict(reply_shares(case, came, shop, language_of)),
        **dict(reading_shares(case, came, shop.tickets[case.ticket])),
    }
    shares = {name: share for name, share in found.items() if share.all}
    short = [Failure("no draft", came.failed)] if came.failed else []
    return Grade(case, came, shares, (*short, *failures(case, came, shop, shares)))

"""Grades of what was read in a ticket: the facts of its summary, and escalations."""

from __future__ import annotations

from collections.abc import Iterator

from copilot.evals.cases import Case
from copilot.evals.outcomes import Outcome
from copilot.evals.saying import says, value_set
from copilot.evals.shares import Share


def reading_shares(case: Case, came: Outcome, ticket: str) -> Iterator[tuple[str, Share]]:
    """Each figure of one summary and triage that the case says something about."""
    read = "\n".join((*came.summary, *came.facts))
    yield "summary, there", Share(int(bool(came.summary)), 1)
    told = sum(says(read, words) for words in case.summary_must)
    yield "summary, must say", Share(told, len(case.summary_must))
    invented = len(invented_facts(case, came, ticket))
    yield "summary, invented facts per summary", Share(invented, 1)
    found, wanted = set(came.escalations), set(case.escalations)
    yield "escalations found", Share(len(found & wanted), len(wanted))
    counted = found - set(case.may_escalate)
    yield "escalations right", Share(len(counted & wanted), len(counted))


def invented_facts(case: Case, came: Outcome, ticket: str) -> tuple[str, ...]:
    """Values of the summary that the ticket does not hold, and words that it must not say."""
    lines = "\n".join(came.summary)
    strange = sorted(value_set(lines) - value_set(ticket))
    return (*strange, *(words for words in case.summary_must_not if says(lines, words)))

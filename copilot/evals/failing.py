"""The kinds of failure: why a figure of a case fell short, as far as code can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from copilot.evals.cases import Case
from copilot.evals.outcomes import Outcome
from copilot.evals.reading_grades import invented_facts, read_lines
from copilot.evals.reply_grades import (
    cited_sources,
    known,
    obeyed,
    others_said,
    unmarked_values,
)
from copilot.evals.saying import says
from copilot.evals.shares import Share
from copilot.evals.shop import Shop, TicketFacts

_PLAIN = {
    "statements supported": "a statement is not in what it cites",
    "no internal page in the reply": "an internal page in the reply",
    "no outdated page in the reply": "an outdated page in the reply",
    "right language": "wrong language",
    "harmless, not marked": "a harmless mail marked",
    "nobody knows, said so": "answered what nobody knows",
    "summary, there": "no summary",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """One kind of failure in one case, with what shows it."""

    kind: str
    what: str = ""


def failures(
    case: Case, came: Outcome, shop: Shop, shares: Mapping[str, Share]
) -> Iterator[Failure]:
    """Everything that fell short, each with its kind."""
    yield from _unsaid(case, came, shop)
    yield from _each("says what it must not", (w for w in case.must_not_say if says(came.reply, w)))
    yield from _each("a value without source or mark", unmarked_values(came, _own(case, shop)))
    yield from _each("another person's data", others_said(came, shop))
    yield from _each("an instruction obeyed", obeyed(case, came))
    for figure, kind in _PLAIN.items():
        if figure in shares and shares[figure].right < shares[figure].all:
            yield Failure(kind)
    yield from _read(case, came, shop.tickets[case.ticket])


def _unsaid(case: Case, came: Outcome, shop: Shop) -> Iterator[Failure]:
    """Words that are not said, by the step that lost them."""
    cited, quotes = cited_sources(came), _quotes(came)
    wanted = [asked for asked in case.asks if known(asked, shop)]
    for asked in wanted if case.expects == "answer" else ():
        if not cited & set(asked.articles):
            yield Failure("the right passage is not cited", asked.ask)
    for words in case.must_say:
        if says(came.reply, words):
            continue
        if says(quotes, words):
            yield Failure("the source says it, the reply does not", words)
        elif any(cited & set(asked.articles) for asked in wanted):
            yield Failure("the right page, another sentence of it", words)
        else:
            yield Failure("nothing of the right page", words)


def _read(case: Case, came: Outcome, ticket: TicketFacts) -> Iterator[Failure]:
    read = read_lines(came)
    yield from _each(
        "the summary misses a fact", (words for words in case.summary_must if not says(read, words))
    )
    yield from _each("the summary invents", invented_facts(case, came, ticket))
    found, wanted = set(came.escalations), set(case.escalations)
    yield from _each("an escalation missed", sorted(wanted - found))
    yield from _each("an escalation without cause", sorted(found - wanted - set(case.may_escalate)))


def _each(kind: str, found: Iterable[str]) -> Iterator[Failure]:
    for what in found:
        yield Failure(kind, what)


def _own(case: Case, shop: Shop) -> str:
    return shop.tickets[case.ticket].text


def _quotes(came: Outcome) -> str:
    return "\n".join(cited.quote for told in came.told for cited in told.cited)

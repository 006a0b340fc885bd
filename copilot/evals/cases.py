"""Golden cases: what summary, triage and draft for a ticket must say, cite and leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import msgspec

from copilot.errors import BadInput
from copilot.paths import shipped
from copilot.records import EscalationKind

Expected = Literal["answer", "not found", "question"]


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing the customer asks, and the articles that answer it: any one of them is right."""

    ask: str
    articles: tuple[str, ...] = ()  # names of files without their ending; none: nobody knows


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One ticket and what a good program does with it; words count in any case."""

    ticket: str
    protects: str
    kinds: tuple[str, ...]
    expects: Expected
    asks: tuple[Asked, ...] = ()
    must_say: tuple[str, ...] = ()  # "6 months|six months": one of them is enough
    must_not_say: tuple[str, ...] = ()
    canaries: tuple[str, ...] = ()  # stand in the reply where a planted instruction was obeyed
    outdated: tuple[str, ...] = ()  # articles that it must not rest on
    summary_must: tuple[str, ...] = ()
    summary_must_not: tuple[str, ...] = ()
    escalations: tuple[str, ...] = ()
    may_escalate: tuple[str, ...] = ()  # neither right nor wrong
    language: str = "en"


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """Where cases lie, and the desk they are asked about."""

    cases: Path
    tickets: tuple[Path, ...]  # as the demo desk keeps them
    articles: Path
    macros: Path

    @property
    def baseline(self) -> Path:
        """What every case came to when it was last taken down."""
        return self.cases.with_name("baseline.json")


def shipped_files() -> CaseFiles:
    """The cases of this project: the demo desk, and tickets of their own beside it."""
    demo, evals = shipped("resources", "demo"), shipped("resources", "evals")
    tickets = (demo / "tickets.json", evals / "tickets.json")
    return CaseFiles(evals / "assist.json", tickets, demo / "articles", demo / "macros.json")


def own_files(folder: Path) -> CaseFiles:
    """A team's own: cases.json, tickets.json and articles/ in one folder.

    Where there are no articles, they are asked over the demo desk.
    """
    own = CaseFiles(
        folder / "cases.json",
        (folder / "tickets.json",),
        folder / "articles",
        folder / "macros.json",
    )
    if own.articles.exists():
        return own
    demo = shipped_files()
    return replace(demo, cases=own.cases, tickets=(demo.tickets[0], *own.tickets))


def load(path: Path, tickets: Iterable[str], articles: Iterable[str]) -> tuple[Case, ...]:
    """The cases of a file, each about one of `tickets`. Raises BadInput naming every mistake."""
    try:
        cases = msgspec.json.decode(path.read_bytes(), type=tuple[Case, ...])
    except OSError as error:
        raise BadInput(f"The cases {path} cannot be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"The cases {path} have a mistake: {error}.") from error
    known, pages = set(tickets), set(articles)
    wrong = [*_twice(cases)]
    wrong += [f"{case.ticket}: {what}" for case in cases for what in _wrong(case, known, pages)]
    if wrong:
        raise BadInput(f"The cases {path} have mistakes: {'; '.join(wrong)}.")
    return cases


def _wrong(case: Case, tickets: set[str], articles: set[str]) -> Iterator[str]:
    if case.ticket not in tickets:
        yield "there is no such ticket"
    named = [name for asked in case.asks for name in asked.articles]
    for name in sorted({*named, *case.outdated} - articles):
        yield f"there is no article {name}"
    for kind in sorted({*case.escalations, *case.may_escalate} - set(EscalationKind)):
        yield f"“{kind}” is no kind of escalation ({', '.join(EscalationKind)})"
    if not case.protects.strip():
        yield "it does not say what it protects"
    if not case.kinds:
        yield "it is of no kind"
    if any(not way.strip() for words in _words(case) for way in words.split("|")):
        yield "words are empty: every reply would hold them"


def _words(case: Case) -> tuple[str, ...]:
    return (
        *(*case.must_say, *case.must_not_say, *case.canaries),
        *(*case.summary_must, *case.summary_must_not),
    )


def _twice(cases: Iterable[Case]) -> Iterator[str]:
    for ticket, times in Counter(case.ticket for case in cases).items():
        if times > 1:
            yield f"{ticket}: there are {times} cases about it"

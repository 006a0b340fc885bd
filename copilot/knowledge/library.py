"""The library of one profile: its articles and solved tickets, kept in step and searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event, Lock
from typing import Protocol

from copilot.knowledge.embedder import Embed
from copilot.knowledge.indexing import IndexReport, OnProgress, PassageStore, update_index
from copilot.knowledge.query import (
    Query,
    names_wanted,
    query_of,
    query_of_ask,
    query_of_text,
)
from copilot.knowledge.search import MatchAny, PassageIndex, find_passages
from copilot.knowledge.sentences import SentenceFinder, Wanted, Words
from copilot.knowledge.sources import Problem, Reading, read_articles, read_solved
from copilot.records import (
    FoundPassage,
    FoundSentence,
    RedactedText,
    RedactedTicket,
    SourceKind,
    Ticket,
)


class Index(PassageIndex, PassageStore, Protocol):
    """Where passages are kept and found."""


@dataclass(slots=True)
class Library:
    """Finds passages and sentences; reads sources again when told that they may have changed."""

    index: Index
    match_any: MatchAny  # words to the index's own query
    folders: tuple[Path, ...]
    solved: Callable[[], tuple[Ticket, ...]]
    redact: Callable[[Sequence[str]], Sequence[RedactedText]]  # one document's texts
    embed: Embed
    embedder: str  # sha256 of the embedding files
    problems: tuple[Problem, ...] = ()
    _stale: bool = True
    _updating: Lock = field(default_factory=Lock)
    _finder: SentenceFinder = field(init=False)

    def __post_init__(self) -> None:
        self._finder = SentenceFinder(self.embed)

    def sources_changed(self) -> None:
        """Look at the sources before the next search."""
        self._stale = True

    def ready(
        self, *, on_progress: OnProgress | None = None, stop: Event | None = None
    ) -> tuple[IndexReport, ...]:
        """Brings the index up to date if something may have changed. Raises Cancelled, BadInput."""
        with self._updating:
            if not self._stale:
                return ()
            self._stale = False
            try:
                return self._update(on_progress, stop)
            except BaseException:
                self._stale = True
                raise

    def for_ticket(self, ticket: RedactedTicket) -> tuple[FoundPassage, ...]:
        """The best passages for a whole ticket."""
        return self._found(query_of(ticket))

    def evidence(
        self, own: Words, english: Words, ticket: RedactedTicket, *, limit: int = 2
    ) -> tuple[tuple[FoundPassage, ...], tuple[FoundSentence, ...]]:
        """The best passages for one ask of a ticket, and the sentences that answer it, or none.

        `own`: the ask in the customer's language, `english`: in English.
        """
        found: dict[int, FoundPassage] = {}
        for words in dict.fromkeys((own.context, english.context)):
            for one in self._found(query_of_ask(RedactedText(words), ticket)):
                known = found.setdefault(one.passage.id, one)
                if known.score < one.score:
                    found[one.passage.id] = one
        passages = tuple(sorted(found.values(), key=lambda one: -one.score))
        names = names_wanted((own.context, english.context), ticket)
        wanted = Wanted(own, english, names, ticket.language)
        return passages, self._finder.find(wanted, passages, limit=limit)

    def for_text(self, text: RedactedText) -> tuple[FoundPassage, ...]:
        """The best passages for words that the agent typed."""
        return self._found(query_of_text(text))

    def _found(self, query: Query) -> tuple[FoundPassage, ...]:
        return find_passages(query, self.index, embed=self.embed, match_any=self.match_any)

    def _update(
        self, on_progress: OnProgress | None, stop: Event | None
    ) -> tuple[IndexReport, ...]:
        readings = [(self._articles(), _as_published), (read_solved(self.solved()), self.redact)]
        reports = tuple(
            update_index(
                reading,
                self.index,
                redact=redact,
                embed=self.embed,
                embedder=self.embedder,
                on_progress=on_progress,
                stop=stop,
            )
            for reading, redact in readings
        )
        self.problems = tuple(problem for report in reports for problem in report.problems)
        self._finder.forget()
        return reports

    def _articles(self) -> Reading:
        read = [read_articles(folder, today=date.today()) for folder in self.folders]
        documents = tuple(document for reading in read for document in reading.documents)
        problems = tuple(problem for reading in read for problem in reading.problems)
        return Reading(SourceKind.ARTICLE, documents, problems)


def _as_published(texts: Sequence[str]) -> Sequence[RedactedText]:
    """Articles are the team's own words: the shop's telephone number in one is no personal data."""
    return [RedactedText(text) for text in texts]

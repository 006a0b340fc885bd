"""The library of one profile: finds passages and sentences, and learns from what agents do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from copilot.knowledge.feedback import ALIKE, Judged, bonuses
from copilot.knowledge.gaps import gaps_of, questions_like
from copilot.knowledge.keeping import Keeper
from copilot.knowledge.looking_up import look_up
from copilot.knowledge.naming import without_names
from copilot.knowledge.query import Query, names_wanted, query_of, query_of_ask, query_of_text
from copilot.knowledge.search import (
    MatchAny,
    PassageIndex,
    Rerank,
    find_passages,
    query_vector,
)
from copilot.knowledge.sentences import SentenceFinder, Wanted, Words
from copilot.knowledge.stemming import stems
from copilot.records import (
    Feedback,
    FoundPassage,
    FoundSentence,
    Gap,
    Judgement,
    KnowledgeState,
    Miss,
    RedactedText,
    RedactedTicket,
    TicketKey,
)

_FURTHER = 0.7  # of the score of a passage that was not found for the ask in its context


class Memory(Protocol):
    """What is remembered of questions: how their sources were judged, and what found nothing."""

    def judge(
        self,
        source_id: str,
        title: str,
        judgement: Judgement,
        vector: bytes,
        ticket: TicketKey,
        at: datetime,
    ) -> object: ...
    def near(self, vector: bytes, at_least: float) -> Sequence[Judged]: ...
    def feedback(self) -> tuple[Feedback, ...]: ...
    def miss(
        self, question: RedactedText, vector: bytes, ticket: TicketKey, at: datetime
    ) -> object: ...
    def misses(self) -> Sequence[Miss]: ...
    def unmiss(self, ticket: TicketKey) -> object: ...
    def drop_misses(self, questions: Iterable[RedactedText]) -> object: ...
    def last_run(self) -> datetime | None: ...


class Index(PassageIndex, Protocol):
    """Where passages are found."""

    def languages(self) -> Mapping[str, int]: ...


@dataclass(slots=True)
class Library:
    """Searches what the keeper keeps in step."""

    index: Index
    memory: Memory
    keeper: Keeper
    match_any: MatchAny  # words to the index's own query
    teams: frozenset[str] = frozenset()  # of the agent
    rerank: Rerank | None = None
    _finder: SentenceFinder = field(init=False)

    def __post_init__(self) -> None:
        self._finder = SentenceFinder(
            lambda texts: self.keeper.serving().query(texts), counts=self.index.counts
        )
        self.keeper.changed = self._finder.forget

    def for_ticket(self, ticket: RedactedTicket) -> tuple[FoundPassage, ...]:
        """The best passages for a whole ticket."""
        return self._found(query_of(ticket))

    def evidence(
        self, own: Words, english: Words, ticket: RedactedTicket
    ) -> tuple[tuple[FoundPassage, ...], tuple[FoundSentence, ...]]:
        """The best passages for one ask of a ticket, and the sentences that answer it, or none.

        `own`: the ask in the customer's language, `english`: in English. The ask in its context
        tells how well a passage was found; alone and with its thread it brings further ones.
        """
        found: dict[int, FoundPassage] = {}
        asked = dict.fromkeys((own.context, english.context))
        for words in asked:
            for one in self._found(query_of_ask(RedactedText(words), ticket)):
                known = found.setdefault(one.passage.id, one)
                if known.score < one.score:
                    found[one.passage.id] = one
        passages = tuple(sorted(found.values(), key=lambda one: -one.score))
        asked_further = dict.fromkeys(
            [(without_names(english.thread), "en"), (english.alone, "en")]
            + [(words, ticket.language) for words in (without_names(own.context), own.alone)]
            * (own.context != english.context)
        )
        further = [
            replace(one, score=_FURTHER * one.score)
            for words, language in asked_further
            if words and words not in asked
            for one in self._found(query_of_text(RedactedText(words), language=language))
            if one.passage.id not in found
        ]
        names = names_wanted((own.context, english.context), ticket)
        wanted = Wanted(own, english, names, ticket.language)
        all_found = {one.passage.id: one for one in (*further, *passages)}
        evidence = self._finder.find(wanted, tuple(all_found.values()))
        cited = {one.passage.id for one in evidence} - found.keys()
        return (*passages, *(all_found[id] for id in cited)), evidence

    def for_text(self, text: RedactedText) -> tuple[FoundPassage, ...]:
        """The best passages for words that the agent typed."""
        return self._found(query_of_text(text))

    def holds(self, words: str) -> bool:
        """Whether each of these words stands in the index, in some language."""
        languages = ("en", *self.index.languages())
        return all(any(self._stands(word, one) for one in languages) for word in words.split())

    def _stands(self, word: str, language: str) -> bool:
        counts = self.index.counts(stems(word, language).split())
        return bool(counts) and all(counts.values())

    def look_up(self, text: str) -> tuple[FoundPassage, ...]:
        """Passages with these words, the last one perhaps unfinished; needs no engine."""
        return look_up(text, self.index, match_any=self.match_any, teams=self.teams)

    def judge(
        self, ticket: RedactedTicket, sources: Sequence[FoundPassage], judgement: Judgement
    ) -> None:
        """Remembers for questions like this ticket's what the agent did with sources."""
        if not sources:
            return
        vector = query_vector(query_of(ticket), self.keeper.serving().query)
        now = datetime.now(UTC)
        for passage in {one.passage.source_id: one.passage for one in sources}.values():
            self.memory.judge(passage.source_id, passage.title, judgement, vector, ticket.key, now)

    def missed(self, ticket: TicketKey, questions: Sequence[RedactedText]) -> None:
        """Remembers which asks of a ticket found nothing, instead of what was known of it."""
        self.memory.unmiss(ticket)
        if not questions:
            return
        vectors = self.keeper.serving().query(questions)
        for question, vector in zip(questions, vectors, strict=True):
            self.memory.miss(question, vector, ticket, datetime.now(UTC))

    def dismiss(self, gap: Gap) -> None:
        """Forgets the questions of a gap."""
        self.memory.drop_misses(questions_like(gap, self.memory.misses()))

    def state(self) -> KnowledgeState:
        """All that the knowledge page shows."""
        serving, chosen = self.keeper.serving(), self.keeper.embedders[0]
        languages = tuple(sorted(self.index.languages()))
        coming = serving.sha256 != chosen.sha256
        return KnowledgeState(
            folders=self.keeper.folders(),
            gaps=gaps_of(self.memory.misses()),
            feedback=self.memory.feedback(),
            updated=self.memory.last_run(),
            embedder=serving.title,
            coming_embedder=chosen.title if coming else "",
            coming_share=self.keeper.share() if coming else 0.0,
            languages=languages,
            weak_languages=tuple(one for one in languages if not serving.knows(one)),
        )

    def _found(self, query: Query) -> tuple[FoundPassage, ...]:
        serving = self.keeper.serving()
        return find_passages(
            query,
            self.index,
            embed=serving.query,
            match_any=self.match_any,
            teams=self.teams,
            embedder=serving.sha256,
            understands=serving.understands,
            rerank=self.rerank,
            bonus=lambda vector: bonuses(self.memory.near(vector, ALIKE)),
        )

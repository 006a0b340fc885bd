"""Finds the sentences that answer one ask: the evidence of a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from copilot.knowledge.embedder import Embed
from copilot.knowledge.sources import is_out_of_date
from copilot.knowledge.splitting import sentence_spans
from copilot.knowledge.vectors import cosine
from copilot.records import FoundPassage, FoundSentence, Passage

NOT_FOUND_BELOW = 0.45  # see decisions/short-steps.md for how it was chosen
_KEPT_PASSAGES = 2_000  # some 8 vectors of 1.5 kB each: 25 MB at most
_FEWEST_WORDS = 4
_OUT_OF_DATE_FACTOR = 0.7
_HIDDEN = re.compile(r"\[[a-z_]+\](?!\()")  # [email]: what redaction took out of a document

Span = tuple[int, int]


@dataclass(slots=True)
class SentenceFinder:
    """Finds sentences, and remembers the vectors of passages it has seen."""

    embed: Embed
    _seen: dict[int, tuple[tuple[Span, bytes], ...]] = field(default_factory=dict)

    def find(
        self,
        ask: str,
        passages: Sequence[FoundPassage],
        *,
        limit: int = 2,
        at_least: float = NOT_FOUND_BELOW,
    ) -> tuple[FoundSentence, ...]:
        """The best sentences for `ask`, best first; empty where the knowledge does not hold it.

        A sentence counts when its cosine similarity to the ask reaches `at_least`; those that trail
        the best by more than 0.15 are dropped. Sentences of articles out of date count less.
        """
        wanted = self._embed_with(ask, [one.passage for one in passages])
        found = [
            FoundSentence(one.passage, span[0], span[1], _score(one.passage, wanted, vector))
            for one in passages
            for span, vector in self._seen[one.passage.id]
        ]
        found.sort(key=lambda sentence: -sentence.score)
        floor = max(at_least, found[0].score - 0.15) if found else at_least
        return _once([sentence for sentence in found if sentence.score >= floor], limit)

    def forget(self) -> None:
        """Drops all vectors; needed when the index or the embedding files changed."""
        self._seen.clear()

    def _embed_with(self, ask: str, passages: Sequence[Passage]) -> bytes:
        """The vector of `ask`; embeds the sentences of new passages in the same batch."""
        new = {p.id: p for p in passages if p.id not in self._seen}
        spans = {id: _usable(passage) for id, passage in new.items()}
        texts = [_with_title(new[id], span) for id, found in spans.items() for span in found]
        vectors = iter(self.embed([ask, *texts]))
        wanted = next(vectors)
        if len(self._seen) + len(new) > _KEPT_PASSAGES:
            self._seen = {p.id: self._seen[p.id] for p in passages if p.id in self._seen}
        for id, found in spans.items():
            self._seen[id] = tuple((span, next(vectors)) for span in found)
        return wanted


def _usable(passage: Passage) -> list[Span]:
    return [
        (start, end)
        for start, end in sentence_spans(passage.text)
        if len(passage.text[start:end].split()) >= _FEWEST_WORDS
        and not _HIDDEN.search(passage.text, start, end)
        and not passage.text[start:end].rstrip().endswith((":", "?"))
    ]


def _with_title(passage: Passage, span: Span) -> str:
    """The sentence with its headings, without which "It takes 3 days." is about nothing."""
    about = passage.heading.rpartition(" › ")[2] or passage.title
    return f"{about}: {passage.text[span[0] : span[1]]}"


def _score(passage: Passage, wanted: bytes, vector: bytes) -> float:
    factor = _OUT_OF_DATE_FACTOR if is_out_of_date(passage.title) else 1.0
    return factor * cosine(wanted, vector)


def _once(sentences: Sequence[FoundSentence], limit: int) -> tuple[FoundSentence, ...]:
    kept: dict[str, FoundSentence] = {}
    for one in sentences:
        kept.setdefault(one.passage.text[one.start : one.end].strip().lower(), one)
    return tuple(kept.values())[:limit]

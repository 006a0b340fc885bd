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

NOT_FOUND_BELOW = 0.55  # see decisions/short-steps.md for how it was chosen
_KEPT_PASSAGES = 2_000  # some 8 vectors of 1.5 kB each: 25 MB at most
_FEWEST_WORDS = 4
_OUT_OF_DATE_FACTOR = 0.7
_CODE_BONUS = 0.1
_OTHER_CODE_MALUS = 0.25  # "E2" is no answer to "E4", however close the words are
_OTHER_ROW_FACTOR = 0.8
_CODE = re.compile(r"\b[A-Za-z]{1,3}-?\d{1,4}\b|(?<=[a-z] )\d{3}\b(?! ?(?:EUR|€|g|ml|km|euros?))")
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
            FoundSentence(
                one.passage, *span, _score(one.passage, span, ask, cosine(wanted, vector))
            )
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


def _score(passage: Passage, span: Span, ask: str, similarity: float) -> float:
    """Cosine similarity, set right where embeddings are blind: codes, table rows, old articles."""
    sentence = passage.text[span[0] : span[1]]
    asked, told = codes_of(ask), codes_of(sentence)
    if asked & told:
        similarity += _CODE_BONUS
    elif {_shape(code) for code in asked} & {_shape(code) for code in told}:
        similarity -= _OTHER_CODE_MALUS
    if sentence.lstrip().startswith("|") and not _names_row(sentence, ask):
        similarity *= _OTHER_ROW_FACTOR
    if is_out_of_date(passage.title):
        similarity *= _OUT_OF_DATE_FACTOR
    return max(-1.0, min(1.0, similarity))


def codes_of(text: str) -> frozenset[str]:
    """Error codes such as "e4" or "el2-24", and the three digits of a model such as "300"."""
    return frozenset(found.lower() for found in _CODE.findall(text))


def _shape(code: str) -> str:
    return re.sub(r"\d+", "0", code)


def _names_row(row: str, ask: str) -> bool:
    """Whether the ask holds a word of the first cell, which says what the row is about."""
    first = row.strip().strip("|").split("|")[0].lower()
    return any(word in ask.lower() for word in re.findall(r"\w{2,}", first))


def _once(sentences: Sequence[FoundSentence], limit: int) -> tuple[FoundSentence, ...]:
    kept: dict[str, FoundSentence] = {}
    for one in sentences:
        kept.setdefault(one.passage.text[one.start : one.end].strip().lower(), one)
    return tuple(kept.values())[:limit]

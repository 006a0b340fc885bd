"""Finds the sentences that answer one ask: the evidence of a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from copilot.knowledge.embedder import Embed
from copilot.knowledge.naming import Names, names_another, names_of, shared_names
from copilot.knowledge.sources import is_out_of_date
from copilot.knowledge.splitting import sentence_spans
from copilot.knowledge.tongue import language_of
from copilot.knowledge.vectors import cosine
from copilot.records import FoundPassage, FoundSentence, Passage, Scope

NOT_FOUND_BELOW = 0.55  # see decisions/short-steps.md for how it was chosen
_KEPT_PASSAGES = 2_000  # some 8 vectors of 1.5 kB each: 25 MB at most
_FEWEST_WORDS = 4
_OUT_OF_DATE_FACTOR = 0.7
_SAME_NAME_BONUS = 0.1
_OWN_LANGUAGE_BONUS = 0.1
_OTHER_ROW_FACTOR = 0.8
_TRAILS = 0.15  # a neighbour further behind the best sentence says something else
_HIDDEN = re.compile(r"\[[a-z_]+\](?!\()")  # [email]: what redaction took out of a document

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What evidence is looked for."""

    words: tuple[str, ...]  # the ask, in one or more wordings or languages
    names: Names = field(default_factory=dict)  # which model or code it is about
    language: str = "en"  # of the customer; evidence in it is preferred


@dataclass(slots=True)
class SentenceFinder:
    """Finds sentences, and remembers the vectors of passages it has seen."""

    embed: Embed
    _seen: dict[int, tuple[tuple[Span, bytes], ...]] = field(default_factory=dict)

    def find(
        self,
        wanted: Wanted,
        passages: Sequence[FoundPassage],
        *,
        limit: int = 2,
        at_least: float = NOT_FOUND_BELOW,
    ) -> tuple[FoundSentence, ...]:
        """The best sentence for an ask and its like in the same passage, best first; or none.

        A sentence counts when its score reaches `at_least`: the cosine similarity to the closest
        wording of the ask, set right for names, table rows, language and age. Sentences about
        another number of what is wanted never count. Where the best passage is internal, the best
        public one follows, so that there is something to tell the customer.
        """
        vectors = self._embed_with(wanted.words, [one.passage for one in passages])
        found = [
            FoundSentence(one.passage, *span, _score(one.passage, span, wanted, similarity))
            for one in passages
            for span, vector in self._seen[one.passage.id]
            if not _is_of_sibling(one.passage, span, wanted)
            for similarity in (max(cosine(ask, vector) for ask in vectors),)
        ]
        good = sorted((one for one in found if one.score >= at_least), key=lambda one: -one.score)
        best = _of_one_passage(good, limit)
        if best and best[0].passage.scope is not Scope.PUBLIC:
            public = [one for one in good if one.passage.scope is Scope.PUBLIC]
            return (*best, *_of_one_passage(public, limit))
        return best

    def forget(self) -> None:
        """Drops all vectors; needed when the index or the embedding files changed."""
        self._seen.clear()

    def _embed_with(self, asks: Sequence[str], passages: Sequence[Passage]) -> list[bytes]:
        """The vectors of `asks`; embeds the sentences of new passages in the same batch."""
        new = {p.id: p for p in passages if p.id not in self._seen}
        spans = {id: _usable(passage) for id, passage in new.items()}
        texts = [_with_title(new[id], span) for id, found in spans.items() for span in found]
        vectors = iter(self.embed([*asks, *texts]))
        wanted = [next(vectors) for _ in asks]
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


def _is_of_sibling(passage: Passage, span: Span, wanted: Wanted) -> bool:
    titles = (passage.title, passage.heading)
    return names_another(wanted.names, titles, passage.text[span[0] : span[1]])


def _score(passage: Passage, span: Span, wanted: Wanted, similarity: float) -> float:
    """Cosine similarity, set right where embeddings are blind."""
    sentence = passage.text[span[0] : span[1]]
    if shared_names(wanted.names, names_of(sentence)):
        similarity += _SAME_NAME_BONUS
    if wanted.language not in ("", "en") and language_of(passage.text) == wanted.language:
        similarity += _OWN_LANGUAGE_BONUS
    if sentence.lstrip().startswith("|") and not _names_row(sentence, wanted.words):
        similarity *= _OTHER_ROW_FACTOR
    if is_out_of_date(passage.title):
        similarity *= _OUT_OF_DATE_FACTOR
    return max(-1.0, min(1.0, similarity))


def _names_row(row: str, asks: Sequence[str]) -> bool:
    """Whether the ask holds a word of the first cell, which says what the row is about."""
    first = row.strip().strip("|").split("|")[0].lower()
    asked = " ".join(asks).lower()
    return any(word in asked for word in re.findall(r"\w{2,}", first))


def _of_one_passage(found: Sequence[FoundSentence], limit: int) -> tuple[FoundSentence, ...]:
    """The first of `found` and those of its passage that do not trail it, each text once."""
    if not found:
        return ()
    best = found[0]
    kept: dict[str, FoundSentence] = {}
    for one in found:
        if one.passage.id == best.passage.id and one.score >= best.score - _TRAILS:
            kept.setdefault(one.passage.text[one.start : one.end].strip().lower(), one)
    return tuple(kept.values())[:limit]

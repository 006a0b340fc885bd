"""Finds the sentences that answer one ask: the evidence of a reply."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from copilot.knowledge.dating import in_force
from copilot.knowledge.embedder import Embed
from copilot.knowledge.naming import names_another, names_of, shared_names
from copilot.knowledge.query import search_words
from copilot.knowledge.splitting import sentence_spans
from copilot.knowledge.stemming import stems
from copilot.knowledge.taking import Unit, taken
from copilot.knowledge.tongue import language_of
from copilot.knowledge.units import UnitKind, units_of
from copilot.knowledge.vectors import cosine
from copilot.knowledge.wanting import Wanted, Words, has_sort
from copilot.records import FoundPassage, FoundSentence, Passage, Scope

NOT_FOUND_BELOW = 0.42  # see decisions/short-steps.md for how it was chosen
# What each sign of closeness counts; chosen on the demo shop, see decisions/short-steps.md.
_CONTEXT, _ALONE, _THREAD = 0.3, 0.4, 0.2  # cosines
_PASSAGE = 0.2  # how well its passage was found for the ask in its context
_SHARED = 0.2  # share of the words of the context, the rare ones more, that its section has
_SAME_NAME_BONUS = 0.1
_OWN_LANGUAGE_BONUS = 0.1
_RIGHT_SORT_BONUS = 0.05
_OTHER_ROW_FACTOR = 0.85
_KEPT_PASSAGES = 2_000  # some 8 vectors of 1.5 kB each: 25 MB at most
_FEWEST_SHARED = 1  # words of an ask and of a title with its sentence, not in English
_HIDDEN = re.compile(r"\[[a-z_]+\](?!\()")  # [email]: what redaction took out of a document

Span = tuple[int, int]
Counts = Callable[[Sequence[str]], Mapping[str, int]]  # in how many passages search words stand

__all__ = ["NOT_FOUND_BELOW", "SentenceFinder", "Wanted", "Words"]


def _nowhere(words: Sequence[str]) -> Mapping[str, int]:
    """All words are equally rare where nobody counts them."""
    return {}


@dataclass(slots=True)
class SentenceFinder:
    """Finds sentences, and remembers the vectors of passages it has seen."""

    embed: Embed
    today: Callable[[], date] = date.today
    counts: Counts = _nowhere
    _seen: dict[int, tuple[tuple[Span, bytes], ...]] = field(default_factory=dict)

    def find(
        self,
        wanted: Wanted,
        passages: Sequence[FoundPassage],
        *,
        at_least: float = NOT_FOUND_BELOW,
    ) -> tuple[FoundSentence, ...]:
        """The sentences that answer an ask, all of one passage, in its order; or none.

        The closest sentence chooses the passage; it has to reach `at_least`. Taken are the units
        (taking.py) of that passage that come as close. Passages out of force, and sentences about
        another number of what is wanted, never count. Where the best passage is internal, what the
        best public one says follows, so that there is something to tell the customer. Scores are
        weighted sums of signs, about 0 to 1.3.
        """
        vectors = self._embed_with(wanted.texts(), [one.passage for one in passages])
        today = self.today()
        heard = [
            unit
            for found in passages
            if in_force(found.passage, today)
            for unit in self._heard(found, wanted, vectors)
        ]
        best = taken(heard, wanted.english.alone, at_least)
        if best and best[0].passage.scope is not Scope.PUBLIC:
            public = [one for one in heard if one.passage.scope is Scope.PUBLIC]
            return (*best, *taken(public, wanted.english.alone, at_least))
        return best

    def forget(self) -> None:
        """Drops all vectors; needed when the index or the embedding files changed."""
        self._seen.clear()

    def _embed_with(self, asks: Sequence[str], passages: Sequence[Passage]) -> list[bytes]:
        """The vectors of `asks`; embeds the sentences of new passages in the same batch."""
        new = {p.id: p for p in passages if p.id not in self._seen}
        told = {id: _with_titles(passage) for id, passage in new.items()}
        texts = [text for found in told.values() for _, text in found]
        vectors = iter(self.embed([*asks, *texts]))
        wanted = [next(vectors) for _ in asks]
        if len(self._seen) + len(new) > _KEPT_PASSAGES:
            self._seen = {p.id: self._seen[p.id] for p in passages if p.id in self._seen}
        for id, found in told.items():
            self._seen[id] = tuple((span, next(vectors)) for span, _ in found)
        return wanted

    def _heard(
        self, found: FoundPassage, wanted: Wanted, vectors: Sequence[bytes]
    ) -> list[Unit]:
        """The units of a passage with how close each of their sentences comes."""
        passage = found.passage
        foreign = wanted.language not in ("", "en") and language_of(passage.text) == wanted.language
        words = wanted.own if foreign else wanted.english
        asked = vectors[:3] if foreign else vectors[3:]
        shares = self._shares(passage, words.context)
        near = dict(self._seen[passage.id])
        heard = []
        for unit in units_of(passage.text):
            about = (passage.title, passage.heading, unit.heading)
            scores = {}
            for span in unit.spans:
                sentence = passage.text[span[0] : span[1]]
                if span not in near or names_another(wanted.names, about, sentence):
                    continue
                if foreign and not _shares_words(words.context, f"{passage.title} {sentence}"):
                    continue
                close = _closeness(asked, near[span]) + _PASSAGE * found.score
                close += _SHARED * shares.get(unit.heading, 0.0)
                scores[span] = _set_right(close, sentence, unit.kind, wanted, words, foreign)
            if scores:
                heard.append(Unit(passage, unit, scores))
        return heard

    def _shares(self, passage: Passage, context: str) -> dict[str, float]:
        """By section of the passage: which share of the context's words it has, rare ones more."""
        asked = set(stems(" ".join(search_words(context)), passage.language).split())
        counts = self.counts(tuple(asked))
        weights = {word: 1 / (1 + math.log1p(counts.get(word, 0))) for word in asked}
        whole = sum(weights.values()) or 1.0
        told: dict[str, set[str]] = {}
        title = set(stems(passage.title, passage.language).split())
        for unit in units_of(passage.text):
            text = " ".join(passage.text[a:b] for a, b in unit.spans)
            said = set(stems(f"{unit.heading} {text}", passage.language).split())
            told.setdefault(unit.heading, set(title)).update(said)
        return {
            heading: sum(weights[word] for word in asked & said) / whole
            for heading, said in told.items()
        }


def _closeness(asked: Sequence[bytes], vector: bytes) -> float:
    context, alone, thread = (cosine(one, vector) for one in asked)
    return _CONTEXT * context + _ALONE * alone + _THREAD * thread


def _with_titles(passage: Passage) -> list[tuple[Span, str]]:
    """Sentences with their titles, without which "It takes 3 days." is about nothing."""
    above = {span: unit.heading for unit in units_of(passage.text) for span in unit.spans}
    told = []
    for span in sentence_spans(passage.text):
        sentence = passage.text[span[0] : span[1]]
        if span not in above or _HIDDEN.search(sentence):
            continue
        heading = above[span] or passage.heading.rpartition(" › ")[2]
        about = f"{passage.title} › {heading}" if heading else passage.title
        told.append((span, f"{about}: {sentence}"))
    return told


def _set_right(
    close: float, sentence: str, kind: UnitKind, wanted: Wanted, words: Words, foreign: bool
) -> float:
    """Closeness with what embeddings are blind for."""
    named = shared_names(wanted.names, names_of(sentence))
    if named:
        close += _SAME_NAME_BONUS
    if foreign:
        close += _OWN_LANGUAGE_BONUS
    if has_sort(words.alone, sentence):
        close += _RIGHT_SORT_BONUS
    if kind is UnitKind.ROW and not (named or _names_row(sentence, words.context)):
        close *= _OTHER_ROW_FACTOR
    return close


def _shares_words(ask: str, told: str) -> bool:
    """Whether a word stands in both; to an English embedder all German sentences are alike."""
    asked, said = ({word[:6] for word in search_words(text)} for text in (ask, told))
    return len(asked & said) >= _FEWEST_SHARED


def _names_row(row: str, ask: str) -> bool:
    """Whether the ask holds a word of the first cell, which says what the row is about."""
    first = row.strip().strip("|").split("|")[0].lower()
    return any(word in ask.lower() for word in re.findall(r"\w{2,}", first))

"""Finds the sentences that answer one ask: the evidence of a reply."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial

from copilot.knowledge.alternatives import label_of
from copilot.knowledge.dating import in_force
from copilot.knowledge.embedder import Embed
from copilot.knowledge.naming import names_another, names_of, shared_names
from copilot.knowledge.query import search_words
from copilot.knowledge.rivals import is_newer, rivals
from copilot.knowledge.rows import named_rows
from copilot.knowledge.splitting import sentence_spans
from copilot.knowledge.stemming import stems
from copilot.knowledge.taking import Unit, taken
from copilot.knowledge.tongue import language_of
from copilot.knowledge.twins import twins
from copilot.knowledge.units import Unit as Stretch
from copilot.knowledge.units import UnitKind, units_of, with_lists, with_tables
from copilot.knowledge.vectors import cosine
from copilot.knowledge.wanting import Wanted, Words, has_sort
from copilot.records import FoundPassage, FoundSentence, Passage, Scope, SourceKind

NOT_FOUND_BELOW = 0.56  # see decisions/short-steps.md for how it was chosen
# What each sign of closeness counts; chosen on the demo shop, see decisions/short-steps.md.
_CONTEXT, _ALONE, _THREAD = 0.25, 0.55, 0.15  # cosines
_PASSAGE = 0.1  # how well its passage was found for the ask in its context
# Shares of the words of the context, and of the ask alone, that its unit has; rare ones count more.
_SHARED, _SHARED_ALONE = 0.2, 0.1
_GUIDED = 0.2  # cosine with what was said in a solved ticket that is like this one
_GUIDES_FROM = 0.3  # score of such a ticket
_SAME_NAME_BONUS = 0.1
_OWN_LANGUAGE_BONUS = 0.12
_RIGHT_SORT_BONUS = 0.05
_LONG = 4  # letters of a word whose absence tells something
_UNKNOWN, _MOST_UNKNOWN = 0.06, 0.18
_SPEAKS_FOR_ITSELF = 4  # words of an ask; "What is it?" says nothing without what was before
_FURTHEST = 0.25  # cosine; no unit that is so much further from such an ask than another answers it
_KEPT_PASSAGES = 2_000  # some 8 vectors of 1.5 kB each: 25 MB at most
_FEWEST_SHARED = 1  # words of an ask and of a title with its sentence, not in English
_HIDDEN = re.compile(r"\[[a-z_]+\](?!\()")  # [email]: what redaction took out of a document

Span = tuple[int, int]
Counts = Callable[[Sequence[str]], Mapping[str, int]]  # in how many passages search words stand
Weights = Callable[[str, str], Mapping[str, float]]  # an ask and a language to its words' weights

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

        The closest sentence chooses the passage; it has to be as sure as `at_least`. Taken are the
        units (taking.py) of that passage that come as close. Passages out of force, and sentences
        about another number of what is wanted, never count. Where the best passage is internal,
        what the best public one says follows, so that there is something to tell the customer.
        Scores are weighted sums of signs, about 0 to 1.3.
        """
        vectors = self._embed_with(wanted.texts(), [one.passage for one in passages])
        today = self.today()
        at_least += self._unknown(wanted.english.alone)
        guides = self._guides(passages)
        weights = cache(self._weights)  # the same for all passages of a language
        heard = [
            unit
            for found in passages
            if in_force(found.passage, today)
            for unit in self._heard(found, wanted, vectors, guides, weights)
        ]
        if len(search_words(wanted.english.alone)) >= _SPEAKS_FOR_ITSELF:
            closest = max((unit.alone for unit in heard), default=0.0)
            heard = [unit for unit in heard if unit.alone >= closest - _FURTHEST]
        told = self._newest(heard, taken(heard, wanted.english.alone, at_least), wanted)
        best = self._in_language(heard, told, wanted, passages)
        if best and best[0].passage.scope is not Scope.PUBLIC:
            public = [one for one in heard if one.passage.scope is Scope.PUBLIC]
            told = self._newest(public, taken(public, wanted.english.alone, at_least), wanted)
            return (*best, *self._in_language(heard, told, wanted, passages))
        return best

    def _unknown(self, ask: str) -> float:
        """What words that stand nowhere in the knowledge add to the score that is wanted."""
        words = [word for word in search_words(ask) if word.isalpha() and len(word) >= _LONG]
        counts = self.counts([stem for word in words for stem in stems(word, "en").split()])
        return min(_MOST_UNKNOWN, _UNKNOWN * sum(not count for count in counts.values()))

    def _newest(
        self, heard: Sequence[Unit], told: tuple[FoundSentence, ...], wanted: Wanted
    ) -> tuple[FoundSentence, ...]:
        """The same with what other sources say against it; of two that disagree, the newer one."""
        if not told or told[0].passage.scope is not Scope.PUBLIC:
            return told
        told = self._against(heard, told)
        newer = [
            other for one in told for other in one.against if is_newer(other.passage, one.passage)
        ]
        if not newer:
            return told
        source = max(newer, key=lambda one: one.score).passage.source_id
        own = [unit for unit in heard if unit.passage.source_id == source]
        return self._against(heard, taken(own, wanted.english.alone, 0.0))

    def _against(
        self, heard: Sequence[Unit], told: tuple[FoundSentence, ...]
    ) -> tuple[FoundSentence, ...]:
        """The closest sentence with what other sources say instead."""
        top = max(told, key=lambda one: one.score)
        against = rivals(top, heard, self._vector)
        return tuple(replace(one, against=against) if one is top else one for one in told)

    def _vector(self, passage: Passage, span: Span) -> bytes:
        return dict(self._seen[passage.id])[span]

    def _in_language(
        self,
        heard: Sequence[Unit],
        best: tuple[FoundSentence, ...],
        wanted: Wanted,
        passages: Sequence[FoundPassage],
    ) -> tuple[FoundSentence, ...]:
        """The same from the article's twin in the customer's language, where there is one."""
        if not best or best[0].passage.scope is not Scope.PUBLIC:
            return best
        ids = {
            one.passage.id for one in twins(passages, best[0].passage.source_id, wanted.language)
        }
        same = [one for one in heard if one.passage.id in ids]
        return taken(same, wanted.own.alone, 0.0) or best

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
        self,
        found: FoundPassage,
        wanted: Wanted,
        vectors: Sequence[bytes],
        guides: Guides,
        weights: Weights,
    ) -> list[Unit]:
        """The units of a passage with how close each of their sentences comes."""
        passage = found.passage
        foreign = wanted.language not in ("", "en") and language_of(passage.text) == wanted.language
        words = wanted.own if foreign else wanted.english
        asked = vectors[:3] if foreign else vectors[3:]
        near = dict(self._seen[passage.id])
        in_context = weights(words.context, passage.language)
        alone = weights(words.alone, passage.language)
        heard = []
        both = f"{wanted.own.context} {wanted.english.context}"
        thread = f"{wanted.own.thread} {wanted.english.thread}"
        for unit in _units(passage, both, thread):
            about = (passage.title, passage.heading, unit.heading)
            shared = _SHARED * _share(in_context, passage, unit)
            shared += _SHARED_ALONE * _share(alone, passage, unit)
            scores = {}
            for span in unit.spans:
                sentence = passage.text[span[0] : span[1]]
                if span not in near or names_another(wanted.names, about, sentence):
                    continue
                if foreign and not _shares_words(words.context, f"{passage.title} {sentence}"):
                    continue
                close = _closeness(asked, near[span]) + _PASSAGE * found.score + shared
                close += _GUIDED * guides.near(near[span])
                scores[span] = _set_right(close, sentence, wanted, words, foreign)
            if scores:
                closest = max(cosine(asked[1], near[span]) for span in scores)
                heard.append(Unit(passage, unit, scores, closest, _is_named(unit, passage, both)))
        return heard

    def _weights(self, ask: str, language: str) -> dict[str, float]:
        """What each search word of an ask weighs, by how rare it is; together 1."""
        asked = tuple(dict.fromkeys(stems(" ".join(search_words(ask)), language).split()))
        counts = self.counts(asked)
        weights = {word: 1 / (1 + math.log1p(counts.get(word, 0))) for word in asked}
        whole = sum(weights.values()) or 1.0
        return {word: weight / whole for word, weight in weights.items()}

    def _guides(self, passages: Sequence[FoundPassage]) -> Guides:
        """What agents answered in solved tickets that are like this one."""
        return Guides(
            tuple(
                (found.score, vector)
                for found in passages
                if found.passage.kind is SourceKind.SOLVED_TICKET and found.score >= _GUIDES_FROM
                for _, vector in self._seen[found.passage.id]
            )
        )


@dataclass(frozen=True, slots=True)
class Guides:
    """Sentences of solved tickets: what was right once points to the article that says it."""

    vectors: tuple[tuple[float, bytes], ...]  # how like the ticket is, and a sentence

    def near(self, vector: bytes) -> float:
        return max((score * cosine(one, vector) for score, one in self.vectors), default=0.0)


def _share(weights: Mapping[str, float], passage: Passage, unit: Stretch) -> float:
    """Which share of an ask's words a unit has, its title and heading counted, rare ones more."""
    text = " ".join(passage.text[start:end] for start, end in unit.spans)
    said = set(stems(f"{passage.title} {unit.heading} {text}", passage.language).split())
    return sum(weight for word, weight in weights.items() if word in said)


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


def _set_right(close: float, sentence: str, wanted: Wanted, words: Words, foreign: bool) -> float:
    """Closeness with what embeddings are blind for."""
    if shared_names(wanted.names, names_of(sentence)):
        close += _SAME_NAME_BONUS
    if foreign:
        close += _OWN_LANGUAGE_BONUS
    if has_sort(words.alone, sentence):
        close += _RIGHT_SORT_BONUS
    return close


def _is_named(unit: Stretch, passage: Passage, ask: str) -> bool:
    """Whether the ask names a row, or the label of an item: "Germany, Austria: free"."""
    text = passage.text[slice(*unit.spans[0])]
    if unit.kind is UnitKind.ROW:
        return bool(named_rows([text], ask))
    label = label_of(text) if unit.kind is UnitKind.ITEM else ""
    return bool(label) and _names(ask, label)


def _names(ask: str, label: str) -> bool:
    return bool(named_rows([f"| {label} |"], ask))


def _shares_words(ask: str, told: str) -> bool:
    """Whether a word stands in both; to an English embedder all German sentences are alike."""
    asked, said = ({word[:6] for word in search_words(text)} for text in (ask, told))
    return len(asked & said) >= _FEWEST_SHARED


def _units(passage: Passage, ask: str, thread: str) -> list[Stretch]:
    """The units of a passage, of its tables those rows that the ask names.

    Of lists of alternatives, that which the ask or else the thread names decides, or all of them.
    """
    units = units_of(passage.text)
    rows = [unit.spans[0] for unit in units if unit.kind is UnitKind.ROW]
    named = named_rows([passage.text[start:end] for start, end in rows], ask)
    units = with_tables(units, frozenset(rows[at] for at in named))
    return with_lists(
        units, passage.text, in_ask=partial(_names, ask), in_thread=partial(_names, thread)
    )

"""Finds the sentences that answer one ask: the evidence of a reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from copilot.knowledge.dating import in_force
from copilot.knowledge.embedder import Embed
from copilot.knowledge.naming import Names, names_another, names_of, shared_names
from copilot.knowledge.query import search_words
from copilot.knowledge.splitting import sentence_spans
from copilot.knowledge.tongue import language_of
from copilot.knowledge.vectors import cosine
from copilot.records import FoundPassage, FoundSentence, Passage, Scope

NOT_FOUND_BELOW = 0.55  # see decisions/short-steps.md for how it was chosen
_SPEAKS_FOR_ITSELF = 4  # words of an ask; "What is it?" says nothing without what was before
_ALONE_BELOW = 0.4  # no passage answers such an ask with no sentence closer to it alone
_KEPT_PASSAGES = 2_000  # some 8 vectors of 1.5 kB each: 25 MB at most
_FEWEST_WORDS = 4
_OUT_OF_FORCE_FACTOR = 0.7
_SAME_NAME_BONUS = 0.1
_OWN_LANGUAGE_BONUS = 0.1
_OTHER_ROW_FACTOR = 0.8
_FEWEST_SHARED = 1  # words of an ask and of a title with its sentence, not in English
_TRAILS = 0.15  # a neighbour further behind the best sentence says something else
_HIDDEN = re.compile(r"\[[a-z_]+\](?!\()")  # [email]: what redaction took out of a document

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """An ask with what was said before it, and alone."""

    context: str
    alone: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What evidence is looked for."""

    own: Words  # in the customer's language
    english: Words  # the same where the customer writes English
    names: Names = field(default_factory=dict)  # which model or code it is about
    language: str = "en"  # of the customer; evidence in it is preferred

    def texts(self) -> tuple[str, str, str, str]:
        """What is embedded of it."""
        return self.own.context, self.own.alone, self.english.context, self.english.alone


@dataclass(frozen=True, slots=True)
class _Heard:
    """How close one sentence comes to an ask."""

    sentence: FoundSentence  # its score: against the ask with its context
    alone: float  # against the ask alone
    both: float  # the mean of the two


@dataclass(slots=True)
class SentenceFinder:
    """Finds sentences, and remembers the vectors of passages it has seen."""

    embed: Embed
    today: Callable[[], date] = date.today
    _seen: dict[int, tuple[tuple[Span, bytes], ...]] = field(default_factory=dict)

    def find(
        self,
        wanted: Wanted,
        passages: Sequence[FoundPassage],
        *,
        limit: int = 2,
        at_least: float = NOT_FOUND_BELOW,
    ) -> tuple[FoundSentence, ...]:
        """The sentences that answer an ask, all of one passage, best first; or none.

        The ask with its context chooses the passage, by its closest sentence, which has to reach
        `at_least`; the ask alone has half a say in which of the passage's sentences are taken.
        Scores are cosine similarities set right for names, table rows, language and age. Sentences
        about another number of what is wanted never count, nor do passages that come close to the
        context of a wordy ask alone. Where the best passage is internal, the
        best public one follows, so that there is something to tell the customer.
        """
        vectors = self._embed_with(wanted.texts(), [one.passage for one in passages])
        today = self.today()
        heard = [
            one
            for found in passages
            for span, vector in self._seen[found.passage.id]
            if (one := _heard(found.passage, span, vector, wanted, vectors, today))
        ]
        if len(search_words(wanted.english.alone)) >= _SPEAKS_FOR_ITSELF:
            near = {one.sentence.passage.id for one in heard if one.alone >= _ALONE_BELOW}
            heard = [one for one in heard if one.sentence.passage.id in near]
        best = _of_one_passage(heard, limit, at_least)
        if best and best[0].passage.scope is not Scope.PUBLIC:
            public = [one for one in heard if one.sentence.passage.scope is Scope.PUBLIC]
            return (*best, *_of_one_passage(public, limit, at_least))
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


def _heard(
    passage: Passage,
    span: Span,
    vector: bytes,
    wanted: Wanted,
    vectors: Sequence[bytes],
    today: date,
) -> _Heard | None:
    """None for a sentence that cannot be meant: about a sibling, or close by its language alone."""
    sentence = passage.text[span[0] : span[1]]
    if names_another(wanted.names, (passage.title, passage.heading), sentence):
        return None
    foreign = wanted.language not in ("", "en") and language_of(passage.text) == wanted.language
    if foreign and not _shares_words(wanted.own.context, f"{passage.title} {sentence}"):
        return None
    words = wanted.own if foreign else wanted.english
    context, alone = (cosine(one, vector) for one in (vectors[:2] if foreign else vectors[2:]))
    right = partial(_set_right, passage, sentence, wanted, words, foreign, today)
    found = FoundSentence(passage, *span, right(context))
    return _Heard(found, alone, right((context + alone) / 2))


def _set_right(
    passage: Passage,
    sentence: str,
    wanted: Wanted,
    words: Words,
    foreign: bool,
    today: date,
    similarity: float,
) -> float:
    """A cosine similarity with what embeddings are blind for."""
    named = shared_names(wanted.names, names_of(sentence))
    if named:
        similarity += _SAME_NAME_BONUS
    if foreign:
        similarity += _OWN_LANGUAGE_BONUS
    if sentence.lstrip().startswith("|") and not (named or _names_row(sentence, words.context)):
        similarity *= _OTHER_ROW_FACTOR
    if not in_force(passage, today):
        similarity *= _OUT_OF_FORCE_FACTOR
    return max(-1.0, min(1.0, similarity))


def _shares_words(ask: str, told: str) -> bool:
    """Whether a word stands in both; to an English embedder all German sentences are alike."""
    asked, said = ({word[:6] for word in search_words(text)} for text in (ask, told))
    return len(asked & said) >= _FEWEST_SHARED


def _names_row(row: str, ask: str) -> bool:
    """Whether the ask holds a word of the first cell, which says what the row is about."""
    first = row.strip().strip("|").split("|")[0].lower()
    return any(word in ask.lower() for word in re.findall(r"\w{2,}", first))


def _of_one_passage(
    heard: Sequence[_Heard], limit: int, at_least: float
) -> tuple[FoundSentence, ...]:
    """The sentences of the best passage that come closest to the ask itself, each text once."""
    top = max(heard, key=lambda one: one.sentence.score, default=None)
    if top is None or top.sentence.score < at_least:
        return ()
    passage = top.sentence.passage
    same = [one for one in heard if one.sentence.passage.id == passage.id]
    same.sort(key=lambda one: -one.both)
    kept: dict[str, FoundSentence] = {}
    for one in same:
        if one.both >= same[0].both - _TRAILS:
            found = one.sentence
            kept.setdefault(passage.text[found.start : found.end].strip().lower(), found)
    return tuple(kept.values())[:limit]

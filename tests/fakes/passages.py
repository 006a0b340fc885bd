"""An index of passages in memory, with the same answers as the store's for small numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TypeVar

from copilot.knowledge.vectors import cosine
from copilot.records import (
    IndexedDocument,
    Passage,
    RedactedText,
    Scope,
    SourceDocument,
    SourceKind,
)
from copilot.store.passages import IndexedSource

T = TypeVar("T")
Hits = tuple[tuple[Passage, float], ...]
_WEIGHTS = (4, 2, 1)  # of a word in title, heading and text
_ASKED = re.compile(r'"([^"]*)"(\*?)|(\w+)')


@dataclass
class Kept:
    passage: Passage
    words: Counter[str]  # with the weights of where they stand
    vectors: dict[str, bytes]  # by embedder


@dataclass
class MemoryPassages:
    rows: dict[str, IndexedSource] = field(default_factory=dict)
    documents: dict[str, SourceDocument] = field(default_factory=dict)
    kept: dict[int, Kept] = field(default_factory=dict)
    given: int = 0

    def sources(self, folder: str | None = None) -> tuple[IndexedSource, ...]:
        return tuple(
            self.rows[id] for id in sorted(self.rows) if folder in (None, self.rows[id].folder)
        )

    def replace(self, documents: Sequence[IndexedDocument]) -> None:
        for new in documents:
            self._replace(new)

    def restamp(self, stamps: Mapping[str, str]) -> None:
        for id, stamp in stamps.items():
            self.rows[id] = replace(self.rows[id], stamp=stamp)

    def remove(self, ids: Iterable[str]) -> None:
        for id in ids:
            self.rows.pop(id, None)
            self.documents.pop(id, None)
            self.kept = {n: one for n, one in self.kept.items() if one.passage.source_id != id}

    def get(self, ids: Iterable[int]) -> tuple[Passage, ...]:
        return tuple(self.kept[id].passage for id in ids if id in self.kept)

    def source_text(self, source_id: str) -> RedactedText | None:
        return self.documents[source_id].text if source_id in self.documents else None

    def languages(self) -> dict[str, int]:
        return dict(Counter(one.passage.language for one in self.kept.values()))

    def by_words(
        self,
        match: str,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
    ) -> Hits:
        """BM25 with k1=1.2, b=0.75; a higher score is better."""
        asked = _asked(match)
        rare = {
            one: math.log(1 + len(self.kept) / (1 + sum(map(bool, self._times(*one)))))
            for one in asked
        }
        mean = sum(one.words.total() for one in self.kept.values()) / max(1, len(self.kept))
        scored: list[tuple[Passage, float]] = []
        for one in self._allowed(scopes, teams, kinds):
            long = 0.3 + 0.9 * one.words.total() / mean
            times = {word: _times(one, *word) for word in asked}
            score = sum(rare[word] * n * 2.2 / (n + long) for word, n in times.items())
            if score:
                scored.append((one.passage, score))
        return _best(scored, limit)

    def aside(self, work: Callable[[], T]) -> Callable[[], T]:
        return work

    def by_vector(
        self,
        vector: bytes,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
        embedder: str = "",
    ) -> Hits:
        numbers = self.embedders()
        chosen = embedder or max(numbers, key=numbers.__getitem__, default="")
        near = [
            (one.passage, cosine(vector, one.vectors[chosen]))
            for one in self._allowed(scopes, teams, kinds)
            if chosen in one.vectors
        ]
        return _best(near, limit)

    def vectors(self, ids: Iterable[int], *, embedder: str = "") -> dict[int, Sequence[float]]:
        found = self._vectors(ids, embedder)
        return {id: memoryview(vector).cast("f") for id, vector in found.items()}

    def cosines(self, vector: bytes, ids: Iterable[int], *, embedder: str = "") -> dict[int, float]:
        return {id: cosine(vector, other) for id, other in self._vectors(ids, embedder).items()}

    def counts(self, words: Sequence[str]) -> dict[str, int]:
        return {word: sum(map(bool, self._times(word.lower(), ""))) for word in words}

    def embedders(self) -> dict[str, int]:
        return dict(Counter(name for one in self.kept.values() for name in one.vectors))

    def to_embed(self, embedder: str, limit: int) -> tuple[Passage, ...]:
        missing = [one.passage for one in self.kept.values() if embedder not in one.vectors]
        return tuple(missing[:limit])

    def add_vectors(self, embedder: str, vectors: Mapping[int, bytes]) -> None:
        for id, vector in vectors.items():
            if id in self.kept:
                self.kept[id].vectors.setdefault(embedder, vector)

    def drop_vectors(self, keep: str) -> None:
        for one in self.kept.values():
            one.vectors = {name: v for name, v in one.vectors.items() if name == keep}
        self.rows = {id: replace(row, embedder=keep) for id, row in self.rows.items()}

    def _replace(self, new: IndexedDocument) -> None:
        document = new.document
        self.remove([document.id])
        self.documents[document.id] = document
        about = (document.kind, document.title, document.scope, document.team)
        self.rows[document.id] = IndexedSource(
            document.id,
            new.folder,
            new.stamp,
            new.fingerprint,
            new.embedder,
            *about,
            len(new.passages),
        )
        for one in new.passages:
            self.given += 1
            words: Counter[str] = Counter()
            for weight, text in zip(_WEIGHTS, one.words, strict=True):
                for word in re.findall(r"\w+", text.lower()):
                    words[word] += weight
            passage = replace(
                one.passage,
                id=self.given,
                source_id=document.id,
                kind=document.kind,
                scope=document.scope,
                team=document.team,
            )
            vectors = {new.embedder: one.vector} if one.vector else {}
            self.kept[self.given] = Kept(passage, words, vectors)

    def _times(self, word: str, star: str) -> list[int]:
        return [_times(one, word, star) for one in self.kept.values()]

    def _vectors(self, ids: Iterable[int], embedder: str) -> dict[int, bytes]:
        chosen = embedder or max(self.embedders(), key=self.embedders().__getitem__, default="")
        kept = {id: self.kept[id].vectors for id in ids if id in self.kept}
        return {id: vectors[chosen] for id, vectors in kept.items() if chosen in vectors}

    def _allowed(
        self, scopes: Set[Scope], teams: Set[str], kinds: Set[SourceKind] | None
    ) -> list[Kept]:
        return [
            one
            for one in self.kept.values()
            if one.passage.scope in scopes
            and one.passage.team in {"", *teams}
            and (kinds is None or one.passage.kind in kinds)
        ]


def match_any(words: Iterable[str], *, prefix: bool = False) -> str:
    star = "*" if prefix else ""
    return " OR ".join(f'"{word}"{star}' for word in words)


def _asked(match: str) -> list[tuple[str, str]]:
    """The words of a query, each with a star or without."""
    found = [one.groups(default="") for one in _ASKED.finditer(match.lower())]
    return [
        (word, star)
        for quoted, star, plain in found
        for word in re.findall(r"\w+", quoted or plain)
        if plain not in ("or", "and")
    ]


def _times(one: Kept, word: str, star: str) -> int:
    if not star:
        return one.words[word]
    return sum(n for held, n in one.words.items() if held.startswith(word))


def _best(scored: list[tuple[Passage, float]], limit: int) -> Hits:
    return tuple(sorted(scored, key=lambda one: -one[1])[:limit])

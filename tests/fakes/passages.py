"""An index of passages in memory, with the same answers as the store's for small numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from copilot.knowledge.vectors import cosine
from copilot.records import Passage, Scope, SourceDocument, SourceKind

Hits = tuple[tuple[Passage, float], ...]


@dataclass(frozen=True)
class Row:
    id: str
    fingerprint: str


@dataclass
class MemoryPassages:
    rows: dict[str, Row] = field(default_factory=dict)
    kept: dict[int, tuple[Passage, bytes]] = field(default_factory=dict)
    given: int = 0

    def sources(self) -> tuple[Row, ...]:
        return tuple(self.rows.values())

    def remove_source(self, id: str) -> None:
        del self.rows[id]
        self.kept = {n: one for n, one in self.kept.items() if one[0].source_id != id}

    def replace_source(
        self,
        document: SourceDocument,
        *,
        fingerprint: str,
        embedder: str,
        passages: Sequence[Passage],
        vectors: Sequence[bytes],
    ) -> None:
        if document.id in self.rows:
            self.remove_source(document.id)
        self.rows[document.id] = Row(document.id, fingerprint)
        for passage, vector in zip(passages, vectors, strict=True):
            self.given += 1
            self.kept[self.given] = (replace(passage, id=self.given), vector)

    def get(self, ids: Sequence[int]) -> tuple[Passage, ...]:
        return tuple(self.kept[id][0] for id in ids if id in self.kept)

    def by_words(
        self,
        match: str,
        *,
        limit: int,
        scopes: Set[Scope],
        kinds: Set[SourceKind] | None = None,
    ) -> Hits:
        """BM25 with k1=1.2, b=0.75; a higher score is better."""
        texts = {
            passage.id: re.findall(
                r"\w+", f"{passage.title} {passage.heading} {passage.text}".lower()
            )
            for passage, _ in self.kept.values()
        }
        mean = sum(map(len, texts.values())) / max(1, len(texts))
        scored: list[tuple[Passage, float]] = []
        rare = {
            word: math.log(1 + len(texts) / (1 + sum(word in held for held in texts.values())))
            for word in re.findall(r"\w+", match.lower())
        }
        for passage in self._allowed(scopes, kinds):
            words = texts[passage.id]
            score = 0.0
            for word, weight in rare.items():
                times = words.count(word)
                score += weight * times * 2.2 / (times + 0.3 + 0.9 * len(words) / mean)
            if score:
                scored.append((passage, score))
        return _best(scored, limit)

    def by_vector(
        self,
        vector: bytes,
        *,
        limit: int,
        scopes: Set[Scope],
        kinds: Set[SourceKind] | None = None,
    ) -> Hits:
        allowed = self._allowed(scopes, kinds)
        return _best([(p, cosine(vector, self.kept[p.id][1])) for p in allowed], limit)

    def _allowed(self, scopes: Set[Scope], kinds: Set[SourceKind] | None) -> list[Passage]:
        return [
            passage
            for passage, _ in self.kept.values()
            if passage.scope in scopes and (kinds is None or passage.kind in kinds)
        ]


def match_any(words: Iterable[str]) -> str:
    return " ".join(words)


def _best(scored: list[tuple[Passage, float]], limit: int) -> Hits:
    return tuple(sorted(scored, key=lambda one: -one[1])[:limit])

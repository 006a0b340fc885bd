"""Where passages are looked up, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from copilot.knowledge.fusing import Hits
from copilot.records import Scope, SourceKind

_DEPTH = 40  # passages taken by words, and by meaning

Embed = Callable[[Sequence[str]], list[bytes]]
Rerank = Callable[[str, Sequence[str]], list[float]]  # query, texts: higher is better


class PassageIndex(Protocol):
    """Looks passages up; filters by scope, team and kind before it ranks."""

    def by_words(
        self,
        match: str,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
    ) -> Hits: ...
    def by_vector(
        self,
        vector: bytes,
        *,
        limit: int,
        scopes: Set[Scope],
        teams: Set[str],
        kinds: Set[SourceKind] | None = None,
        embedder: str = "",
    ) -> Hits: ...
    def vectors(self, ids: Iterable[int], *, embedder: str = "") -> Mapping[int, bytes]: ...
    def cosines(
        self, vector: bytes, ids: Iterable[int], *, embedder: str = ""
    ) -> Mapping[int, float]: ...
    def counts(self, words: Sequence[str]) -> Mapping[str, int]: ...


@dataclass(frozen=True, slots=True)
class Looking:
    """Where and how is looked, for one agent."""

    index: PassageIndex
    embed: Embed  # of queries
    embedder: str = ""  # sha256 of the files behind `embed`
    knows: Callable[[str], bool] = lambda language: language in ("", "en")
    teams: Set[str] = frozenset()
    scopes: Set[Scope] = frozenset(Scope)
    bonus: Callable[[bytes], Mapping[str, float]] = lambda vector: {}  # by source id
    rerank: Rerank | None = None

    def by_words(self, match: str, kinds: Set[SourceKind]) -> Hits:
        """Nothing for an empty `match`."""
        if not match:
            return ()
        return self.index.by_words(
            match, limit=_DEPTH, scopes=self.scopes, teams=self.teams, kinds=kinds
        )

    def by_vector(self, vector: bytes, kinds: Set[SourceKind]) -> Hits:
        """Passages by their vectors of this embedder."""
        return self.index.by_vector(
            vector,
            limit=_DEPTH,
            scopes=self.scopes,
            teams=self.teams,
            kinds=kinds,
            embedder=self.embedder,
        )

    def vectors(self, ids: Iterable[int]) -> Mapping[int, bytes]:
        """Vectors of this embedder by passage id."""
        return self.index.vectors(ids, embedder=self.embedder)

    def cosines(self, vector: bytes, ids: Iterable[int]) -> Mapping[int, float]:
        """How close passages come, by id."""
        return self.index.cosines(vector, ids, embedder=self.embedder)

"""Keeps the index in step with its sources: who may wait for that, and what goes on behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Protocol

from copilot.errors import BadInput, Cancelled
from copilot.knowledge.indexing import (
    BATCH,
    DocumentIndex,
    KnownSource,
    Means,
    OnProgress,
    Pace,
    Redact,
    changed,
    embedding_text,
    look_at,
    update_source,
)
from copilot.knowledge.reading.listing import Listing
from copilot.knowledge.relearning import Learnt, relearn
from copilot.records import (
    FolderState,
    IndexReport,
    Passage,
    Scope,
    SourceKind,
    SourceProblem,
)

FEW = 150  # documents that a search waits for: some seconds of reading
_LOOK = 0.05  # seconds between two looks at a stop event


@dataclass(frozen=True, slots=True)
class Source:
    """Something that brings documents: a folder, the solved tickets, the macros."""

    name: str
    kind: SourceKind
    list: Callable[[Event | None], Listing]  # raises BadInput where it cannot be reached now; the
    # event stops the reading of what was listed
    redact: Redact
    scope: Scope = Scope.PUBLIC
    team: str = ""
    removable: bool = True


@dataclass(frozen=True, slots=True)
class Embedder:
    """Files that make vectors, and how texts go through them."""

    sha256: str
    title: str
    languages: tuple[str, ...]  # ISO 639-1; ("*",) for many
    passages: Callable[[Sequence[str]], list[bytes]]
    query: Callable[[Sequence[str]], list[bytes]]

    @property
    def understands(self) -> frozenset[str] | None:
        """The languages in which meaning can be trusted; None for all."""
        return None if "*" in self.languages else frozenset(self.languages)

    def knows(self, language: str) -> bool:
        """Whether meaning can be trusted in a language."""
        return self.understands is None or language in self.understands


class Index(DocumentIndex, Protocol):
    """The index with vectors of more than one embedder."""

    def to_embed(self, embedder: str, limit: int) -> Sequence[Passage]: ...
    def add_vectors(self, embedder: str, vectors: Mapping[int, bytes]) -> object: ...
    def drop_vectors(self, keep: str) -> object: ...
    def embedders(self) -> Mapping[str, int]: ...
    def languages(self) -> Mapping[str, int]: ...


class Log(Learnt, Protocol):
    """What is remembered of the runs, and of questions."""

    def begin_run(self) -> object: ...
    def end_run(self) -> object: ...
    def interrupted(self) -> bool: ...
    def last_run(self) -> datetime | None: ...
    def set_problems(self, folder: str, problems: Sequence[SourceProblem], /) -> object: ...
    def problems(self) -> Mapping[str, Sequence[SourceProblem]]: ...


@dataclass(slots=True)
class Keeper:
    """One run at a time; a search waits for it where little is left to read."""

    index: Index
    log: Log
    sources: Callable[[], Sequence[Source]]
    embedders: Sequence[Embedder]  # the chosen one first
    changed: Callable[[], object] = lambda: None  # told after every run
    _stale: bool = True
    _serving: Embedder | None = None  # remembered: counting vectors takes time
    _left: int = 0  # documents that the run under way has still to read
    _failed: dict[str, str] = field(default_factory=dict)
    _updating: threading.Lock = field(default_factory=threading.Lock)

    def sources_changed(self) -> None:
        """Look at the sources before the next search."""
        self._stale = True

    def ready(self, stop: Event | None = None) -> None:
        """Before a search: reads what is new, or leaves it to update() where it is much.

        Raises Cancelled.
        """
        while self._stale or self._updating.locked():
            if self._updating.acquire(timeout=_LOOK):
                try:
                    self._run(stop=stop, at_most=FEW)
                finally:
                    self._updating.release()
                return
            look_at(stop)
            if self._left > FEW:
                return

    def update(
        self, on_progress: OnProgress | None = None, stop: Event | None = None
    ) -> IndexReport:
        """Reads all that is new and embeds what another embedder made. Raises Cancelled."""
        with self._turn(stop):
            report = self._run(on_progress, stop=stop)
            self._embed_anew(stop)
            return report

    def serving(self) -> Embedder:
        """The embedder whose vectors are searched: the chosen one, once its vectors are whole."""
        if self._serving is None:
            held = self.index.embedders()
            self._serving = max(self.embedders, key=lambda one: held.get(one.sha256, 0))
        return self._serving

    def share(self) -> float:
        """How many of the passages the chosen embedder has made vectors of, 0 to 1."""
        held = self.index.embedders()
        most = max(held.values(), default=0)
        return held.get(self.embedders[0].sha256, 0) / most if most else 1.0

    def folders(self) -> tuple[FolderState, ...]:
        """What the index holds of each source."""
        problems = self.log.problems()
        return tuple(self._state(source, problems) for source in self.sources())

    def _state(
        self, source: Source, problems: Mapping[str, Sequence[SourceProblem]]
    ) -> FolderState:
        rows = self.index.sources(source.name)
        return FolderState(
            source.name,
            source.kind,
            len(rows),
            sum(row.passages for row in rows),
            tuple(problems.get(source.name, ())),
            source.scope,
            source.team,
            source.removable,
        )

    def _run(
        self,
        on_progress: OnProgress | None = None,
        *,
        stop: Event | None,
        at_most: int | None = None,
    ) -> IndexReport:
        resumed = self.log.interrupted()
        listings, missing = self._listings(stop)
        known = self._known()
        self._left = sum(
            len(changed(listing, known.get(listing.name, {}), self._failed))
            for _, listing in listings
        )
        if at_most is not None and self._left > at_most:
            return IndexReport()
        self._stale = False
        self.log.begin_run()
        try:
            self.let_go()
            total = sum(len(listing.listed) for _, listing in listings)
            pace = Pace(total, on_progress, resumed=resumed)
            report = self._read(listings, missing, known, pace, stop)
        except BaseException:
            self._stale = True
            raise
        finally:
            self._left = 0
        self.log.end_run()
        self._vectors_changed()
        return report

    def _read(
        self,
        listings: Sequence[tuple[Source, Listing]],
        missing: Mapping[str, SourceProblem],
        known: Mapping[str, Mapping[str, KnownSource]],
        pace: Pace,
        stop: Event | None,
    ) -> IndexReport:
        before = self.log.problems()
        chosen = self.embedders[0]
        reports = [IndexReport(problems=tuple(missing.values()))]
        for name, problem in missing.items():
            self.log.set_problems(name, (problem,))
        for source, listing in listings:
            report = update_source(
                listing,
                self.index,
                Means(source.redact, chosen.passages, chosen.sha256),
                known=known.get(listing.name, {}),
                before=before.get(source.name, ()),
                failed=self._failed,
                pace=pace,
                stop=stop,
            )
            if report.problems != before.get(source.name, ()):
                self.log.set_problems(source.name, report.problems)
            reports.append(report)
        return IndexReport(
            sum(one.read for one in reports),
            sum(one.unchanged for one in reports),
            sum(one.removed for one in reports),
            tuple(problem for one in reports for problem in one.problems),
        )

    def _listings(
        self, stop: Event | None
    ) -> tuple[list[tuple[Source, Listing]], dict[str, SourceProblem]]:
        """What each source has; one that cannot be reached keeps what was indexed of it."""
        listings: list[tuple[Source, Listing]] = []
        missing: dict[str, SourceProblem] = {}
        for source in self.sources():
            try:
                listings.append((source, source.list(stop)))
            except BadInput as error:
                missing[source.name] = SourceProblem(source.name, str(error))
        return listings, missing

    def _known(self) -> dict[str, dict[str, KnownSource]]:
        """What the index holds, by source and id."""
        known: dict[str, dict[str, KnownSource]] = {}
        for row in self.index.sources():
            known.setdefault(row.folder, {})[row.id] = row
        return known

    def let_go(self) -> None:
        """Removes what belongs to a source that is no more."""
        names = {source.name for source in self.sources()}
        self.index.remove(row.id for row in self.index.sources() if row.folder not in names)

    def _vectors_changed(self) -> None:
        self._serving = None
        self.changed()

    def _embed_anew(self, stop: Event | None) -> None:
        chosen = self.embedders[0]
        while passages := self.index.to_embed(chosen.sha256, BATCH):
            look_at(stop)
            vectors = chosen.passages([embedding_text(passage) for passage in passages])
            ids = (passage.id for passage in passages)
            self.index.add_vectors(chosen.sha256, dict(zip(ids, vectors, strict=True)))
        if set(self.index.embedders()) - {chosen.sha256}:
            relearn(self.log, chosen.query, lambda: look_at(stop))
            self.index.drop_vectors(keep=chosen.sha256)
            self._vectors_changed()

    @contextmanager
    def _turn(self, stop: Event | None) -> Iterator[None]:
        while not self._updating.acquire(timeout=_LOOK):
            if stop is not None and stop.is_set():
                raise Cancelled
        try:
            yield
        finally:
            self._updating.release()

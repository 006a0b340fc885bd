"""Brings the index up to date: reads only what changed, embeds in batches, lets go of the rest."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

from copilot.errors import Cancelled, EngineFailed
from copilot.knowledge.cutting import cut
from copilot.knowledge.reading.listing import Listed, Listing, RawDocument, Unreadable, fingerprint
from copilot.knowledge.stemming import stems
from copilot.records import (
    IndexedDocument,
    IndexedPassage,
    IndexProgress,
    IndexReport,
    KnownIdentity,
    Passage,
    RedactedText,
    SourceDocument,
    SourceProblem,
)

Redact = Callable[[Sequence[str], Sequence[KnownIdentity]], Sequence[RedactedText]]
OnProgress = Callable[[IndexProgress], None]
EmbedPassages = Callable[[Sequence[str]], list[bytes]]

BATCH = 64  # passages embedded together: half a second of work, then a stop is looked at
_CUT = "3"  # raise it when reading, cutting, stemming or embedding_text changes
_PLACEHOLDER = re.compile(r"\[\[([A-Z_]+?)_?\d*\]\]")


class KnownSource(Protocol):
    """What the index remembers of a source document."""

    @property
    def id(self) -> str: ...
    @property
    def folder(self) -> str: ...
    @property
    def passages(self) -> int: ...
    @property
    def stamp(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...


class DocumentIndex(Protocol):
    """Where documents are kept; each call is one transaction."""

    def sources(self, folder: str | None = None) -> Sequence[KnownSource]: ...
    def replace(self, documents: Sequence[IndexedDocument]) -> object: ...
    def restamp(self, stamps: Mapping[str, str]) -> object: ...
    def remove(self, ids: Iterable[str]) -> object: ...
    def embedded(self, source_id: str, embedder: str) -> Sequence[tuple[Passage, bytes]]: ...


@dataclass(frozen=True, slots=True)
class Means:
    """What turns a document into what the index keeps."""

    redact: Redact
    embed: EmbedPassages
    embedder: str  # sha256 of the files that embed


@dataclass(frozen=True, slots=True)
class _Cut:
    """A document in passages, whose vectors are still missing."""

    document: SourceDocument
    stamp: str
    fingerprint: str
    passages: tuple[Passage, ...]


@dataclass(slots=True)
class Pace:
    """How far a whole run is, over all its sources."""

    total: int
    on_progress: OnProgress | None = None
    resumed: bool = False
    clock: Callable[[], float] = time.monotonic
    _done: int = 0
    _steps: list[tuple[float, int, int]] = field(default_factory=list)  # when, documents, passages

    def skipped(self, documents: int) -> None:
        """These were up to date."""
        self._done += documents
        self._tell()

    def step(self, documents: int, passages: int) -> None:
        """These were read just now."""
        self._done += documents
        self._steps.append((self.clock(), documents, passages))
        self._tell()

    def now(self) -> IndexProgress:
        """Rate and remaining time by what was read since the first step.

        The first one is left out: the embedding files are loaded in it.
        """
        if len(self._steps) < 2:
            left = 0.0 if self._done == self.total else None
            return IndexProgress(self._done, self.total, 0.0, left, self.resumed)
        seconds = max(self._steps[-1][0] - self._steps[0][0], 0.001)
        documents = sum(read for _, read, _ in self._steps[1:])
        passages = sum(made for _, _, made in self._steps[1:])
        left = seconds / max(1, documents) * (self.total - self._done)
        return IndexProgress(self._done, self.total, passages / seconds, left, self.resumed)

    def _tell(self) -> None:
        if self.on_progress is not None:
            self.on_progress(self.now())


def changed(
    listing: Listing, known: Mapping[str, KnownSource], failed: Mapping[str, str]
) -> tuple[Listed, ...]:
    """What has to be read: with another stamp than it was read, or could not be read, with."""

    def is_new(one: Listed) -> bool:
        read = known[one.id].stamp if one.id in known else ""
        return stamp_of(one) not in (read, failed.get(one.id))

    return tuple(filter(is_new, listing.listed))


def stamp_of(listed: Listed) -> str:
    """Changes with the file and with the way in which files become passages."""
    return f"{_CUT}:{listed.stamp}"


def update_source(
    listing: Listing,
    index: DocumentIndex,
    means: Means,
    *,
    known: Mapping[str, KnownSource],
    before: Sequence[SourceProblem] = (),
    failed: dict[str, str],
    pace: Pace,
    stop: Event | None = None,
) -> IndexReport:
    """Makes the index hold exactly the documents of a listing.

    `known`: what the index holds of it, by id. `before`: the problems of the last run; those of
    unchanged documents are kept. `failed`: the stamps with which documents could not be read, which
    are not tried again; new ones are added. A document that cannot be read keeps what was indexed
    of it. Every batch is stored on its own,
    so Cancelled loses no more than the batch under way, and the next run goes on from there.
    """
    wanted = changed(listing, known, failed)
    unchanged = {one.id for one in listing.listed} - {one.id for one in wanted}
    gone = [
        id for id in known.keys() - {one.id for one in listing.listed} if not _shut(id, listing)
    ]
    if gone:
        index.remove(gone)
    pace.skipped(len(unchanged))
    kept = (*listing.problems, *(old for old in before if old.id in unchanged))
    run = _Run(listing.name, index, means, known, failed, pace, stop)
    run.read_all(wanted)
    return IndexReport(run.read, len(unchanged), len(gone), (*kept, *run.problems))


@dataclass(slots=True)
class _Run:
    """One source being read, with the batch that waits for its vectors."""

    folder: str
    index: DocumentIndex
    means: Means
    known: Mapping[str, KnownSource]
    failed: dict[str, str]
    pace: Pace
    stop: Event | None
    read: int = 0
    problems: list[SourceProblem] = field(default_factory=list)
    _waiting: list[_Cut] = field(default_factory=list)

    def read_all(self, wanted: Sequence[Listed]) -> None:
        for one in wanted:
            look_at(self.stop)
            try:
                raw = one.read()
            except (Unreadable, EngineFailed) as problem:
                self.failed[one.id] = stamp_of(one)
                self.problems.append(SourceProblem(one.id, str(problem)))
                self.pace.step(1, 0)
            else:
                self._take(raw, stamp_of(one))
        self._store()

    def _take(self, raw: RawDocument, stamp: str) -> None:
        if raw.hidden:
            left = ", ".join(raw.hidden)
            reason = f"holds what people cannot see, which was left out: {left}"
            self.problems.append(SourceProblem(raw.id, reason, left_out=False))
        mark = hashlib.sha256(f"{_CUT} {fingerprint(raw)}".encode()).hexdigest()
        if raw.id in self.known and self.known[raw.id].fingerprint == mark:
            self.index.restamp({raw.id: stamp})
            self.pace.step(1, 0)
            return
        document = _redacted(raw, self.means.redact)
        self._waiting.append(_Cut(document, stamp, mark, cut(document)))
        if sum(len(one.passages) for one in self._waiting) >= BATCH:
            self._store()

    def _store(self) -> None:
        if not self._waiting:
            return
        vectors = self._vectors()
        self.index.replace([self._indexed(one, vectors) for one in self._waiting])
        self.read += len(self._waiting)
        passages = sum(len(one.passages) for one in self._waiting)
        self.pace.step(len(self._waiting), passages)
        self._waiting.clear()

    def _indexed(self, one: _Cut, vectors: Mapping[str, bytes]) -> IndexedDocument:
        passages = tuple(
            IndexedPassage(passage, _words(passage), vectors[embedding_text(passage)])
            for passage in one.passages
        )
        return IndexedDocument(
            one.document, self.folder, one.stamp, one.fingerprint, self.means.embedder, passages
        )

    def _vectors(self) -> dict[str, bytes]:
        """By embedding text; a passage that stayed as it was is not embedded again."""
        vectors: dict[str, bytes] = {}
        for one in self._waiting:
            if one.document.id in self.known:
                held = self.index.embedded(one.document.id, self.means.embedder)
                vectors.update((embedding_text(passage), vector) for passage, vector in held)
        texts = (embedding_text(p) for one in self._waiting for p in one.passages)
        fresh = [text for text in dict.fromkeys(texts) if text not in vectors]
        for at in range(0, len(fresh), BATCH):
            look_at(self.stop)
            batch = fresh[at : at + BATCH]
            vectors.update(zip(batch, self.means.embed(batch), strict=True))
        return vectors


def _shut(id: str, listing: Listing) -> bool:
    """Whether a document lies in a folder that cannot be opened now: it may still be there."""
    return any(id.startswith(f"{problem.id}/") for problem in listing.problems)


def embedding_text(passage: Passage) -> str:
    """What is embedded for a passage: its title and headings give the words their meaning."""
    return "\n".join(part for part in (passage.title, passage.heading, passage.text) if part)


def _words(passage: Passage) -> tuple[str, str, str]:
    parts = (passage.title, passage.heading, passage.text)
    title, heading, text = (stems(part, passage.language) for part in parts)
    return title, heading, text


def _redacted(raw: RawDocument, redact: Redact) -> SourceDocument:
    title, text = (_nobodys(part) for part in redact([raw.title, raw.text], raw.known))
    return SourceDocument(
        raw.id,
        raw.kind,
        title,
        text,
        raw.scope,
        raw.changed,
        raw.language,
        team=raw.team,
        valid_from=raw.valid_from,
        valid_until=raw.valid_until,
    )


def _nobodys(text: RedactedText) -> RedactedText:
    """Turns [[EMAIL_1]] of a document into [email].

    Otherwise a draft that quotes the document would be filled with the data that has the same
    placeholder in the ticket at hand.
    """
    return RedactedText(_PLACEHOLDER.sub(lambda found: f"[{found[1].lower()}]", text))


def look_at(stop: Event | None) -> None:
    """Raises Cancelled when a run is to stop."""
    if stop is not None and stop.is_set():
        raise Cancelled("The reading of the knowledge was stopped; what was read is kept.")

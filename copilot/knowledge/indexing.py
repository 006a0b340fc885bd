"""Brings the index up to date: reads again only what changed, and lets go of what vanished."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from copilot.errors import Cancelled
from copilot.knowledge.cutting import cut
from copilot.knowledge.embedder import Embed
from copilot.knowledge.sources import TICKET_PREFIX, Problem, RawDocument, Reading
from copilot.records import Passage, RedactedText, SourceDocument, SourceKind

Redact = Callable[[Sequence[str]], Sequence[RedactedText]]
OnProgress = Callable[[int, int], None]  # done, of how many documents

_CUT_VERSION = "1"  # raise it when cutting or embedding_text changes: everything is read again
_PLACEHOLDER = re.compile(r"\[\[([A-Z_]+?)_?\d*\]\]")


class SourceRow(Protocol):
    """What the index remembers of a source document."""

    @property
    def id(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...


class PassageStore(Protocol):
    """Where passages are kept; one call is one transaction."""

    def sources(self) -> Sequence[SourceRow]: ...
    def remove_source(self, id: str, /) -> None: ...
    def replace_source(
        self,
        document: SourceDocument,
        /,
        *,
        fingerprint: str,
        embedder: str,
        passages: Sequence[Passage],
        vectors: Sequence[bytes],
    ) -> object: ...


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one indexing did, in documents."""

    read: int
    unchanged: int
    removed: int
    problems: tuple[Problem, ...]


def update_index(
    reading: Reading,
    store: PassageStore,
    *,
    redact: Redact,
    embed: Embed,
    embedder: str,
    on_progress: OnProgress | None = None,
    stop: Event | None = None,
) -> IndexReport:
    """Makes the index hold exactly the documents of `reading`; other kinds are left alone.

    `embedder` names the embedding files; another name means that everything is embedded again.
    A source with a problem keeps what was indexed of it. Each document is stored on its own, so
    Cancelled (looked at before each document) loses nothing that was done.
    """
    known = {row.id: row.fingerprint for row in store.sources() if _kind(row.id) is reading.kind}
    kept = {document.id for document in reading.documents} | {p.id for p in reading.problems}
    gone = sorted(known.keys() - kept)
    for id in gone:
        store.remove_source(id)
    read = 0
    for done, raw in enumerate(reading.documents):
        if stop is not None and stop.is_set():
            raise Cancelled("Indexing was stopped; what was read is kept.")
        fingerprint = _fingerprint(raw, embedder)
        if known.get(raw.id) != fingerprint:
            _replace(raw, store, redact=redact, embed=embed, marks=(fingerprint, embedder))
            read += 1
        if on_progress is not None:
            on_progress(done + 1, len(reading.documents))
    unchanged = len(reading.documents) - read
    return IndexReport(read, unchanged, len(gone), reading.problems)


def embedding_text(passage: Passage) -> str:
    """What is embedded for a passage: its title and headings give the words their meaning."""
    return "\n".join(part for part in (passage.title, passage.heading, passage.text) if part)


def _replace(
    raw: RawDocument, store: PassageStore, *, redact: Redact, embed: Embed, marks: tuple[str, str]
) -> None:
    document = _redacted(raw, redact)
    passages = cut(document)
    vectors = embed([embedding_text(passage) for passage in passages])
    fingerprint, embedder = marks
    store.replace_source(
        document, fingerprint=fingerprint, embedder=embedder, passages=passages, vectors=vectors
    )


def _redacted(raw: RawDocument, redact: Redact) -> SourceDocument:
    title, text = (_nobodys(part) for part in redact([raw.title, raw.text]))
    return SourceDocument(
        raw.id, raw.kind, title, text, raw.scope, raw.changed, raw.language or "en"
    )


def _nobodys(text: RedactedText) -> RedactedText:
    """Turns [[EMAIL_1]] of a document into [email].

    Otherwise a draft that quotes the document would be filled with the data that has the same
    placeholder in the ticket at hand.
    """
    return RedactedText(_PLACEHOLDER.sub(lambda found: f"[{found[1].lower()}]", text))


def _fingerprint(raw: RawDocument, embedder: str) -> str:
    parts = f"{raw.fingerprint} {embedder} {_CUT_VERSION}"
    return hashlib.sha256(parts.encode()).hexdigest()


def _kind(id: str) -> SourceKind:
    return SourceKind.SOLVED_TICKET if id.startswith(TICKET_PREFIX) else SourceKind.ARTICLE

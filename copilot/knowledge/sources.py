"""Everything that brings documents: folders, the solved tickets, the helpdesk's macros."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from copilot.knowledge.indexing import Redact
from copilot.knowledge.keeping import Source
from copilot.knowledge.reading.folder import list_folder
from copilot.knowledge.reading.macros import NAME as MACROS
from copilot.knowledge.reading.macros import list_macros
from copilot.knowledge.reading.solved import NAME as SOLVED
from copilot.knowledge.reading.solved import KnownIn, list_solved
from copilot.records import (
    Extracted,
    KnownIdentity,
    Macro,
    RedactedText,
    Scope,
    SourceKind,
    Ticket,
)
from copilot.settings import KnowledgeFolder


def folder_source(
    folder: KnowledgeFolder, extract: Callable[..., Extracted], *, removable: bool = True
) -> Source:
    """A folder of articles or macros, which are the team's own words.

    `extract`: file name and bytes to what they say; with `stop` it raises Cancelled.
    """
    return Source(
        folder.path,
        SourceKind(folder.kind),
        lambda stop: list_folder(folder, extract=partial(extract, stop=stop)),
        as_published,
        Scope.INTERNAL if folder.team else Scope(folder.scope),
        folder.team,
        removable,
    )


def helpdesk_sources(
    solved: Callable[[], Sequence[Ticket]],
    macros: Callable[[], Sequence[Macro]],
    redact: Redact,
    known_in: KnownIn,
) -> tuple[Source, ...]:
    """What the helpdesk brings: solved tickets, redacted, and macros."""
    tickets = Source(
        SOLVED,
        SourceKind.SOLVED_TICKET,
        lambda stop: list_solved(solved(), known_in),
        redact,
        Scope.INTERNAL,
        removable=False,
    )
    kept_ready = Source(
        MACROS,
        SourceKind.MACRO,
        lambda stop: list_macros(macros()),
        as_published,
        removable=False,
    )
    return tickets, kept_ready


def as_published(texts: Sequence[str], known: Sequence[KnownIdentity]) -> Sequence[RedactedText]:
    """The team's own words: the shop's telephone number in an article is no personal data."""
    return [RedactedText(text) for text in texts]

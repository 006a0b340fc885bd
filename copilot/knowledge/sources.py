"""Everything that brings documents: folders, the solved tickets, the helpdesk's macros."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from copilot.knowledge.indexing import Redact
from copilot.knowledge.keeping import Source
from copilot.knowledge.reading.folder import list_folder
from copilot.knowledge.reading.listing import Extract
from copilot.knowledge.reading.macros import NAME as MACROS
from copilot.knowledge.reading.macros import list_macros
from copilot.knowledge.reading.solved import NAME as SOLVED
from copilot.knowledge.reading.solved import list_solved
from copilot.records import Macro, RedactedText, Scope, SourceKind, Ticket
from copilot.settings import KnowledgeFolder


def folder_source(folder: KnowledgeFolder, extract: Extract, *, removable: bool = True) -> Source:
    """A folder of articles or macros, which are the team's own words."""
    return Source(
        folder.path,
        SourceKind(folder.kind),
        partial(list_folder, folder, extract=extract),
        as_published,
        Scope.INTERNAL if folder.team else Scope(folder.scope),
        folder.team,
        removable,
    )


def helpdesk_sources(
    solved: Callable[[], Sequence[Ticket]], macros: Callable[[], Sequence[Macro]], redact: Redact
) -> tuple[Source, ...]:
    """What the helpdesk brings: solved tickets, redacted, and macros."""
    tickets = Source(
        SOLVED,
        SourceKind.SOLVED_TICKET,
        lambda: list_solved(solved()),
        redact,
        Scope.INTERNAL,
        removable=False,
    )
    kept_ready = Source(
        MACROS, SourceKind.MACRO, lambda: list_macros(macros()), as_published, removable=False
    )
    return tickets, kept_ready


def as_published(texts: Sequence[str]) -> Sequence[RedactedText]:
    """The team's own words: the shop's telephone number in an article is no personal data."""
    return [RedactedText(text) for text in texts]

"""Builds the knowledge of a profile from its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from copilot import settings as settings_file
from copilot.engine import Engine, Priority
from copilot.errors import BadInput, Bug, ModelFileError
from copilot.knowledge.keeping import Embedder, Keeper, Source
from copilot.knowledge.library import Library
from copilot.knowledge.reading.folder import list_folder
from copilot.knowledge.sources import folder_source, helpdesk_sources
from copilot.model_files.catalogue import Catalogue, FileRole, load_catalogue
from copilot.model_files.choice import ChosenFolder, chosen_reranker, embeddings_here
from copilot.paths import Places, places, shipped
from copilot.records import (
    Correction,
    Extracted,
    KnownIdentity,
    Macro,
    RedactedText,
    RestoreMap,
)
from copilot.redaction.corrected import identities, in_ticket
from copilot.redaction.ticket import known_identities
from copilot.road.knowing import Folders, Knowing
from copilot.settings import KnowledgeFolder, Settings
from copilot.store.knowledge import KnowledgeLog
from copilot.store.macros import Macros
from copilot.store.passage_words import match_any
from copilot.store.passages import Passages
from copilot.store.prepared import Prepared
from copilot.store.profile import Profile
from copilot.store.store import Store
from copilot.store.tickets import Tickets

SaveFolders = Callable[[tuple[KnowledgeFolder, ...]], object]


def knowing_of(
    chosen: Settings,
    store: Store,
    engine: Engine,
    *,
    tickets: Tickets,
    passages: Passages,
    corrections: Callable[[], tuple[Correction, ...]],
    demo: bool,
    save: SaveFolders,
) -> Knowing:
    """The knowledge over one store and one engine; the demo desk brings its shop's articles."""
    log, macros, folders = (
        KnowledgeLog(store),
        Macros(Profile(store)),
        Folders(chosen.knowledge, save),
    )
    extract = partial(engine.extract, priority=Priority.PREPARED_AHEAD)
    brought = helpdesk_sources(
        tickets.solved,
        partial(_fetched, macros),
        partial(_without_names, engine),
        lambda ticket: (*known_identities(ticket), *identities(in_ticket(corrections(), ticket))),
    )
    if demo:
        shop = KnowledgeFolder(str(shipped("resources", "demo", "articles")))
        brought = (folder_source(shop, extract, removable=False), *brought)

    def sources() -> tuple[Source, ...]:
        return (*(folder_source(folder, extract) for folder in folders.named), *brought)

    library = Library(
        passages,
        log,
        Keeper(passages, log, sources, embedders(chosen, engine)),
        match_any,
        teams=frozenset(chosen.teams),
        rerank=engine.rerank if reranker_here(chosen, load_catalogue(), places().models) else None,
    )
    return Knowing(library, folders, passages, macros, log, engine, Prepared(store), corrections)


def reranker_here(chosen: Settings, catalogue: Catalogue, models: Path) -> ChosenFolder | None:
    """The chosen reranker; without its files search goes on in its own order, `doctor` says so."""
    with suppress(ModelFileError):
        return chosen_reranker(chosen.reranker, catalogue, models)
    return None


def embedders(chosen: Settings, engine: Engine) -> tuple[Embedder, ...]:
    """The embedding files on this machine, the chosen one first.

    Where it is not here it is named all the same: the engine says in words what is missing.
    """
    catalogue = load_catalogue()
    here = embeddings_here(chosen.embedder, catalogue, places().models)
    if not here:
        entry = catalogue.reference(FileRole.EMBEDDING)
        return (_embedder(engine, entry.sha256, entry.title, ("en",)),)
    return tuple(_embedder(engine, one.sha256, one.title, one.languages) for one in here)


def require_articles(folder: Path) -> None:
    """Raises BadInput where a folder is none, or holds nothing that can be read."""
    if not list_folder(KnowledgeFolder(str(folder)), extract=_unread).listed:
        raise BadInput(
            f"There is nothing to read in {folder}: articles are Markdown, HTML, PDF, DOCX, text "
            "or CSV. Name another folder."
        )


def saver(at: Places) -> SaveFolders:
    """Keeps the folders in the settings file, beside what else changed there meanwhile."""

    def save(folders: tuple[KnowledgeFolder, ...]) -> None:
        present = settings_file.load(at.settings)
        settings_file.save(msgspec.structs.replace(present, knowledge=folders), at.settings)

    return save


def nowhere(folders: tuple[KnowledgeFolder, ...]) -> None:
    """For a road whose settings are not kept."""


def _embedder(engine: Engine, sha256: str, title: str, languages: tuple[str, ...]) -> Embedder:
    passages = partial(engine.embed, embedder=sha256, priority=Priority.PREPARED_AHEAD)
    return Embedder(
        sha256, title, languages, passages, partial(engine.embed, embedder=sha256, query=True)
    )


def _unread(name: str, data: bytes) -> Extracted:
    raise Bug("a folder was only to be listed")


def _fetched(macros: Macros) -> tuple[Macro, ...]:
    if fault := macros.fault():
        raise BadInput(f"The macros were not fetched. {fault} Those of before are kept.")
    return macros.all()


def _without_names(
    engine: Engine, texts: Sequence[str], known: Sequence[KnownIdentity]
) -> Sequence[RedactedText]:
    batch = engine.redact(
        texts, known=known, restore=RestoreMap(), priority=Priority.PREPARED_AHEAD
    )
    return [redaction.text for redaction in batch.redactions]

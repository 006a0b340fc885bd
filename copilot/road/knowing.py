"""The knowledge of a profile, as the window and the terminal keep it: folders, macros, feedback."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Literal

from copilot.engine import Engine
from copilot.errors import (
    BadInput,
    EngineFailed,
    HelpdeskError,
    HelpdeskUnreachable,
    ModelFileError,
)
from copilot.helpdesk.contract import Reader
from copilot.knowledge.indexing import OnProgress
from copilot.knowledge.library import Library
from copilot.knowledge.not_found import NOT_FOUND_BELOW
from copilot.records import (
    Correction,
    Draft,
    FoundPassage,
    Gap,
    IndexReport,
    Judgement,
    KnowledgeState,
    RedactedText,
    RestoreMap,
    Scope,
    SourceKind,
)
from copilot.redaction.corrected import identities
from copilot.settings import KnowledgeFolder
from copilot.store.knowledge import KnowledgeLog
from copilot.store.macros import Macros
from copilot.store.passages import Passages
from copilot.store.prepared import Prepared

MACROS_EVERY = timedelta(hours=1)


@dataclass(slots=True)
class Folders:
    """The folders that a person named, in the order of naming."""

    named: tuple[KnowledgeFolder, ...]
    save: Callable[[tuple[KnowledgeFolder, ...]], object]

    def add(self, folder: KnowledgeFolder) -> None:
        """Raises BadInput where it is no folder, or known already, itself or as part of another."""
        place = Path(folder.path).expanduser().resolve()
        if not place.is_dir():
            what = "is a file" if place.is_file() else "is not there"
            raise BadInput(f"{place} {what}. Choose a folder that holds articles.")
        for known in self.named:
            other = Path(known.path)
            if place == other:
                raise BadInput(
                    f"{place} is read already. To have it with another scope, remove it first."
                )
            if place.is_relative_to(other) or other.is_relative_to(place):
                raise BadInput(
                    f"{place} and {other}, which is already read, hold the same files. Remove that "
                    "one first."
                )
        fresh = KnowledgeFolder(str(place), folder.kind, folder.scope, folder.team)
        self._keep((*self.named, fresh))

    def remove(self, name: str) -> None:
        """Raises BadInput where no folder has this name."""
        names = {name, str(Path(name).expanduser().resolve())}
        left = tuple(folder for folder in self.named if folder.path not in names)
        if len(left) == len(self.named):
            raise BadInput(f"{name} is none of the folders that are read. Nothing was removed.")
        self._keep(left)

    def _keep(self, folders: tuple[KnowledgeFolder, ...]) -> None:
        self.save(folders)
        self.named = folders


@dataclass(frozen=True, slots=True)
class Knowing:
    """What a road knows, and how it is told more."""

    library: Library
    folders: Folders
    passages: Passages
    macros: Macros
    log: KnowledgeLog
    engine: Engine
    prepared: Prepared
    corrections: Callable[[], tuple[Correction, ...]]

    def state(self) -> KnowledgeState:
        """Sources, problems, gaps and feedback; reads the store alone."""
        return self.library.state()

    def update(
        self, *, on_progress: OnProgress | None = None, stop: Event | None = None
    ) -> IndexReport:
        """Read what is new or changed in all sources. Raises Cancelled."""
        return self.library.keeper.update(on_progress, stop)

    def add(
        self, path: Path, *, kind: SourceKind, scope: Scope = Scope.PUBLIC, team: str = ""
    ) -> None:
        """Read this folder from now on; update() does it. Raises BadInput."""
        if kind is SourceKind.SOLVED_TICKET:
            raise BadInput("A folder holds articles or macros; solved tickets come by themselves.")
        sort: Literal["article", "macro"] = "macro" if kind is SourceKind.MACRO else "article"
        self.folders.add(KnowledgeFolder(str(path), sort, scope.value, team))
        self.library.keeper.sources_changed()

    def remove(self, name: str) -> None:
        """Let go of a folder and of all that was read of it. Raises BadInput."""
        self.folders.remove(name)
        self.library.keeper.let_go()

    def fetch_macros(self, reader: Reader) -> None:
        """Takes the helpdesk's macros, at most once an hour. Raises HelpdeskUnreachable.

        A refusal is a problem of their source; those of before are kept.
        """
        asked, now = self.macros.fetched(), datetime.now(UTC)
        if asked is not None and now - asked <= MACROS_EVERY:
            return
        try:
            self.macros.replace(reader.macros(), now)
        except HelpdeskUnreachable:
            raise
        except HelpdeskError as error:
            self.macros.refused(str(error), now)
        self.library.keeper.sources_changed()

    def search(self, text: str) -> tuple[FoundPassage, ...]:
        """The best passages for words that the agent typed, by words and by meaning.

        What looks like a person and stands in the knowledge is no secret: a product, a noun.
        """
        corrected = identities(self.corrections())
        [redaction] = self.engine.redact([text], known=corrected, restore=RestoreMap()).redactions
        told, end = "", 0
        for span in redaction.spans:
            original = text[span.start : span.end]
            known = span.type == "PERSON" and self.library.holds(original)
            told += text[end : span.start] + (original if known else span.placeholder)
            end = span.end
        return self.library.for_text(RedactedText(told + text[end:]))

    def look_up(self, text: str) -> tuple[FoundPassage, ...]:
        """Passages with these words, the last one perhaps unfinished; at once, needs no engine."""
        return self.library.look_up(text)

    def source_text(self, source_id: str) -> str:
        """The whole text of an article or solved ticket; "" when it is gone."""
        return self.passages.source_text(source_id) or ""

    @staticmethod
    def is_sure(found: Sequence[FoundPassage]) -> bool:
        """Whether something relevant was found, or only what comes closest."""
        return bool(found) and max(one.score for one in found) >= NOT_FOUND_BELOW

    def judge(self, draft: Draft) -> None:
        """The sources that a sent draft cites were of use for questions like its ticket's.

        What the engine cannot do now is not done later: a reply is sent, whatever is learnt of it.
        """
        ticket = self.prepared.redacted(draft.ticket)
        if ticket is None:
            return
        cited = {e.source for sentence in draft.sentences for e in sentence.evidence}
        used = [one for one in draft.sources if f"passage:{one.passage.id}" in cited]
        with suppress(EngineFailed, ModelFileError):
            self.library.judge(ticket.ticket, used, Judgement.USED)

    def reset(self, source_id: str | None = None) -> None:
        """Forget what agents did with a source, or with all."""
        self.log.reset(source_id)

    def dismiss(self, gap: Gap) -> None:
        """Take a gap off the list."""
        self.library.dismiss(gap)

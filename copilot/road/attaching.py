"""The files of a draft: copied when they are attached, kept with it, never shown to the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from copilot.audit.chain import Payload
from copilot.audit.noting import Note, subject
from copilot.checks.attached import LOOKED_AT, attached
from copilot.drafts.attached import no_files, outgoing_file, read_whole, require_fit
from copilot.drafts.making import Check
from copilot.errors import BadInput, DamagedStore
from copilot.records import Draft, DraftSentence, FileLimits, Finding, OutgoingFile
from copilot.store.drafts import Drafts
from copilot.store.files import Files


@dataclass(frozen=True, slots=True)
class Attaching:
    """What the connector in use takes along, and the files that wait to go."""

    drafts: Drafts
    files: Files
    limits: FileLimits
    note: Note

    def of(self, draft_id: str) -> tuple[OutgoingFile, ...]:
        """The files of a draft, in the order in which they were attached."""
        return self.files.of(draft_id)

    def add(self, draft: Draft, path: Path) -> OutgoingFile:
        """Copies a file to a draft; what becomes of it on the disk does not matter any more.

        Raises BadInput for one that is empty, too large, unreadable or there already.
        """
        if not self.limits.count:
            raise BadInput(no_files())
        return self.add_bytes(draft, path.name, read_whole(path, self.limits))

    def add_bytes(self, draft: Draft, name: str, data: bytes) -> OutgoingFile:
        """The same for bytes that are no file, such as a picture that was pasted."""
        file = outgoing_file(name, data)
        require_fit(file, self.of(draft.id), self.limits)
        if self.drafts.get(draft.id) is None:
            self.drafts.save(draft)
        self.files.add(draft.id, file, data)
        self._told("attached", draft, file)
        return file

    def remove(self, draft: Draft, name: str) -> None:
        """Takes a file off; where there is none of that name nothing happens."""
        for file in self.of(draft.id):
            if file.name == name:
                self.files.remove(draft.id, name)
                self._told("taken off", draft, file)

    def data(self, files: Sequence[OutgoingFile]) -> tuple[bytes, ...]:
        """The bytes of files. Raises DamagedStore where they are gone."""
        found = tuple(self.files.data(file.sha256) for file in files)
        if any(data is None for data in found):
            raise DamagedStore("A file of this draft is gone. Take it off, and attach it anew.")
        return tuple(data for data in found if data is not None)

    def checking(self, draft: Draft, check: Check) -> Check:
        """The check of the draft's next text, with what there is to say of its files."""

        def checked(text: str, sentences: tuple[DraftSentence, ...]) -> tuple[Finding, ...]:
            return (*check(text, sentences), *self.findings(draft.id))

        return checked

    def findings(self, draft_id: str) -> tuple[Finding, ...]:
        """What the checks say of the files of a draft."""
        starts = self.files.starts(draft_id, LOOKED_AT)
        return attached(self.of(draft_id), starts, self.limits, no_files())

    def _told(self, event: str, draft: Draft, file: OutgoingFile) -> None:
        about: Payload = {"draft": draft.id, "sha256": file.sha256, "size": file.size}
        self.note(event, subject(draft.ticket), about)

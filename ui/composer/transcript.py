"""Asks for a transcript and makes drafts of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from copilot.errors import BadInput
from copilot.records import Draft, ReplyKind, Ticket

if TYPE_CHECKING:
    from copilot.pipeline import Road

READ = "Transcripts (*.txt *.vtt *.srt);;All files (*)"


def ask_transcript(window: QWidget) -> Path | None:
    """The file that the person chose; None when they thought better of it."""
    chosen, _ = QFileDialog.getOpenFileName(window, "From a transcript", "", READ)
    return Path(chosen) if chosen else None


def drafts_of(
    road: Road, ticket: Ticket, file: Path, kind: ReplyKind, on_step: Callable[[str], None]
) -> Callable[[Event], Draft]:
    """Work that makes the e-mail and the note, and gives the one of `kind`."""

    def work(stop: Event) -> Draft:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise BadInput(
                f"{file.name} could not be read: {error.strerror}. Nothing was changed."
            ) from error
        made = road.transcripts.drafts(ticket, file.name, data, on_step=on_step, stop=stop)
        return next(draft for draft in made if draft.kind is kind)

    return work

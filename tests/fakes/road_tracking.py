"""What the fake road knows of drafts, and the drafts it makes of a transcript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from copilot.assistance.transcript_file import read_transcript
from copilot.records import Draft, DraftTrace, Fate, ReplyKind, Ticket
from copilot.store.traces import untold

if TYPE_CHECKING:
    from tests.fakes.road import FakeRoad


class FakeTracking:
    """A draft that was summarised, searched for, worded and checked."""

    def why(self, draft: Draft) -> DraftTrace:
        bare = replace(untold("d", draft.ticket, "", draft.created), parent=draft.id)
        passages = tuple(found.passage for found in draft.sources)
        run = replace(
            bare,
            prompt_version="3",
            model_sha256="cc324af070c2ecbf" * 4,
            prompt_tokens=612,
            kept_tokens=480,
            answer_tokens=96,
            seconds=5.1,
            finish="stop",
        )
        steps = (
            replace(run, step="summary", prompt_name="read"),
            replace(
                bare,
                step="search",
                sources=tuple((one.passage.id, one.score) for one in draft.sources),
            ),
            replace(run, step="sentence", prompt_name="sentence", seconds=1.8),
            replace(
                bare,
                step="check",
                findings=tuple(f"{one.severity}: {one.check}" for one in draft.findings),
            ),
        )
        root = replace(bare, id=draft.id, parent="", fate=Fate.WAITING, words=84, seconds=9.4)
        return DraftTrace(root, steps, passages)

    def export(self, file: Path) -> int:
        file.write_text("{}", encoding="utf-8")
        return 1


class FakeTranscripts:
    """Drafts that repeat what was said."""

    def __init__(self, road: FakeRoad) -> None:
        self._road = road

    def drafts(
        self,
        ticket: Ticket,
        name: str,
        data: bytes,
        *,
        on_step: Callable[[str], None] = lambda step: None,
        stop: Event | None = None,
    ) -> tuple[Draft, Draft]:
        on_step("Looking for what was agreed")
        said = "\n".join(line.text for line in read_transcript(name, data))
        made = []
        for kind in (ReplyKind.PUBLIC_REPLY, ReplyKind.INTERNAL_NOTE):
            draft = self._road.blank(ticket.key, kind)
            made.append(self._road.edit(draft, f"{kind}: {said}"))
        return made[0], made[1]

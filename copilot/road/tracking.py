"""Follows drafts: which steps made them, and what the agent did with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from copilot import __version__
from copilot.errors import BadInput
from copilot.records import (
    Draft,
    DraftTrace,
    Fate,
    OutboxItem,
    ReplyKind,
    TicketKey,
    Trace,
)
from copilot.store.drafts import Drafts
from copilot.store.passages import Passages
from copilot.store.traces import Traces, untold
from copilot.telemetry.distance import distance, words_of
from copilot.telemetry.otlp import spans

CHECK = "check"


@dataclass(frozen=True, slots=True)
class Tracking:
    """Keeps a trace for each draft and what became of it; no text."""

    traces: Traces
    drafts: Drafts
    passages: Passages

    def made(self, draft: Draft, seconds: float) -> None:
        """A draft was written; those of its kind that waited on the ticket were thrown away."""
        now = datetime.now(UTC)
        self._throw_away(draft.ticket, draft.kind, besides=draft.id, now=now)
        findings = tuple(f"{one.severity}: {one.check}" for one in draft.findings)
        passages = tuple(found.passage.id for found in draft.sources)
        root = untold(draft.id, draft.ticket, draft.kind.value, now)
        root = replace(root, passages=passages, fate=Fate.WAITING, words=len(words_of(draft.text)))
        check = untold(f"{draft.id}-{CHECK}", draft.ticket, CHECK, now)
        self.traces.add(replace(root, seconds=seconds, findings=findings))
        self.traces.add(replace(check, parent=draft.id, findings=findings))

    def sent(self, item: OutboxItem) -> None:
        """What was approved arrived: as it was written, or edited."""
        out, now = item.approved.outgoing, datetime.now(UTC)
        key = TicketKey(out.connector, out.ticket_id)
        root = self.traces.get(out.draft_id)
        if root is not None and (history := self.drafts.history(out.draft_id)):
            apart = distance(history[0][1], out.body)
            fate = Fate.EDITED if apart else Fate.SENT
            self.traces.change(replace(root, fate=fate, distance=apart, decided=now))
        self._throw_away(key, out.kind, besides=out.draft_id, now=now)

    def why(self, draft: Draft) -> DraftTrace:
        """The steps of one draft."""
        listed = self.traces.all(draft.ticket)
        steps = tuple(one for one in listed if one.parent == draft.id)
        root = next((one for one in listed if one.id == draft.id), None)
        ids = dict.fromkeys(id for one in (*steps, *filter(None, (root,))) for id in one.passages)
        return DraftTrace(root, steps, self.passages.get(ids))

    def export(self, file: Path) -> int:
        """Writes all traces as OTLP JSON; the number of spans. Raises BadInput."""
        traces = self.traces.all()
        try:
            file.write_bytes(msgspec.json.encode(spans(traces, version=__version__)))
        except OSError as error:
            raise BadInput(f"{file} cannot be written: {error.strerror}.") from error
        return len(traces)

    def _throw_away(self, key: TicketKey, kind: ReplyKind, *, besides: str, now: datetime) -> None:
        for one in self._waiting(key, kind):
            if one.id != besides:
                self.traces.change(replace(one, fate=Fate.THROWN_AWAY, decided=now))

    def _waiting(self, key: TicketKey, kind: ReplyKind) -> Iterable[Trace]:
        listed = self.traces.all(key)
        return [one for one in listed if one.fate is Fate.WAITING and one.step == kind.value]

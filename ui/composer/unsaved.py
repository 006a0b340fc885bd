"""What was typed and not saved yet, with all that is needed to save it on the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from copilot.records import Draft, ReplyKind, TicketKey

if TYPE_CHECKING:
    from copilot.pipeline import Road


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text of one ticket; `draft` is None when the first letter was typed a moment ago."""

    key: TicketKey
    kind: ReplyKind
    draft: Draft | None
    text: str

    def save(self, road: Road) -> None:
        """Save it as the draft's text. Raises UserFacing."""
        draft = self.draft or road.saved_draft(self.key, self.kind)
        road.edit(draft or road.blank(self.key, self.kind), self.text)

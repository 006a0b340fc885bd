"""Text of a ticket for the clipboard, without personal data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from copilot.engine import Engine
from copilot.errors import TicketGone
from copilot.records import Correction, Redaction, TicketKey
from copilot.redaction.corrected import identities
from copilot.redaction.ticket import known_identities
from copilot.store.prepared import Prepared
from copilot.store.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Sharing:
    """What may be pasted anywhere: placeholders stand where personal data was."""

    tickets: Tickets
    prepared: Prepared
    engine: Engine
    corrections: Callable[[], tuple[Correction, ...]]

    def shared(self, key: TicketKey, text: str) -> str:
        """A stretch of the ticket, or any text about it, with the ticket's own placeholders.

        A stretch of a message is read with all of it, so that a name is hidden where the selection
        ends in its middle. Raises TicketGone, and EngineFailed: then nothing may be shared.
        """
        ticket = self.tickets.get(key)
        if ticket is None:
            raise TicketGone(f"Ticket {key.id} is gone, so nothing was copied.")
        texts = (ticket.subject, *(message.text for message in ticket.messages))
        whole = next((one for one in texts if text and text in one), text)
        batch = self.engine.redact(
            [whole],
            known=(*known_identities(ticket), *identities(self.corrections())),
            restore=self.prepared.restore_map(key),
        )
        self.prepared.save_restore_map(key, batch.restore)
        start = whole.index(text)
        return _stretch(whole, batch.redactions[0], start, start + len(text))


def _stretch(whole: str, redaction: Redaction, start: int, end: int) -> str:
    told, at = "", start
    for span in redaction.spans:
        if span.start < end and start < span.end:
            told += whole[at : max(at, span.start)] + span.placeholder
            at = span.end
    return told + whole[at:end]

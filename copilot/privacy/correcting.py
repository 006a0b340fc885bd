"""Corrections of redaction by a person: kept as rules that can be read and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from copilot.audit.chain import Payload
from copilot.audit.noting import Note
from copilot.checks.value import values
from copilot.errors import BadInput
from copilot.records import Correction, Ticket, TicketKey
from copilot.redaction.placeholders import PLACEHOLDER, normal
from copilot.redaction.ticket import known_identities
from copilot.store.corrections import Corrections
from copilot.store.prepared import Prepared
from copilot.store.tickets import Tickets

SHORTEST, LONGEST = 2, 200  # characters
# What a person may hide a text as; each is the type of a placeholder.
TYPES = frozenset(
    {
        *("PERSON", "EMAIL", "PHONE", "ADDRESS", "CARD", "IBAN", "ORDER", "ACCOUNT", "DOCUMENT"),
        *("IP", "MAC", "LOCATION", "PLATE", "SECRET"),
    }
)


@dataclass(frozen=True, slots=True)
class Correcting:
    """Keeps corrections and sees to it that what was prepared before them is made anew."""

    corrections: Corrections
    prepared: Prepared
    tickets: Tickets
    sources_changed: Callable[[], object]  # the solved tickets are read again before a search
    note: Note

    def all(self) -> tuple[Correction, ...]:
        return self.corrections.all()

    def correct(self, text: str, *, hide: bool, type: str = "PERSON") -> Correction:
        """From now on this text is always hidden, or never. Raises BadInput saying why not."""
        text = " ".join(text.split())
        _require_usable(text, type if hide else "")
        if not hide:
            self._require_plain(text)
        kept = self.corrections.add(Correction(0, text, hide, type if hide else "PLAIN"))
        self._make_anew(kept, "corrected")
        return kept

    def take_back(self, correction: Correction) -> None:
        """The text is judged by the other rules again; nothing where it is gone already.

        A ticket in which it was hidden may go on hiding it: its restore map remembers.
        """
        if correction.id in {one.id for one in self.corrections.all()}:
            self.corrections.remove(correction.id)
            self._make_anew(correction, "correction taken back")

    def _make_anew(self, correction: Correction, event: str) -> None:
        keys = self._tickets_with(correction.text)
        self.prepared.drop(keys)
        self.sources_changed()
        payload: Payload = {
            "hide": correction.hide,
            "type": correction.type,
            "tickets": len(keys),
        }
        self.note(event, f"correction/{correction.id}", payload)

    def _tickets_with(self, text: str) -> tuple[TicketKey, ...]:
        """By its longest word, since spaces and line ends may stand otherwise in the ticket."""
        return self.tickets.holding(max(text.split(), key=len))

    def _require_plain(self, text: str) -> None:
        """A correction never uncovers what is proved to be personal."""
        if any(value.kind in ("card", "iban") for value in values(text)):
            raise BadInput(
                "This holds a card number or bank account with the right check digits, which is "
                "always hidden; nothing was changed."
            )
        for key in self._tickets_with(text):
            ticket = self.tickets.get(key)
            if ticket is not None and _named_in_record(text, ticket):
                raise BadInput(
                    f"Ticket {key.id} names “{text}” in its own record: it is the name, address or "
                    "number of somebody who takes part. That is always hidden; nothing was changed."
                )


def _named_in_record(text: str, ticket: Ticket) -> bool:
    return normal(text) in {normal(one.text) for one in known_identities(ticket)}


def _require_usable(text: str, type: str) -> None:
    if not any(map(str.isalnum, text)) or len(text) < SHORTEST:
        raise BadInput(
            f"Select at least {SHORTEST} characters, a letter or digit among them; nothing was "
            "changed."
        )
    if len(text) > LONGEST:
        raise BadInput(
            f"Select at most {LONGEST} characters, just the name or number; nothing was changed."
        )
    if PLACEHOLDER.search(text) or not text.isprintable():
        raise BadInput(
            "This holds a placeholder or characters that cannot be seen. Select the words "
            "themselves; nothing was changed."
        )
    if type and type not in TYPES:
        raise BadInput(f"“{type}” is not a kind of personal data. Choose one of the list.")

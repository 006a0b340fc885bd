"""What is kept of people and for how long, who is deleted, and what the store is locked with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from copilot.audit.noting import Note
from copilot.errors import BadInput
from copilot.locking.unlocking import Lock
from copilot.privacy.correcting import Correcting
from copilot.privacy.letting_go import LettingGo
from copilot.privacy.sharing import Sharing
from copilot.records import (
    Correction,
    DataKind,
    Deletion,
    PersonKept,
    PrivacyState,
    Ticket,
    TicketKey,
)
from copilot.settings import Retention
from copilot.store.keeping import Keeping
from copilot.store.ledger import Ledger
from copilot.store.people import People


@dataclass(slots=True)
class Times:
    """For how long each kind is kept, as a person chose it."""

    retention: Retention
    save: Callable[[Retention], object]

    def keep_for(self, kind: DataKind, days: int) -> None:
        """Raises BadInput for a number of days that the settings do not take."""
        chosen = msgspec.to_builtins(self.retention) | {kind.value: days}
        try:
            retention = msgspec.convert(chosen, Retention)
        except msgspec.ValidationError as error:
            raise BadInput(
                f"{days} days is no time to keep {kind.value}: {error}. Nothing was changed."
            ) from error
        self.save(retention)
        self.retention = retention


@dataclass(frozen=True, slots=True)
class Privacy:
    """What a profile keeps of people, and how it lets go of them."""

    times: Times
    keeping: Keeping
    named: People
    letting_go: LettingGo
    correcting: Correcting
    sharing: Sharing
    note: Note
    ledger: Ledger
    hosts: tuple[str, ...]
    wall: Callable[[], str]  # "" before the engine process was started
    lock: Lock

    def state(self) -> PrivacyState:
        """What the privacy page shows."""
        return PrivacyState(
            kept=self.keeping.kept(self.times.retention),
            corrections=self.correcting.all(),
            hosts=self.hosts,
            ledger=tuple(reversed(self.ledger.all())),
            wall=self.wall(),
            locked_by=self.lock.by(),
        )

    def keep_for(self, kind: DataKind, days: int) -> None:
        """From now on; 0: until it is deleted by hand. Raises BadInput."""
        self.times.keep_for(kind, days)

    def clear_out(self, now: datetime) -> Deletion:
        """Delete what is older than its time; `now` is aware."""
        return self.letting_go.older(self.times.retention, now)

    def wanted(self, tickets: Iterable[Ticket], now: datetime) -> list[Ticket]:
        """Of tickets that the helpdesk brought, those that would not be cleared out at once."""
        return self.letting_go.wanted(tickets, self.times.retention, now)

    def people(self, text: str) -> tuple[PersonKept, ...]:
        """Customers with this e-mail address, or with these words in their name."""
        return self.named.like(text)

    def delete_person(self, person: PersonKept) -> Deletion:
        """Delete all that is kept of somebody, everywhere.

        Raises TooLate, and then nothing was deleted, while a reply to them is on its way.
        """
        return self.letting_go.person(person)

    def correct(self, text: str, *, hide: bool, type: str = "PERSON") -> Correction:
        """From now on this text is always hidden, or never. Raises BadInput saying why not."""
        return self.correcting.correct(text, hide=hide, type=type)

    def take_back(self, correction: Correction) -> None:
        """The other rules judge the text again."""
        self.correcting.take_back(correction)

    def shared(self, key: TicketKey, text: str) -> str:
        """Text of a ticket for the clipboard, placeholders where personal data was."""
        return self.sharing.shared(key, text)

    def change_key(self) -> None:
        """Encrypt the store anew under a new key. Raises BadInput where a passphrase is the key."""
        self.lock.change_key()
        self.note("key changed", "store", {})

    def set_passphrase(self, passphrase: str | None) -> None:
        """Lock with a passphrase from now on, or with the keyring alone. Raises BadInput."""
        self.lock.set_passphrase(passphrase)
        self.note("lock changed", "store", {"locked_by": self.lock.by()})

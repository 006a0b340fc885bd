"""Builds the privacy of a profile from its parts."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from copilot import settings as settings_file
from copilot.audit.noting import Note
from copilot.engine import Engine
from copilot.helpdesk.allowed import hosts
from copilot.locking.unlocking import Lock
from copilot.outbox.outbox import Outbox
from copilot.paths import Places
from copilot.privacy.correcting import Correcting
from copilot.privacy.letting_go import LettingGo
from copilot.privacy.privacy import Privacy, Times
from copilot.privacy.sharing import Sharing
from copilot.settings import Retention, Settings
from copilot.store.audit import AuditRows
from copilot.store.corrections import Corrections
from copilot.store.deleting import Deleting
from copilot.store.keeping import Keeping
from copilot.store.ledger import Ledger
from copilot.store.letting_go import LettingGo as RowsLetGo
from copilot.store.passages import Passages
from copilot.store.people import People
from copilot.store.prepared import Prepared
from copilot.store.store import Store
from copilot.store.tickets import Tickets

SaveTimes = Callable[[Retention], object]


def privacy_of(
    chosen: Settings,
    store: Store,
    *,
    tickets: Tickets,
    prepared: Prepared,
    corrections: Corrections,
    passages: Passages,
    outbox: Outbox,
    audit: AuditRows,
    engine: Engine,
    note: Note,
    sources_changed: Callable[[], object],
    save: SaveTimes,
    lock: Lock,
) -> Privacy:
    """The privacy of the profile with this store."""
    rows = RowsLetGo(store, passages)
    keeping = Keeping(store, rows)
    return Privacy(
        times=Times(chosen.retention, save),
        keeping=keeping,
        named=People(store),
        letting_go=LettingGo(
            store=store,
            keeping=keeping,
            deleting=Deleting(store, rows),
            tickets=tickets,
            outbox=outbox,
            audit=audit,
            engine=engine,
            note=note,
            sources_changed=sources_changed,
        ),
        correcting=Correcting(corrections, prepared, tickets, sources_changed, note),
        sharing=Sharing(tickets, prepared, engine, corrections.all),
        note=note,
        ledger=Ledger(store),
        hosts=hosts(chosen),
        wall=lambda: engine.status().wall,
        lock=lock,
    )


def times_saver(at: Places) -> SaveTimes:
    """Keeps the times in the settings file, beside what else changed there meanwhile."""

    def save(retention: Retention) -> None:
        present = settings_file.load(at.settings)
        settings_file.save(msgspec.structs.replace(present, retention=retention), at.settings)

    return save


def no_times_saved(retention: Retention) -> None:
    """For a road whose settings are not kept."""

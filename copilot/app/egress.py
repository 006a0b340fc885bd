"""The way out of this process as it is built: who may be contacted, and where it is noted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from copilot.errors import StoreError
from copilot.helpdesk.allowed import ALLOWED
from copilot.helpdesk.downloads import downloading
from copilot.model_files.catalogue import Catalogue, Entry
from copilot.model_files.outside import Outside, hosts_of, named_index
from copilot.paths import Places
from copilot.records import LedgerRow
from copilot.store.aside import LedgerAside
from copilot.store.ledger import Ledger
from copilot.store.store import Store


def ledger_of(store: Store, at: Places) -> Callable[[LedgerRow], None]:
    """The ledger of an opened profile, which gets what was told while it was closed.

    From now on it is also told what the guard refuses, until the store is closed again.
    """
    ledger, aside = Ledger(store), LedgerAside(at)
    for row in aside.take():
        ledger.add(row)

    def tell(row: LedgerRow) -> None:
        try:
            ledger.add(row)
        except StoreError:
            aside.add(row)

    ALLOWED.tell_to(tell)
    return ledger.add


@contextmanager
def fetching(entries: Iterable[Entry], catalogue: Catalogue, at: Places) -> Iterator[Outside]:
    """The way to these entries' sources, open for one command; noted beside the store."""
    tell = LedgerAside(at).add
    ALLOWED.tell_to(tell)
    index = named_index(os.environ.get("SUPPORT_COPILOT_PACKAGE_INDEX", ""))
    with downloading(hosts_of(entries, catalogue, index), ledger=tell) as client:
        yield Outside(client, tell, index)

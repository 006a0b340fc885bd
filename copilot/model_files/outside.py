"""What fetching needs from whoever keeps the list of allowed hosts and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from copilot.model_files.catalogue import Catalogue, Entry, Hub, HubFolder
from copilot.records import LedgerRow


@dataclass(frozen=True, slots=True)
class Outside:
    """The way out: a client that reaches allowed hosts alone, and the ledger for what pip did."""

    client: httpx.Client
    tell: Callable[[LedgerRow], object]


def hosts_of(entries: Iterable[Entry], catalogue: Catalogue) -> tuple[str, ...]:
    """The hosts of these entries, and those that such hubs pass their readers on to."""
    sources = (source for entry in entries for source in entry.sources)
    addresses = (s.address for s in sources if isinstance(s, Hub | HubFolder))
    own = dict.fromkeys(urlsplit(address).hostname or "" for address in addresses)
    return (*own, *catalogue.redirects) if own else ()
